package dev.sluice.app.budget.advise;

import dev.sluice.app.budget.SampledResponse;
import dev.sluice.app.budget.allocate.ResponseCurve;
import dev.sluice.app.budget.allocate.SampledCurve;

/**
 * A channel's mean curve, bent by how little is known of a change. At the reference spend it is the mean; away from it, on
 * either side, the mean less some standard deviations of the difference to the reference. So what a gainer would bring is
 * taken low and what a loser would cost is taken high, and money moves only between channels that differ for sure.
 */
final class CarefulCurve {
    private CarefulCurve() {}

    /**
     * Bends the curve.
     *
     * @param deviations how many standard deviations are taken off; 0: the mean curve
     */
    static ResponseCurve of(
            SampledResponse response, int channel, double reference, double deviations) {
        int points = response.points(channel);
        double[] grid = response.grid(channel);
        double[] values = new double[points];
        int pivot = 0;
        for (int i = 0; i < points; i++) {
            values[i] = bent(response, channel, i, reference, deviations);
            if (grid[i] <= reference) {
                pivot = i;
            }
        }
        for (int i = pivot + 1; i < points; i++) {
            values[i] = Math.max(values[i], values[i - 1]);
        }
        for (int i = pivot - 1; i >= 0; i--) {
            values[i] = Math.min(values[i], values[i + 1]);
        }
        for (int i = 0; i < points; i++) {
            values[i] = Math.max(0, values[i]);
        }
        return SampledCurve.of(grid, values);
    }

    private static double bent(
            SampledResponse response, int channel, int point, double reference, double deviations) {
        int draws = response.draws();
        double sum = 0;
        double change = 0;
        double squares = 0;
        for (int s = 0; s < draws; s++) {
            double value = response.value(s, channel, point);
            sum += value;
            if (deviations > 0) {
                double difference = value - response.at(s, channel, reference);
                change += difference;
                squares += difference * difference;
            }
        }
        double mean = change / draws;
        double variance = Math.max(0, squares / draws - mean * mean);
        return sum / draws - deviations * Math.sqrt(variance);
    }
}
