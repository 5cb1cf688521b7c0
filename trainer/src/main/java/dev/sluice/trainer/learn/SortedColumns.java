package dev.sluice.trainer.learn;

import java.util.Arrays;

/**
 * A matrix by columns, each with its rows in ascending order, so that a tree's splits need no sorting.
 *
 * @param values [column][row]; NaN is missing; infinities are the largest floats, which lie on the same side of every
 *     threshold
 * @param order [column][place] rows by their value; missing ones last
 */
@SuppressWarnings("ArrayRecordComponent") // columns of numbers, not values to compare
record SortedColumns(float[][] values, int[][] order) {

    /** The columns that vary are sorted; a column of one value alone, which nothing can be split by, has no order. */
    static SortedColumns of(float[] matrix, int width) {
        int rows = matrix.length / width;
        float[][] values = new float[width][rows];
        for (int row = 0; row < rows; row++) {
            for (int c = 0; c < width; c++) {
                values[c][row] = Math.clamp(matrix[row * width + c], -Float.MAX_VALUE, Float.MAX_VALUE);
            }
        }
        int[][] order = new int[width][];
        for (int c = 0; c < width; c++) {
            order[c] = order(values[c]);
        }
        return new SortedColumns(values, order);
    }

    int rows() {
        return values.length == 0 ? 0 : values[0].length;
    }

    /** Sorts numbers and rows as one: the number's bits above, in an order that its sign does not upset, the row below. */
    private static int[] order(float[] column) {
        long[] keys = new long[column.length];
        for (int row = 0; row < keys.length; row++) {
            int bits = Float.floatToIntBits(column[row] + 0f); // makes -0 a 0
            keys[row] = ((long) (bits ^ ((bits >> 31) & Integer.MAX_VALUE)) << 32) | row;
        }
        Arrays.sort(keys);
        if (keys.length > 0 && keys[0] >> 32 == keys[keys.length - 1] >> 32) {
            return new int[0];
        }
        int[] order = new int[keys.length];
        for (int place = 0; place < order.length; place++) {
            order[place] = (int) keys[place];
        }
        return order;
    }
}
