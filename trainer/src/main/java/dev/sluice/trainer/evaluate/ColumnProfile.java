package dev.sluice.trainer.evaluate;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A feature at a glance.
 *
 * @param missing share of rows without a value
 * @param distinct how many different values there are, counted up to two
 */
record ColumnProfile(double missing, long distinct) {
    static ColumnProfile of(double[] values) {
        double[] present = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
        return new ColumnProfile(
                share(values.length - present.length, values.length),
                Arrays.stream(present).distinct().limit(2).count());
    }

    static ColumnProfile of(@Nullable String[] values) {
        long present = Arrays.stream(values).filter(Objects::nonNull).count();
        return new ColumnProfile(
                share(values.length - present, values.length),
                Arrays.stream(values)
                        .filter(Objects::nonNull)
                        .distinct()
                        .limit(2)
                        .count());
    }

    private static double share(long part, int all) {
        return all == 0 ? 0 : (double) part / all;
    }

    /** Whether there is one value only, and nothing is missing that could tell rows apart; or none at all. */
    boolean isConstant() {
        return distinct == 0 || (distinct == 1 && missing == 0);
    }
}
