package dev.sluice.app.budget.advise;

import java.util.Arrays;

/**
 * How a figure is spread over the draws.
 *
 * @param p5 value at risk: in one case of twenty it is lower
 * @param positive probability that it is above 0
 */
public record Spread(double mean, double p5, double p10, double p50, double p90, double positive) {

    /** The spread of equally likely draws. */
    public static Spread of(double[] draws) {
        double[] sorted = draws.clone();
        Arrays.sort(sorted);
        long above = Arrays.stream(sorted).filter(value -> value > 0).count();
        return new Spread(
                Arrays.stream(sorted).average().orElse(0),
                quantile(sorted, 0.05),
                quantile(sorted, 0.10),
                quantile(sorted, 0.50),
                quantile(sorted, 0.90),
                (double) above / sorted.length);
    }

    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
