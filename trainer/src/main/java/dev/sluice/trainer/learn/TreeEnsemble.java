package dev.sluice.trainer.learn;

import java.util.Arrays;

/**
 * Regression trees in flat arrays. A row goes left at a node where its feature is less than the threshold, or missing
 * (NaN) where the node sends the missing left. All is float32 and summed tree by tree, as ONNX Runtime does.
 *
 * @param outputs how many numbers a row gets; each tree adds to one of them
 * @param base added to every output
 * @param roots [tree] its first node
 * @param output [tree] which output it adds to
 * @param feature [node] column of the matrix; {@value #LEAF} for a leaf
 * @param value [node] threshold, or what a leaf adds
 * @param left [node] next node, counted over all trees
 * @param right [node]
 * @param missingLeft [node]
 */
@SuppressWarnings("ArrayRecordComponent") // flat trees, not values to compare
public record TreeEnsemble(
        int outputs,
        float base,
        int[] roots,
        int[] output,
        int[] feature,
        float[] value,
        int[] left,
        int[] right,
        boolean[] missingLeft) {
    /** Feature of a node that is a leaf. */
    public static final int LEAF = -1;
    /** So many rows go through a tree while it is in the processor's cache. */
    private static final int BLOCK = 512;

    /** Sums [row][output] of the rows of a row-major matrix, flat. */
    float[] predict(float[] matrix, int width) {
        int rows = matrix.length / width;
        float[] sums = new float[rows * outputs];
        for (int from = 0; from < rows; from += BLOCK) {
            int to = Math.min(rows, from + BLOCK);
            for (int tree = 0; tree < roots.length; tree++) {
                for (int row = from; row < to; row++) {
                    sums[row * outputs + output[tree]] += value[leaf(roots[tree], matrix, row * width)];
                }
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] += base;
        }
        return sums;
    }

    private int leaf(int root, float[] matrix, int at) {
        int node = root;
        while (feature[node] != LEAF) {
            float x = matrix[at + feature[node]];
            boolean goesLeft = x < value[node] || (missingLeft[node] && Float.isNaN(x));
            node = goesLeft ? left[node] : right[node];
        }
        return node;
    }

    /** How many nodes all trees have. */
    public int nodes() {
        return feature.length;
    }

    /** These with more added to every row. */
    TreeEnsemble plus(double more) {
        return new TreeEnsemble(
                outputs, (float) (base + more), roots, output, feature, value, left, right, missingLeft);
    }

    /** How many steps the deepest leaf is from its root. */
    public int depth() {
        int[] depths = new int[nodes()];
        for (int node = 0; node < nodes(); node++) { // children come after their parents
            if (feature[node] != LEAF) {
                depths[left[node]] = depths[node] + 1;
                depths[right[node]] = depths[node] + 1;
            }
        }
        return Arrays.stream(depths).max().orElse(0);
    }
}
