package dev.sluice.app.scoring.inspection;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a tensor before a run.
 *
 * @param dims its dimensions, for {@link Limits#ROWS} rows
 * @param text whether it holds strings
 * @param integers its elements, where it is a short constant of whole numbers
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Shape(long[] dims, boolean text, long @Nullable [] integers) {
    static final int MOST_DIMENSIONS = 8;

    static Shape of(boolean text, long... dims) {
        return new Shape(dims, text, null);
    }

    int rank() {
        return dims.length;
    }

    long elements() {
        long n = 1;
        for (long dim : dims) {
            if (dim != 0 && n > Long.MAX_VALUE / dim) {
                return Long.MAX_VALUE;
            }
            n *= dim;
        }
        return n;
    }

    /** The last dimension; 1 for a scalar. */
    long width() {
        return rank() == 0 ? 1 : dims[rank() - 1];
    }

    @Override
    public String toString() {
        return Arrays.toString(dims);
    }
}
