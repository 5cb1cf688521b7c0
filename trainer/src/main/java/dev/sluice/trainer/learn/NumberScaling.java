package dev.sluice.trainer.learn;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How number columns are made ready for learners that need them tame: the missing become the median, outliers the 1st
 * or the 99th percentile, then mean 0 and deviation 1. Columns that were sometimes missing in training get a flag
 * column. Every step is one float operation, as in the graph, so that both give the same bits.
 *
 * @param fill [column] median, for the missing
 * @param low [column] 1st percentile
 * @param high [column] 99th percentile
 * @param centre [column] mean after the steps before
 * @param factor [column] 1 / deviation; 0 for a constant column, which so becomes 0
 * @param flagged the columns with a flag, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // columns of numbers, not values to compare
public record NumberScaling(float[] fill, float[] low, float[] high, float[] centre, float[] factor, int[] flagged) {
    private static final double TAIL = .01;
    private static final double GREATEST = 1e37;

    static NumberScaling fit(double[][] columns) {
        int n = columns.length;
        NumberScaling scaling = new NumberScaling(
                new float[n],
                new float[n],
                new float[n],
                new float[n],
                new float[n],
                IntStream.range(0, n).filter(c -> sometimesMissing(columns[c])).toArray());
        for (int c = 0; c < n; c++) {
            scaling.fit(c, columns[c]);
        }
        return scaling;
    }

    private static boolean sometimesMissing(double[] column) {
        return Arrays.stream(column).anyMatch(Double::isNaN)
                && !Arrays.stream(column).allMatch(Double::isNaN);
    }

    private void fit(int c, double[] column) {
        double[] present = Arrays.stream(column)
                .filter(x -> !Double.isNaN(x))
                .map(NumberScaling::bounded)
                .sorted()
                .toArray();
        if (present.length == 0) {
            return; // never seen: 0 whatever comes
        }
        fill[c] = (float) Moments.quantile(present, .5);
        low[c] = (float) Moments.quantile(present, TAIL);
        high[c] = (float) Moments.quantile(present, 1 - TAIL);
        double[] tame = Arrays.stream(column).map(x -> tame(c, (float) x)).toArray();
        centre[c] = (float) Moments.mean(tame);
        double deviation = Moments.deviation(tame, centre[c]);
        boolean constant = low[c] == high[c] || deviation <= 1e-7 * Math.abs(centre[c]);
        factor[c] = constant || 1 / deviation > Float.MAX_VALUE ? 0 : (float) (1 / deviation);
    }

    /** As float32, which is what the graph is fed, and so that the difference of two is one, too. */
    private static double bounded(double x) {
        return (float) Math.clamp(x, -GREATEST, GREATEST);
    }

    private float tame(int c, float x) {
        return Math.min(Math.max(Float.isNaN(x) ? fill[c] : x, low[c]), high[c]);
    }

    int width() {
        return fill.length + flagged.length;
    }

    /** Writes the ready columns, then the flags, into a row-major matrix. */
    void write(double[][] columns, float[] matrix, int stride) {
        for (int c = 0; c < columns.length; c++) {
            double[] column = columns[c];
            for (int row = 0; row < column.length; row++) {
                matrix[row * stride + c] = (tame(c, (float) column[row]) - centre[c]) * factor[c];
            }
        }
        for (int flag = 0; flag < flagged.length; flag++) {
            double[] column = columns[flagged[flag]];
            for (int row = 0; row < column.length; row++) {
                matrix[row * stride + columns.length + flag] = Double.isNaN(column[row]) ? 1 : 0;
            }
        }
    }
}
