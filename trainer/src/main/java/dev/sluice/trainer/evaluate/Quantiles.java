package dev.sluice.trainer.evaluate;

/**
 * Predicted quantiles.
 *
 * @param p10 [row], one outcome in ten is below
 * @param p50 [row], the median
 * @param p90 [row], one outcome in ten is above
 */
@SuppressWarnings("ArrayRecordComponent") // columns of numbers, not values to compare
public record Quantiles(double[] p10, double[] p50, double[] p90) {
    public Quantiles {
        if (p10.length != p50.length || p50.length != p90.length) {
            throw new IllegalArgumentException("three quantiles for every row");
        }
    }
}
