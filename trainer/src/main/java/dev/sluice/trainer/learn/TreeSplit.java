package dev.sluice.trainer.learn;

/**
 * The search for the split of a node that leaves the least squared error, by one column after the other. The error is
 * least where {@code (Σ left)² / n left + (Σ right)² / n right} is greatest.
 */
final class TreeSplit {
    private final double[] sums;
    private final int[] weights;
    private final int leastRows;

    private double allSum;
    private long allWeight;

    int column;
    float threshold;
    boolean missingLeft;
    private double score;

    /**
     * Over the rows of a sample.
     *
     * @param sums [row] its target, as often as it was drawn
     * @param weights [row] how often it was drawn
     * @param leastRows how many different rows either side must have
     */
    TreeSplit(double[] sums, int[] weights, int leastRows) {
        this.sums = sums;
        this.weights = weights;
        this.leastRows = leastRows;
    }

    /** Begins with another node. */
    void begin(double sum, long weight) {
        allSum = sum;
        allWeight = weight;
        column = TreeEnsemble.LEAF;
        score = Double.NEGATIVE_INFINITY;
    }

    /** Whether any column could split the node. */
    boolean found() {
        return column != TreeEnsemble.LEAF;
    }

    /** Tries a column whose rows from {@code from} to {@code to} are the node's, ascending by value. */
    void tryColumn(int candidate, float[] values, int[] order, int from, int to) {
        int known = to;
        double missingSum = 0;
        long missingWeight = 0;
        while (known > from && Float.isNaN(values[order[known - 1]])) {
            int row = order[--known];
            missingSum += sums[row];
            missingWeight += weights[row];
        }
        int missing = to - known;
        double sum = 0;
        long weight = 0;
        float before = Float.NaN;
        for (int place = from; place < known; place++) {
            int row = order[place];
            float value = values[row];
            if (value > before) {
                int rows = place - from;
                if (rows >= leastRows && to - place >= leastRows) {
                    offer(candidate, sum, weight, before, value, false);
                }
                if (missing > 0 && rows + missing >= leastRows && known - place >= leastRows) {
                    offer(candidate, sum + missingSum, weight + missingWeight, before, value, true);
                }
            }
            sum += sums[row];
            weight += weights[row];
            before = value;
        }
        if (missing >= leastRows && known - from >= leastRows && before < Float.MAX_VALUE) {
            offer(candidate, sum, weight, before, Float.MAX_VALUE, false);
        }
    }

    private void offer(int candidate, double sum, long weight, float below, float above, boolean missing) {
        double other = allSum - sum;
        double offered = sum * sum / weight + other * other / (allWeight - weight);
        if (offered > score) {
            score = offered;
            column = candidate;
            missingLeft = missing;
            threshold = above == Float.MAX_VALUE ? above : between(below, above); // the largest: all known ones go left
        }
    }

    /**
     * What is at most the middle goes left, as in CART: whole numbers often lie in the middle of two others. Trees here send
     * left what is less than the threshold, so it is the next float.
     */
    private static float between(float below, float above) {
        float middle = (float) (((double) below + above) / 2);
        return Math.nextUp(middle < above ? middle : below);
    }
}
