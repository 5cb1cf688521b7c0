package dev.sluice.trainer.learn;

/**
 * A regression tree of a forest (CART; Breiman, Friedman, Olshen, Stone, 1984). Parents come before their children.
 *
 * @param feature [node] column of the matrix, or {@link TreeEnsemble#LEAF}
 * @param value [node] threshold, or the mean of a leaf's rows
 * @param left [node] next node for what is less than the threshold
 * @param right [node]
 * @param missingLeft [node]
 */
@SuppressWarnings("ArrayRecordComponent") // a flat tree, not a value to compare
record ForestTree(int[] feature, float[] value, int[] left, int[] right, boolean[] missingLeft) {
    int nodes() {
        return feature.length;
    }
}
