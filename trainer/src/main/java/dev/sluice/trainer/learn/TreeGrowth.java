package dev.sluice.trainer.learn;

import java.util.Arrays;
import java.util.SplittableRandom;

/** The growing of a tree, breadth first: what is needed only until the tree is there. */
final class TreeGrowth {
    /** Targets that differ by less are one value. */
    private static final double PURE = 1e-12;

    /**
     * How a tree grows.
     *
     * @param columns how many columns each split may choose from
     * @param leastRows how many different rows a leaf has
     */
    record Limits(int columns, int leastRows, int depth) {}

    private final SortedColumns data;
    private final Limits limits;
    private final SplittableRandom random;
    private final int[] weights;
    private final double[] sums;
    private final double[] squares;
    private final int[][] order;
    private final int[] candidates;
    private final boolean[] goesLeft;
    private final int[] spare;
    private final int rows;

    private int nodes;
    private final int[] feature;
    private final float[] value;
    private final int[] left;
    private final int[] right;
    private final boolean[] missingLeft;
    private final int[] from;
    private final int[] to;
    private final int[] depth;

    private TreeGrowth(SortedColumns data, double[] target, int[] weights, Limits limits, SplittableRandom random) {
        this.data = data;
        this.weights = weights;
        this.limits = limits;
        this.random = random;
        sums = new double[target.length];
        squares = new double[target.length];
        int different = 0;
        for (int row = 0; row < target.length; row++) {
            sums[row] = weights[row] * target[row];
            squares[row] = sums[row] * target[row];
            different += weights[row] > 0 ? 1 : 0;
        }
        rows = different;
        candidates = varying(data);
        order = sampled(data, weights, rows);
        goesLeft = new boolean[target.length];
        spare = new int[rows];
        int most = 2 * rows;
        feature = new int[most];
        value = new float[most];
        left = new int[most];
        right = new int[most];
        missingLeft = new boolean[most];
        from = new int[most];
        to = new int[most];
        depth = new int[most];
    }

    /**
     * Grows one.
     *
     * @param target [row], about 0 for the sums' sake
     * @param weights [row] how often it was drawn into the sample
     * @param random for the columns that a split may choose from
     */
    static ForestTree grow(SortedColumns data, double[] target, int[] weights, Limits limits, SplittableRandom random) {
        TreeGrowth growth = new TreeGrowth(data, target, weights, limits, random);
        growth.grow();
        return new ForestTree(
                Arrays.copyOf(growth.feature, growth.nodes),
                Arrays.copyOf(growth.value, growth.nodes),
                Arrays.copyOf(growth.left, growth.nodes),
                Arrays.copyOf(growth.right, growth.nodes),
                Arrays.copyOf(growth.missingLeft, growth.nodes));
    }

    private static int[] varying(SortedColumns data) {
        int[] columns = new int[data.order().length];
        int found = 0;
        for (int c = 0; c < columns.length; c++) {
            if (data.order()[c].length > 0) {
                columns[found++] = c;
            }
        }
        return Arrays.copyOf(columns, found);
    }

    /** The rows that were drawn, once each, in every column's order. */
    private static int[][] sampled(SortedColumns data, int[] weights, int different) {
        int[][] sampled = new int[data.order().length][];
        for (int c = 0; c < sampled.length; c++) {
            int[] all = data.order()[c];
            int[] drawn = new int[all.length == 0 ? 0 : different];
            int place = 0;
            for (int row : all) {
                if (weights[row] > 0) {
                    drawn[place++] = row;
                }
            }
            sampled[c] = drawn;
        }
        return sampled;
    }

    private void grow() {
        TreeSplit split = new TreeSplit(sums, weights, limits.leastRows());
        add(0, rows, 0);
        for (int node = 0; node < nodes; node++) {
            if (!splits(node, split)) {
                feature[node] = TreeEnsemble.LEAF;
                continue;
            }
            feature[node] = split.column;
            value[node] = split.threshold;
            missingLeft[node] = split.missingLeft;
            int middle = part(from[node], to[node], split);
            left[node] = add(from[node], middle, depth[node] + 1);
            right[node] = add(middle, to[node], depth[node] + 1);
        }
    }

    private int add(int first, int end, int steps) {
        from[nodes] = first;
        to[nodes] = end;
        depth[nodes] = steps;
        return nodes++;
    }

    /** Looks for a split; where there is none, leaves the mean as the node's value. */
    private boolean splits(int node, TreeSplit split) {
        if (candidates.length == 0) {
            value[node] = (float) meanOfAll();
            return false;
        }
        int[] any = order[candidates[0]];
        double sum = 0;
        double square = 0;
        long weight = 0;
        for (int place = from[node]; place < to[node]; place++) {
            int row = any[place];
            sum += sums[row];
            square += squares[row];
            weight += weights[row];
        }
        double mean = sum / weight;
        value[node] = (float) mean;
        boolean pure = square / weight - mean * mean <= PURE * square / weight;
        if (pure || to[node] - from[node] < 2 * limits.leastRows() || depth[node] >= limits.depth()) {
            return false;
        }
        split.begin(sum, weight);
        for (int tried = 0; tried < candidates.length && (tried < limits.columns() || !split.found()); tried++) {
            int chosen = tried + random.nextInt(candidates.length - tried);
            int column = candidates[chosen];
            candidates[chosen] = candidates[tried];
            candidates[tried] = column;
            split.tryColumn(column, data.values()[column], order[column], from[node], to[node]);
        }
        return split.found();
    }

    private double meanOfAll() {
        return Arrays.stream(sums).sum() / Arrays.stream(weights).sum();
    }

    /** Parts the node's rows in every column's order; each side keeps its order. */
    private int part(int first, int end, TreeSplit split) {
        float[] values = data.values()[split.column];
        int[] ordered = order[split.column];
        int lefts = 0;
        for (int place = first; place < end; place++) {
            int row = ordered[place];
            boolean left = values[row] < split.threshold || (split.missingLeft && Float.isNaN(values[row]));
            goesLeft[row] = left;
            lefts += left ? 1 : 0;
        }
        for (int column : candidates) {
            part(order[column], first, end);
        }
        return first + lefts;
    }

    private void part(int[] ordered, int first, int end) {
        int kept = first;
        int moved = 0;
        for (int place = first; place < end; place++) {
            int row = ordered[place];
            boolean left = goesLeft[row];
            // both are written and one counts: no branch to guess wrong
            ordered[kept] = row;
            spare[moved] = row;
            kept += left ? 1 : 0;
            moved += left ? 0 : 1;
        }
        System.arraycopy(spare, 0, ordered, kept, moved);
    }
}
