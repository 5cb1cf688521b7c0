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
    private final double[] grid;
    private final double[] means;
    private final double[] deviations;
    private final int pivot;

    /** The curve of one channel about a reference spend, in currency units. */
    CarefulCurve(SampledResponse response, int channel, double reference) {
        int points = response.points(channel);
        this.grid = response.grid(channel);
        this.means = new double[points];
        this.deviations = new double[points];
        double[] squares = new double[points];
        for (int s = 0; s < response.draws(); s++) {
            double at = response.at(s, channel, reference);
            for (int i = 0; i < points; i++) {
                double value = response.value(s, channel, i);
                means[i] += value / response.draws();
                deviations[i] += (value - at) / response.draws();
                squares[i] += (value - at) * (value - at) / response.draws();
            }
        }
        int below = 0;
        for (int i = 0; i < points; i++) {
            deviations[i] = Math.sqrt(Math.max(0, squares[i] - deviations[i] * deviations[i]));
            below = grid[i] <= reference ? i : below;
        }
        this.pivot = below;
    }

    /** The curve with so many standard deviations taken off; with 0 the mean. */
    ResponseCurve less(double times) {
        double[] values = new double[grid.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = means[i] - times * deviations[i];
        }
        for (int i = pivot + 1; i < values.length; i++) {
            values[i] = Math.max(values[i], values[i - 1]);
        }
        for (int i = pivot - 1; i >= 0; i--) {
            values[i] = Math.min(values[i], values[i + 1]);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, values[i]);
        }
        return SampledCurve.of(grid, values);
    }
}
