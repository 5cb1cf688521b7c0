package dev.sluice.trainer.evaluate;

import dev.sluice.trainer.data.Dataset;
import dev.sluice.trainer.learn.CannotLearnException;
import dev.sluice.trainer.learn.Fitted;
import dev.sluice.trainer.learn.Learner;
import dev.sluice.trainer.learn.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** Grid search: every setting of a learner, judged by the same folds; the best by mean absolute error. */
final class Search {
    private final Dataset train;
    private final List<Folds.Fold> folds;
    private final int[] validated;
    private final long seed;

    Search(Dataset train, List<Folds.Fold> folds, long seed) {
        this.train = train;
        this.folds = folds;
        this.seed = seed;
        this.validated = folds.stream()
                .flatMapToInt(fold -> Arrays.stream(fold.validation()))
                .distinct()
                .sorted()
                .toArray();
    }

    /**
     * The best setting of a learner; of equals, the one that comes first in its grid. A setting that does not suit the
     * rows (a logarithm of negative targets) is passed over.
     *
     * @throws CannotLearnException where none suits them
     */
    Candidate best(Learner learner, Runnable settingDone) throws CannotLearnException {
        Candidate best = null;
        CannotLearnException unsuitable = new CannotLearnException("learner " + learner.name() + " has no settings");
        for (Settings settings : learner.grid(train.size())) {
            try {
                Candidate candidate = judge(learner, settings);
                if (best == null || mae(candidate) < mae(best)) {
                    best = candidate;
                }
            } catch (CannotLearnException e) {
                unsuitable = e;
            }
            settingDone.run();
        }
        if (best == null) {
            throw unsuitable;
        }
        return best;
    }

    private static double mae(Candidate candidate) {
        return candidate.metrics().getOrDefault("mae", Double.MAX_VALUE);
    }

    private Candidate judge(Learner learner, Settings settings) throws CannotLearnException {
        double[][] unseen = outOfFold(rows -> {
            Fitted fitted = learner.fit(rows, settings, seed);
            return others -> columns(fitted.predict(others));
        });
        double[] predicted = Arrays.stream(unseen).mapToDouble(row -> row[0]).toArray();
        return new Candidate(learner, settings, predicted, Metrics.of(outcomes(), predicted, OptionalDouble.empty()));
    }

    private static double[][] columns(double[] values) {
        return Arrays.stream(values).mapToObj(value -> new double[] {value}).toArray(double[][]::new);
    }

    /** Fits on the training part of a fold. */
    interface FoldFit {
        FoldPrediction fit(Dataset rows) throws CannotLearnException;
    }

    /** Predicts the validation part of a fold: [row][column]. */
    interface FoldPrediction {
        double[][] predict(Dataset rows);
    }

    /** Predictions for the validated rows, [row][column], each by a fit that had not seen the row. */
    double[][] outOfFold(FoldFit fit) throws CannotLearnException {
        double[][] byRow = new double[train.size()][];
        for (Folds.Fold fold : folds) {
            double[][] part = fit.fit(train.rows(fold.training())).predict(train.rows(fold.validation()));
            for (int i = 0; i < part.length; i++) {
                byRow[fold.validation()[i]] = part[i];
            }
        }
        return Arrays.stream(validated).mapToObj(row -> byRow[row]).toArray(double[][]::new);
    }

    /** What came true for the validated rows. */
    double[] outcomes() {
        return Arrays.stream(validated).mapToDouble(row -> train.target()[row]).toArray();
    }
}
