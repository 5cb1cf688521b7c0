package dev.sluice.bench.swap;

import java.util.Arrays;
import java.util.Locale;

/** How long things took, in milliseconds. */
final class Delays {
    private double[] millis = new double[1024];
    private int size;

    synchronized void add(double value) {
        if (size == millis.length) {
            millis = Arrays.copyOf(millis, 2 * size);
        }
        millis[size++] = value;
    }

    synchronized int size() {
        return size;
    }

    /** The value that so large a share of all does not exceed; NaN without any. */
    synchronized double quantile(double share) {
        if (size == 0) {
            return Double.NaN;
        }
        double[] sorted = Arrays.copyOf(millis, size);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(size - 1, Math.ceil(share * size) - 1)];
    }

    /** Number, median, 99th percentile and maximum, as cells of a Markdown table. */
    String cells() {
        return String.format(
                Locale.ROOT, "%,d | %.0f | %.0f | %.0f", size(), quantile(0.5), quantile(0.99), quantile(1));
    }
}
