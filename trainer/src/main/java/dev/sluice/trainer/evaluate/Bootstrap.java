package dev.sluice.trainer.evaluate;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * How sure it is that one forecast is better than another: an interval of the difference of their mean absolute errors,
 * by resampling the rows in pairs. Dated rows are resampled in blocks of consecutive dates (all rows of a date
 * together, about ∛dates dates to a block, round the end), since errors of the same and of neighbouring weeks go
 * together (Künsch 1989, Politis and Romano 1992).
 */
public final class Bootstrap {
    private static final int SAMPLES = 2000;
    private static final int FEWEST_UNITS = 5;

    private Bootstrap() {}

    /**
     * The baseline's error less the model's.
     *
     * @param gain positive where the model is better, in the target's unit
     * @param low lower end of the 95 % interval
     * @param high upper end
     */
    public record Gain(double gain, double low, double high) {}

    /** Absolute errors of the rows that are drawn together. */
    private record Unit(double sum, int rows) {
        Unit and(Unit other) {
            return new Unit(sum + other.sum, rows + other.rows);
        }
    }

    /**
     * The gain in mean absolute error over a baseline on the same rows. With fewer than five dates (or rows, where
     * undated) the ends are the worst and the best of them, and reach at least to 0.
     *
     * @param days [row], or empty where rows have no date
     */
    public static Gain maeGain(double[] actual, double[] model, double[] baseline, long[] days, long seed) {
        if (actual.length == 0 || actual.length != model.length || actual.length != baseline.length) {
            throw new IllegalArgumentException("two predictions for every row, and at least one row");
        }
        Unit[] units = units(actual, model, baseline, days);
        double gain = mean(Arrays.stream(units).reduce(new Unit(0, 0), Unit::and));
        if (units.length < FEWEST_UNITS) {
            double low = Arrays.stream(units).mapToDouble(Bootstrap::mean).min().orElse(0);
            double high =
                    Arrays.stream(units).mapToDouble(Bootstrap::mean).max().orElse(0);
            return new Gain(gain, Math.min(0, low), Math.max(0, high));
        }
        double[] gains = resampled(units, days.length == 0 ? 1 : (int) Math.round(Math.cbrt(units.length)), seed);
        Arrays.sort(gains);
        return new Gain(gain, quantile(gains, .025), quantile(gains, .975));
    }

    private static Unit[] units(double[] actual, double[] model, double[] baseline, long[] days) {
        Map<Long, Unit> units = new TreeMap<>();
        for (int row = 0; row < actual.length; row++) {
            double gain = Math.abs(actual[row] - baseline[row]) - Math.abs(actual[row] - model[row]);
            units.merge(days.length == 0 ? row : days[row], new Unit(gain, 1), Unit::and);
        }
        return units.values().toArray(Unit[]::new);
    }

    private static double[] resampled(Unit[] units, int block, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] gains = new double[SAMPLES];
        for (int sample = 0; sample < SAMPLES; sample++) {
            double sum = 0;
            int rows = 0;
            for (int drawn = 0; drawn < units.length; ) {
                int start = random.nextInt(units.length);
                for (int i = 0; i < block && drawn < units.length; i++, drawn++) {
                    Unit unit = units[(start + i) % units.length];
                    sum += unit.sum();
                    rows += unit.rows();
                }
            }
            gains[sample] = sum / rows;
        }
        return gains;
    }

    private static double mean(Unit unit) {
        return unit.sum() / unit.rows();
    }

    /** Linear between the two nearest. */
    private static double quantile(double[] sorted, double level) {
        double place = level * (sorted.length - 1);
        int below = (int) place;
        return sorted[below] + (place - below) * (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]);
    }
}
