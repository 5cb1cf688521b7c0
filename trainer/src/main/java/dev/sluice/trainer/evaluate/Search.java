package dev.sluice.trainer.evaluate;

import dev.sluice.trainer.data.Dataset;
import dev.sluice.trainer.learn.CannotLearnException;
import dev.sluice.trainer.learn.Fitted;
import dev.sluice.trainer.learn.Learner;
import dev.sluice.trainer.learn.Level;
import dev.sluice.trainer.learn.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Grid search: every setting of a learner, judged by the same folds; the best by {@link Candidate#error}. */
final class Search {
    private final Dataset train;
    private final List<Folds.Fold> folds;
    private final int[] validated;
    private final Dataset validatedRows;
    private final long seed;
    private final Workers workers;

    Search(Dataset train, List<Folds.Fold> folds, long seed, Workers workers) {
        this.train = train;
        this.folds = folds;
        this.seed = seed;
        this.workers = workers;
        this.validated = folds.stream()
                .flatMapToInt(fold -> Arrays.stream(fold.validation()))
                .distinct()
                .sorted()
                .toArray();
        this.validatedRows = train.rows(validated);
    }

    /**
     * The best setting of a learner; of equals, the one that comes first in its grid. A setting that does not suit the
     * rows (a logarithm of negative targets) is passed over.
     *
     * @throws CannotLearnException where none suits them
     */
    Candidate best(Learner learner, Runnable settingDone) throws CannotLearnException {
        List<Settings> grid = learner.grid(train.size());
        List<OutOfFold> all =
                grid.stream().map(settings -> start(learner, settings)).toList();
        Candidate best = null;
        CannotLearnException unsuitable = new CannotLearnException("learner " + learner.name() + " has no settings");
        for (int i = 0; i < grid.size(); i++) {
            try {
                Candidate candidate = judge(learner, grid.get(i), all.get(i));
                if (best == null || candidate.error() < best.error()) {
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

    private OutOfFold start(Learner learner, Settings settings) {
        return outOfFold(rows -> {
            Fitted fitted = learner.fit(rows, settings, seed);
            return others -> columns(fitted.predict(others));
        });
    }

    private Candidate judge(Learner learner, Settings settings, OutOfFold unseen) throws CannotLearnException {
        double[] predicted =
                Arrays.stream(unseen.get()).mapToDouble(row -> row[0]).toArray();
        double[] outcomes = validatedRows.target();
        Map<String, Double> metrics = Metrics.of(outcomes, predicted, OptionalDouble.empty());
        Level level = learner.level(train);
        if (!level.isNone()) {
            Metrics.mae(level.relative(outcomes, validatedRows), level.relative(predicted, validatedRows))
                    .ifPresent(mae -> metrics.put(Metrics.RELATIVE_MAE, mae));
        }
        return new Candidate(learner, settings, predicted, metrics);
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

    /** Predictions under way for the validated rows, each by a fit that has not seen the row. */
    OutOfFold outOfFold(FoldFit fit) {
        List<Workers.Pending<double[][]>> parts = folds.reversed().stream() // the longest first
                .map(fold -> workers.start(
                        () -> fit.fit(train.rows(fold.training())).predict(train.rows(fold.validation()))))
                .toList();
        return new OutOfFold(parts.reversed());
    }

    /** One part a fold. */
    final class OutOfFold {
        private final List<Workers.Pending<double[][]>> parts;

        private OutOfFold(List<Workers.Pending<double[][]>> parts) {
            this.parts = parts;
        }

        /**
         * Waits for them: [validated row][column].
         *
         * @throws CannotLearnException where a fold's fit did
         */
        double[][] get() throws CannotLearnException {
            double[][] byRow = new double[train.size()][];
            for (int fold = 0; fold < parts.size(); fold++) {
                double[][] part = parts.get(fold).get();
                int[] rows = folds.get(fold).validation();
                for (int i = 0; i < part.length; i++) {
                    byRow[rows[i]] = part[i];
                }
            }
            return Arrays.stream(validated).mapToObj(row -> byRow[row]).toArray(double[][]::new);
        }
    }

    /** The rows that one of the folds validates. */
    Dataset validatedRows() {
        return validatedRows;
    }
}
