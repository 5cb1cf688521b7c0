package dev.sluice.trainer.evaluate;

import dev.sluice.schemas.model.ModelCard;
import dev.sluice.trainer.data.Dataset;
import dev.sluice.trainer.learn.CannotLearnException;
import dev.sluice.trainer.learn.Fitted;
import dev.sluice.trainer.learn.Learner;
import dev.sluice.trainer.learn.Level;
import dev.sluice.trainer.learn.QuantileModel;
import dev.sluice.trainer.learn.Spread;
import dev.sluice.trainer.learn.TrainedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A training run. Learners and their settings compete by cross-validation on the training rows; each one's best setting
 * is fitted on all of them. Which learner is best is decided by the cross-validation alone, so that the test rows judge
 * it once.
 */
public final class Training {
    /** The share of outcomes that the interval from p10 to p90 should hold. */
    private static final double NOMINAL = 0.8;

    /**
     * What to compare, and how.
     *
     * @param split how the test rows were taken, in words
     * @param threads how many fits run side by side; they do not change what comes out
     */
    public record Plan(List<Learner> learners, int folds, long seed, String split, int threads) {
        public Plan {
            learners = List.copyOf(learners);
        }

        /** The share of outcomes that the interval from p10 to p90 should hold. */
        public double nominal() {
            return NOMINAL;
        }
    }

    /**
     * What came out.
     *
     * @param learners in the order of the plan
     * @param best the one of them that the cross-validation preferred
     * @param warnings what is suspicious about the rows
     * @param drift how the inputs of the training rows are distributed, by name
     */
    public record Result(
            Plan plan,
            Dataset train,
            Dataset test,
            List<Judged> learners,
            Judged best,
            List<ModelCard.Warning> warnings,
            Map<String, ModelCard.Distribution> drift) {}

    private final Dataset train;
    private final Dataset test;
    private final Plan plan;
    private final LongSupplier cpuNanos;
    private final Progress progress;
    private final List<ModelCard.Warning> warnings;
    private final int steps;
    private int done;

    private Training(Dataset train, Dataset test, Plan plan, LongSupplier cpuNanos, Progress progress) {
        this.train = train;
        this.test = test;
        this.plan = plan;
        this.cpuNanos = cpuNanos;
        this.progress = progress;
        this.warnings = Alarms.raise(train, test);
        this.steps = plan.learners().stream()
                .mapToInt(learner -> learner.grid(train.size()).size() + 1)
                .sum();
    }

    /**
     * Runs it.
     *
     * @param cpuNanos CPU time of the process so far
     * @throws CannotLearnException where there are too few rows to learn from or to judge on
     */
    public static Result run(Dataset train, Dataset test, Plan plan, LongSupplier cpuNanos, Progress progress)
            throws CannotLearnException {
        if (test.size() == 0 || train.size() < 2 * plan.folds()) {
            throw new CannotLearnException("%d rows to learn from and %d to judge on are too few: %d and 1 at least"
                    .formatted(train.size(), test.size(), 2 * plan.folds()));
        }
        return new Training(train, test, plan, cpuNanos, progress).result();
    }

    private Result result() throws CannotLearnException {
        List<Judged> learners = new ArrayList<>();
        try (Workers workers = new Workers(plan.threads())) {
            Search search = new Search(train, Folds.of(train, plan.folds(), plan.seed()), plan.seed(), workers);
            for (Learner learner : plan.learners()) {
                learners.add(judge(search, learner, workers));
            }
        }
        Judged best = learners.stream()
                .min(Comparator.comparingDouble(judged -> judged.candidate().error()))
                .orElseThrow(() -> new CannotLearnException("no learner is named"));
        return new Result(plan, train, test, learners, best, warnings, Alarms.distributions(train));
    }

    private Judged judge(Search search, Learner learner, Workers workers) throws CannotLearnException {
        long begun = cpuNanos.getAsLong();
        int settings = learner.grid(train.size()).size();
        Candidate candidate = search.best(learner, () -> step(learner.name() + ", " + settings + " settings"));
        Workers.Pending<Fitted> point = workers.start(() -> learner.fit(train, candidate.settings(), plan.seed()));
        Spread spread = spread(search, candidate, workers);
        TrainedModel model = new TrainedModel(point.get(), spread);
        double cpuSeconds = (cpuNanos.getAsLong() - begun) / 1e9;
        step(learner.name());
        double[][] predictions = model.predict(test);
        return new Judged(
                candidate, model, predictions, judgement(model, predictions, learner.level(train)), cpuSeconds);
    }

    private Judgement judgement(TrainedModel model, double[][] predictions, Level level) {
        Quantiles quantiles = new Quantiles(column(predictions, 1), column(predictions, 2), column(predictions, 3));
        Forecast forecast = new Forecast(
                column(predictions, 0),
                Optional.of(quantiles),
                NOMINAL,
                model.spread().method());
        return Judgement.of(train, test, forecast, plan.split(), warnings, plan.seed(), level);
    }

    /**
     * Trees learn their quantiles; other learners take them from what they erred on rows they had not seen. All of it
     * relative to the level where the learner is.
     */
    private Spread spread(Search search, Candidate candidate, Workers workers) throws CannotLearnException {
        Level level = candidate.learner().level(train);
        Dataset validated = search.validatedRows();
        double[] outcomes = level.relative(validated.target(), validated);
        if (!candidate.learner().name().equals("xgboost")) {
            return Spread.residual(level.relative(candidate.predicted(), validated), outcomes, NOMINAL);
        }
        Workers.Pending<QuantileModel> model =
                workers.start(() -> QuantileModel.fit(level.relative(train), candidate.settings(), plan.seed()));
        Search.OutOfFold unseen = search.outOfFold(rows -> {
            QuantileModel part = QuantileModel.fit(level.relative(rows), candidate.settings(), plan.seed());
            return others -> part.predict(level.relative(others));
        });
        return Spread.quantile(model.get(), unseen.get(), outcomes, NOMINAL);
    }

    private static double[] column(double[][] rows, int column) {
        return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
    }

    private void step(String what) {
        progress.step(++done, steps, what);
    }
}
