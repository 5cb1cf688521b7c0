package dev.sluice.trainer.evaluate;

import dev.sluice.schemas.model.ModelCard.Comparison;
import dev.sluice.schemas.model.ModelCard.Evaluation;
import dev.sluice.schemas.model.ModelCard.Interval;
import dev.sluice.schemas.model.ModelCard.Trust;
import dev.sluice.schemas.model.ModelCard.Verdict;
import dev.sluice.schemas.model.ModelCard.Warning;
import dev.sluice.trainer.data.Dataset;
import dev.sluice.trainer.learn.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A model on rows it has never seen, beside naive baselines, and how far it may be believed.
 *
 * <ul>
 *   <li>{@code NO_BETTER_THAN_BASELINE}: the 95 % interval of its gain in MAE over the best baseline reaches 0
 *   <li>{@code DIRECTIONAL}: it is better, but the features leak the target, or its interval holds a share of the
 *       outcomes that is more than ten points off the nominal one, or it has no interval
 *   <li>{@code TRUSTED}: none of these
 * </ul>
 */
public record Judgement(Evaluation evaluation, Interval interval, Verdict verdict) {
    private static final double MOST_OFF = .1 + 1e-9; // .8 - .7 is a little more than .1

    /**
     * Judges.
     *
     * @param training all rows that came before judgement
     * @param split how the test rows were taken, in words
     * @param warnings of {@link Alarms}
     * @param level what errors are measured in; where there is one, baselines are beaten over it, so that no currency
     *     decides alone
     * @throws IllegalArgumentException where there is no test row, or a prediction is not finite
     */
    public static Judgement of(
            Dataset training,
            Dataset test,
            Forecast forecast,
            String split,
            List<Warning> warnings,
            long seed,
            Level level) {
        if (test.size() == 0 || !Arrays.stream(forecast.mean()).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("a finite prediction for every test row, and at least one");
        }
        List<NaiveForecast> naive = NaiveForecast.of(training, test);
        OptionalDouble scale = Metrics.mae(test.target(), scaling(naive).predictions());
        Map<String, Double> metrics = Metrics.of(test.target(), forecast.mean(), scale, forecast.quantiles());
        addRelative(metrics, level, test, forecast.mean());
        List<Comparison> baselines = new ArrayList<>();
        for (NaiveForecast baseline : naive) {
            Map<String, Double> its = Metrics.of(test.target(), baseline.predictions(), scale);
            addRelative(its, level, test, baseline.predictions());
            Bootstrap.Gain gain = Bootstrap.maeGain(
                    level.relative(test.target(), test),
                    level.relative(forecast.mean(), test),
                    level.relative(baseline.predictions(), test),
                    test.days(),
                    seed);
            baselines.add(new Comparison(baseline.name(), its, gain.gain(), gain.low(), gain.high()));
        }
        Evaluation evaluation = new Evaluation(split, test.size(), metrics, baselines);
        Interval interval = new Interval(forecast.nominal(), metrics.get("coverage"), forecast.method());
        return new Judgement(evaluation, interval, verdict(evaluation, interval, warnings));
    }

    private static void addRelative(Map<String, Double> metrics, Level level, Dataset test, double[] predictions) {
        if (!level.isNone()) {
            Metrics.mae(level.relative(test.target(), test), level.relative(predictions, test))
                    .ifPresent(mae -> metrics.put(Metrics.RELATIVE_MAE, mae));
        }
    }

    /** What MASE is measured in: last value for dated rows, the mean for others. */
    private static NaiveForecast scaling(List<NaiveForecast> naive) {
        return naive.stream()
                .filter(forecast -> forecast.name().equals(NaiveForecast.LAST_VALUE))
                .findFirst()
                .orElse(naive.getFirst());
    }

    /**
     * The verdict, with its reason in one sentence.
     *
     * @param evaluation with one baseline at least; the best of them counts
     */
    public static Verdict verdict(Evaluation evaluation, Interval interval, List<Warning> warnings) {
        Comparison best = evaluation.baselines().stream()
                .min(Comparator.comparingDouble(baseline -> Metrics.error(baseline.metrics())))
                .orElseThrow(() -> new IllegalArgumentException("at least one baseline"));
        boolean leak = warnings.stream().anyMatch(warning -> warning.code().equals(Alarms.LEAK));
        Double measured = interval.measured();
        boolean covers = measured != null && Math.abs(measured - interval.nominal()) <= MOST_OFF;
        String leaks = leak
                ? "; the features give the target away (LEAK), so a good score proves nothing about forecasting"
                : "";
        if (best.low() <= 0) {
            return new Verdict(Trust.NO_BETTER_THAN_BASELINE, notBetter(best, evaluation) + leaks + ".");
        }
        String better = better(best, evaluation);
        if (leak) {
            return new Verdict(Trust.DIRECTIONAL, better + leaks + ".");
        }
        if (measured == null) {
            return new Verdict(Trust.DIRECTIONAL, better + ", but it has no interval that could be checked.");
        }
        String held = "its %s interval held %s of the test rows"
                .formatted(Shown.percent(interval.nominal()), Shown.percent(measured));
        return covers
                ? new Verdict(Trust.TRUSTED, better + ", and " + held + ".")
                : new Verdict(Trust.DIRECTIONAL, better + ", but " + held + ".");
    }

    private static String better(Comparison best, Evaluation evaluation) {
        return said(
                "Its mean absolute error%s of %s beats the best naive baseline (%s, %s) by %s (95 %% interval %s to %s)",
                best, evaluation);
    }

    private static String notBetter(Comparison best, Evaluation evaluation) {
        return said(
                "Its mean absolute error%s of %s is not surely better than the best naive baseline's (%s, %s): the gain is %s (95 %% interval %s to %s)",
                best, evaluation);
    }

    private static String said(String words, Comparison best, Evaluation evaluation) {
        return words.formatted(
                evaluation.metrics().containsKey(Metrics.RELATIVE_MAE) ? " over the level" : "",
                Shown.number(Metrics.error(evaluation.metrics())),
                best.name(),
                Shown.number(Metrics.error(best.metrics())),
                Shown.number(best.maeGain()),
                Shown.number(best.low()),
                Shown.number(best.high()));
    }
}
