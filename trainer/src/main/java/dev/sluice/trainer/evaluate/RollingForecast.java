package dev.sluice.trainer.evaluate;

import dev.sluice.trainer.data.TableException;
import dev.sluice.trainer.response.ResponseData;
import dev.sluice.trainer.response.ResponseDiagnostics.Gain;
import dev.sluice.trainer.response.ResponseDiagnostics.Rolling;
import dev.sluice.trainer.response.ResponseFitting;
import dev.sluice.trainer.response.ResponseSettings;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How well a response model forecasts a week from the weeks before it, beside naive forecasts. The model is learned anew a
 * few times on the way; between that its level follows the weeks.
 */
final class RollingForecast {
    static final String LAST_WEEK = "last week";
    static final String FOUR_WEEKS = "four-week mean";
    static final String LAST_YEAR = "same week last year";
    /** The model without its channels. */
    static final String NO_MEDIA = "without media";

    private static final int REFITS = 4;
    private static final int YEAR = 52;
    private static final int SAMPLES = 400;

    private final ResponseData data;
    private final int from;
    private final ResponseSettings settings;

    /**
     * Prepares the last weeks.
     *
     * @param weeks how many are forecast
     */
    RollingForecast(ResponseData data, int weeks, ResponseSettings settings) {
        this.data = data;
        this.from = data.size() - weeks;
        this.settings = settings;
    }

    /** Forecasts of every week; arrays are [week - from]. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Series(double[] mean, double[] p10, double[] p50, double[] p90, double crps) {}

    Rolling run(ResponseFitting.Progress progress) throws TableException {
        double[] actual = Arrays.copyOfRange(data.outcome(), from, data.size());
        Map<String, double[]> naive = naive();
        naive.put(NO_MEDIA, forecast(data.withoutMedia(), progress, 0).mean);
        double[] lastWeek = naive.get(LAST_WEEK);
        OptionalDouble scale = Metrics.mae(actual, lastWeek == null ? actual : lastWeek);
        Series model = forecast(data, progress, REFITS);
        Map<String, Double> metrics = named(Metrics.of(actual, model.mean, scale));
        Metrics.coverage(actual, model.p10, model.p90).ifPresent(value -> metrics.put("coverage80", value));
        metrics.put("crps", model.crps);
        Map<String, Map<String, Double>> others = new LinkedHashMap<>();
        Map<String, Gain> gains = new LinkedHashMap<>();
        naive.forEach((name, values) -> {
            others.put(name, named(Metrics.of(actual, values, scale)));
            gains.put(name, gain(actual, model.mean, values));
        });
        String how = "the last " + actual.length + " weeks, each forecast from the weeks before it";
        return new Rolling(actual.length, how, metrics, others, gains);
    }

    private static Map<String, Double> named(Map<String, Double> metrics) {
        return new LinkedHashMap<>(metrics);
    }

    private Map<String, double[]> naive() {
        int weeks = data.size() - from;
        Map<String, double[]> naive = new LinkedHashMap<>();
        double[] last = new double[weeks];
        double[] four = new double[weeks];
        double[] year = new double[weeks];
        for (int i = 0; i < weeks; i++) {
            int week = from + i;
            last[i] = data.outcome()[week - 1];
            four[i] = Arrays.stream(data.outcome(), Math.max(0, week - 4), week)
                    .average()
                    .orElse(0);
            year[i] = week >= YEAR ? data.outcome()[week - YEAR] : Double.NaN;
        }
        naive.put(LAST_WEEK, last);
        naive.put(FOUR_WEEKS, four);
        if (from >= YEAR) {
            naive.put(LAST_YEAR, year);
        }
        return naive;
    }

    private Series forecast(ResponseData of, ResponseFitting.Progress progress, int done) throws TableException {
        int weeks = of.size() - from;
        double[] mean = new double[weeks];
        double[][] quantiles = new double[3][weeks];
        double crps = 0;
        int stretch = (weeks + REFITS - 1) / REFITS;
        for (int start = 0; start < weeks; start += stretch) {
            progress.at(done + start / stretch, 2 * REFITS);
            var posterior = ResponseFitting.fit(of.first(from + start), settings, (at, total) -> {});
            OneStepForecasts forecasts = new OneStepForecasts(posterior.model(), of);
            for (int i = start; i < Math.min(weeks, start + stretch); i++) {
                OneStepForecasts.Mixture mixture = forecasts.next(from + i);
                mean[i] = mixture.expected();
                double[] samples = samples(mixture, settings.seed() + i);
                quantiles[0][i] = samples[SAMPLES / 10];
                quantiles[1][i] = samples[SAMPLES / 2];
                quantiles[2][i] = samples[SAMPLES - SAMPLES / 10];
                crps += crps(samples, of.outcome()[from + i]) / weeks;
            }
        }
        return new Series(mean, quantiles[0], quantiles[1], quantiles[2], crps);
    }

    private static double[] samples(OneStepForecasts.Mixture mixture, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] samples = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            int draw = (int) ((long) i * mixture.mean().length / SAMPLES);
            samples[i] = mixture.mean()[draw] + mixture.sd()[draw] * random.nextGaussian();
        }
        Arrays.sort(samples);
        return samples;
    }

    /** Mean distance to the truth less half the mean distance of two samples; Gneiting and Raftery 2007. */
    private static double crps(double[] sorted, double actual) {
        double distance = 0;
        double pairs = 0;
        int n = sorted.length;
        for (int i = 0; i < n; i++) {
            distance += Math.abs(sorted[i] - actual) / n;
            pairs += sorted[i] * (2.0 * i - n + 1) / ((double) n * n);
        }
        return distance - pairs;
    }

    private Gain gain(double[] actual, double[] model, double[] other) {
        long[] days = IntStream.range(from, data.size())
                .mapToLong(week -> data.weeks().get(week).toEpochDay())
                .toArray();
        Bootstrap.Gain gain = Bootstrap.maeGain(actual, model, other, days, settings.seed());
        return new Gain(gain.gain(), gain.low(), gain.high());
    }
}
