package dev.sluice.app.world.weekly;

import java.util.Arrays;

/** The best split of a total where each channel's spend is held: a dynamic program over equal parts, exact on them. */
final class SteadySplit {
    static final int PARTS = 240;

    private SteadySplit() {}

    /**
     * Parts for each channel, {@value #PARTS} in all.
     *
     * @param values [channel][parts] what a channel brings
     */
    static int[] best(double[][] values) {
        int channels = values.length;
        int[][] choice = new int[channels][PARTS + 1];
        double[] best = new double[PARTS + 1];
        Arrays.fill(best, Double.NEGATIVE_INFINITY);
        best[0] = 0;
        for (int channel = 0; channel < channels; channel++) {
            best = with(values[channel], best, choice[channel]);
        }
        int[] parts = new int[channels];
        int left = PARTS;
        for (int channel = channels - 1; channel >= 0; channel--) {
            parts[channel] = choice[channel][left];
            left -= parts[channel];
        }
        return parts;
    }

    private static double[] with(double[] value, double[] before, int[] choice) {
        double[] best = new double[PARTS + 1];
        Arrays.fill(best, Double.NEGATIVE_INFINITY);
        for (int total = 0; total <= PARTS; total++) {
            for (int part = 0; part <= total; part++) {
                double sum = before[total - part] + value[part];
                if (sum > best[total]) {
                    best[total] = sum;
                    choice[total] = part;
                }
            }
        }
        return best;
    }
}
