package dev.sluice.trainer.learn;

import java.util.Arrays;

/** Means, deviations and quantiles of plain arrays. */
final class Moments {
    private Moments() {}

    static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return values.length == 0 ? 0 : sum / values.length;
    }

    /** Standard deviation of a whole population. */
    static double deviation(double[] values, double mean) {
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return values.length == 0 ? 0 : Math.sqrt(sum / values.length);
    }

    /** A quantile of ascending values, linear between neighbours (type 7 of Hyndman and Fan, 1996). */
    static double quantile(double[] ascending, double level) {
        double at = level * (ascending.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, ascending.length - 1);
        return ascending[below] + (at - below) * (ascending[above] - ascending[below]);
    }

    static double median(double[] values) {
        double[] ascending = values.clone();
        Arrays.sort(ascending);
        return quantile(ascending, .5);
    }
}
