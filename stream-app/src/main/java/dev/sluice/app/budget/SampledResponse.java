package dev.sluice.app.budget;

import java.util.Arrays;
import java.util.List;

/**
 * What each channel brings for a weekly spend, by equally likely draws from the posterior: the mean weekly outcome over the
 * planned weeks if the spend is held, from what is already in the pipe. Between two points of a grid it is a straight
 * line; past the last one it stays what it was there, so nothing is promised where nothing was computed.
 *
 * <p>Spend is in currency units, the outcome in currency units (revenue) or new customers.
 */
public final class SampledResponse {
    private final List<String> channels;
    private final double[][] spend;
    private final double[][][] value;

    /**
     * Copies the samples.
     *
     * @param spend [channel][point], ascending from 0, two points or more
     * @param value [draw][channel][point]
     */
    public SampledResponse(List<String> channels, double[][] spend, double[][][] value) {
        this.channels = List.copyOf(channels);
        this.spend = Arrays.stream(spend).map(double[]::clone).toArray(double[][]::new);
        this.value = new double[value.length][][];
        for (int s = 0; s < value.length; s++) {
            this.value[s] = Arrays.stream(value[s]).map(double[]::clone).toArray(double[][]::new);
        }
        check();
    }

    private void check() {
        if (value.length == 0 || spend.length != channels.size()) {
            throw new IllegalArgumentException("a response needs draws, and a grid for each of its channels");
        }
        for (int c = 0; c < spend.length; c++) {
            double[] grid = spend[c];
            if (grid.length < 2 || grid[0] != 0) {
                throw new IllegalArgumentException("the grid of " + channels.get(c) + " must go from 0 upwards");
            }
            for (int i = 1; i < grid.length; i++) {
                if (!(grid[i] > grid[i - 1])) {
                    throw new IllegalArgumentException("the grid of " + channels.get(c) + " does not ascend");
                }
            }
            for (double[][] draw : value) {
                if (draw.length != spend.length || draw[c].length != grid.length || !finite(draw[c])) {
                    throw new IllegalArgumentException(
                            "every draw of " + channels.get(c) + " needs a finite value at each point of its grid");
                }
            }
        }
    }

    private static boolean finite(double[] values) {
        return Arrays.stream(values).allMatch(Double::isFinite);
    }

    public List<String> channels() {
        return channels;
    }

    public int draws() {
        return value.length;
    }

    /** Where a channel stands, or -1. */
    public int indexOf(String channel) {
        return channels.indexOf(channel);
    }

    /** How many points the grid of a channel has. */
    public int points(int channel) {
        return spend[channel].length;
    }

    /** The spend at a point of a channel's grid. */
    public double spend(int channel, int point) {
        return spend[channel][point];
    }

    /** A draw's outcome at a point of a channel's grid, as it came. */
    public double value(int draw, int channel, int point) {
        return value[draw][channel][point];
    }

    /** A draw's outcome of a channel at a spend. */
    public double at(int draw, int channel, double amount) {
        return between(spend[channel], value[draw][channel], amount);
    }

    /** A draw's slope of a channel at a spend: what the next unit brings, over some 5 % of the spend. */
    public double slope(int draw, int channel, double amount) {
        double[] grid = spend[channel];
        double half = Math.max(amount * 0.025, grid[grid.length - 1] * 1e-4);
        double low = Math.max(0, amount - half);
        double high = Math.min(grid[grid.length - 1], amount + half);
        return high > low ? (at(draw, channel, high) - at(draw, channel, low)) / (high - low) : 0;
    }

    /** The spends of a channel's grid. */
    public double[] grid(int channel) {
        return spend[channel].clone();
    }

    private static double between(double[] grid, double[] values, double amount) {
        int last = grid.length - 1;
        if (amount >= grid[last]) {
            return values[last];
        }
        if (amount <= 0) {
            return values[0];
        }
        int at = Arrays.binarySearch(grid, amount);
        if (at >= 0) {
            return values[at];
        }
        int right = -at - 1;
        double share = (amount - grid[right - 1]) / (grid[right] - grid[right - 1]);
        return values[right - 1] + share * (values[right] - values[right - 1]);
    }
}
