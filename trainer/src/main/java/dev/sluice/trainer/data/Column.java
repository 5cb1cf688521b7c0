package dev.sluice.trainer.data;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A column of a table: values of one type, some of them missing. The arrays are not copied: whoever makes one leaves them alone. */
public sealed interface Column {
    /** How many rows it has. */
    int size();

    /** How many of them have no value. */
    int missing();

    ColumnType type();

    /** Some of the rows, in the order given; a row may come twice. */
    Column rows(int[] chosen);

    /**
     * Numbers.
     *
     * @param values [row]; NaN is missing, none is infinite
     */
    @SuppressWarnings("ArrayRecordComponent") // a column of numbers, not a value to compare
    record Numbers(double[] values) implements Column {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public int missing() {
            return (int) Arrays.stream(values).filter(Double::isNaN).count();
        }

        @Override
        public ColumnType type() {
            return ColumnType.NUMBER;
        }

        @Override
        public Numbers rows(int[] chosen) {
            return new Numbers(
                    Arrays.stream(chosen).mapToDouble(row -> values[row]).toArray());
        }
    }

    /**
     * Names out of a set.
     *
     * @param values [row]; null is missing
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Categories(@Nullable String[] values) implements Column {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public int missing() {
            return (int) Arrays.stream(values).filter(Objects::isNull).count();
        }

        @Override
        public ColumnType type() {
            return ColumnType.CATEGORY;
        }

        @Override
        public Categories rows(int[] chosen) {
            return new Categories(
                    Arrays.stream(chosen).mapToObj(row -> values[row]).toArray(String[]::new));
        }
    }

    /**
     * Days.
     *
     * @param days [row], days since 1970-01-01; {@link #MISSING} is missing
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Dates(long[] days) implements Column {
        /** Stands for no date. */
        public static final long MISSING = Long.MIN_VALUE;

        @Override
        public int size() {
            return days.length;
        }

        @Override
        public int missing() {
            return (int) Arrays.stream(days).filter(day -> day == MISSING).count();
        }

        @Override
        public ColumnType type() {
            return ColumnType.DATE;
        }

        @Override
        public Dates rows(int[] chosen) {
            return new Dates(Arrays.stream(chosen).mapToLong(row -> days[row]).toArray());
        }
    }
}
