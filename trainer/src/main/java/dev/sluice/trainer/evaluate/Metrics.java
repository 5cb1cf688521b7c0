package dev.sluice.trainer.evaluate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How far predictions are from what came true. Arrays are [row]; what is undefined is absent, never NaN.
 *
 * <ul>
 *   <li>{@code mae}, {@code rmse}: in the target's unit
 *   <li>{@code mape}: mean of |error| / |actual|, a ratio; absent where an actual is 0
 *   <li>{@code mase}: MAE over the MAE of the naive forecast on the same rows (paired, not in-sample: training and test
 *       rows may differ in level): last value for dated rows, the training mean for others; absent where that is 0
 *   <li>{@code r2}: 1 − squared error over that of the rows' own mean; absent where all actuals are the same
 *   <li>{@code pinball_10}, {@code pinball_50}, {@code pinball_90} and their mean {@code pinball}: quantile loss
 *   <li>{@code coverage}: share of actuals from p10 to p90, both included
 *   <li>{@code relative_mae}: MAE over the rows' levels, where targets are relative to one
 * </ul>
 */
public final class Metrics {
    /** Its name. */
    public static final String RELATIVE_MAE = "relative_mae";

    private Metrics() {}

    /**
     * What models are compared by: the mean absolute error, over the level where there is one, since else the account with
     * the smallest unit of currency would decide alone.
     */
    public static double error(Map<String, Double> metrics) {
        Double relative = metrics.get(RELATIVE_MAE);
        return relative != null ? relative : metrics.getOrDefault("mae", Double.POSITIVE_INFINITY);
    }

    /** All of a point prediction's metrics, by name. */
    public static Map<String, Double> of(double[] actual, double[] predicted, OptionalDouble naiveMae) {
        requirePairs(actual, predicted);
        Map<String, Double> metrics = new LinkedHashMap<>();
        put(metrics, "mae", mae(actual, predicted));
        put(metrics, "rmse", rmse(actual, predicted));
        put(metrics, "mape", mape(actual, predicted));
        put(metrics, "mase", mase(actual, predicted, naiveMae));
        put(metrics, "r2", r2(actual, predicted));
        return metrics;
    }

    /** The same, and those of quantiles where there are some. */
    public static Map<String, Double> of(
            double[] actual, double[] predicted, OptionalDouble naiveMae, Optional<Quantiles> quantiles) {
        Map<String, Double> metrics = of(actual, predicted, naiveMae);
        quantiles.ifPresent(q -> {
            OptionalDouble low = pinball(actual, q.p10(), .1);
            OptionalDouble middle = pinball(actual, q.p50(), .5);
            OptionalDouble high = pinball(actual, q.p90(), .9);
            if (low.isPresent() && middle.isPresent() && high.isPresent()) {
                put(metrics, "pinball", defined((low.getAsDouble() + middle.getAsDouble() + high.getAsDouble()) / 3));
            }
            put(metrics, "pinball_10", low);
            put(metrics, "pinball_50", middle);
            put(metrics, "pinball_90", high);
            put(metrics, "coverage", coverage(actual, q.p10(), q.p90()));
        });
        return metrics;
    }

    private static void put(Map<String, Double> metrics, String name, OptionalDouble value) {
        value.ifPresent(v -> metrics.put(name, v));
    }

    /** Mean absolute error. */
    public static OptionalDouble mae(double[] actual, double[] predicted) {
        requirePairs(actual, predicted);
        return defined(rows(actual)
                .mapToDouble(row -> Math.abs(actual[row] - predicted[row]))
                .average());
    }

    /** Root of the mean squared error. */
    public static OptionalDouble rmse(double[] actual, double[] predicted) {
        OptionalDouble square = defined(rows(actual)
                .mapToDouble(row -> square(actual[row] - predicted[row]))
                .average());
        return square.isPresent() ? OptionalDouble.of(Math.sqrt(square.getAsDouble())) : square;
    }

    /** Mean absolute error relative to the actual, a ratio. */
    public static OptionalDouble mape(double[] actual, double[] predicted) {
        return defined(rows(actual)
                .mapToDouble(row -> Math.abs((actual[row] - predicted[row]) / actual[row]))
                .average());
    }

    /** Mean absolute error over that of a naive forecast. */
    public static OptionalDouble mase(double[] actual, double[] predicted, OptionalDouble naiveMae) {
        OptionalDouble mae = mae(actual, predicted);
        return mae.isPresent() && naiveMae.isPresent()
                ? defined(mae.getAsDouble() / naiveMae.getAsDouble())
                : OptionalDouble.empty();
    }

    /** Share of the actuals' variance that is explained; negative where their mean would predict better. */
    public static OptionalDouble r2(double[] actual, double[] predicted) {
        double mean = rows(actual).mapToDouble(row -> actual[row]).average().orElse(0);
        double total =
                rows(actual).mapToDouble(row -> square(actual[row] - mean)).sum();
        double rest = rows(actual)
                .mapToDouble(row -> square(actual[row] - predicted[row]))
                .sum();
        // Equal actuals leave a total that is rounding, not variance.
        return total <= 1e-24 * actual.length * square(mean) ? OptionalDouble.empty() : defined(1 - rest / total);
    }

    /** Mean quantile loss at this level. */
    public static OptionalDouble pinball(double[] actual, double[] predicted, double level) {
        requirePairs(actual, predicted);
        return defined(rows(actual)
                .mapToDouble(row -> {
                    double above = actual[row] - predicted[row];
                    return Math.max(level * above, (level - 1) * above);
                })
                .average());
    }

    /** Share of actuals from low to high, both included. */
    public static OptionalDouble coverage(double[] actual, double[] low, double[] high) {
        requirePairs(actual, low);
        requirePairs(actual, high);
        return defined(rows(actual)
                .mapToDouble(row -> actual[row] >= low[row] && actual[row] <= high[row] ? 1 : 0)
                .average());
    }

    private static IntStream rows(double[] values) {
        return IntStream.range(0, values.length);
    }

    private static double square(double x) {
        return x * x;
    }

    private static OptionalDouble defined(OptionalDouble value) {
        return value.isPresent() ? defined(value.getAsDouble()) : value;
    }

    private static OptionalDouble defined(double value) {
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    private static void requirePairs(double[] actual, double[] predicted) {
        if (actual.length != predicted.length) {
            throw new IllegalArgumentException("a prediction for every row");
        }
    }
}
