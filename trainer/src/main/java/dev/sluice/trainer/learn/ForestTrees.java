package dev.sluice.trainer.learn;

import java.util.List;

/** Puts the trees of a forest into one ensemble. */
final class ForestTrees {
    private ForestTrees() {}

    /** Their mean, about {@code base}. */
    static TreeEnsemble mean(List<ForestTree> trees, float base) {
        int nodes = trees.stream().mapToInt(ForestTree::nodes).sum();
        int[] roots = new int[trees.size()];
        int[] feature = new int[nodes];
        float[] value = new float[nodes];
        int[] left = new int[nodes];
        int[] right = new int[nodes];
        boolean[] missingLeft = new boolean[nodes];
        int at = 0;
        for (int t = 0; t < trees.size(); t++) {
            ForestTree tree = trees.get(t);
            roots[t] = at;
            for (int node = 0; node < tree.nodes(); node++, at++) {
                boolean leaf = tree.feature()[node] == TreeEnsemble.LEAF;
                feature[at] = tree.feature()[node];
                value[at] = leaf ? tree.value()[node] / trees.size() : tree.value()[node];
                left[at] = leaf ? 0 : roots[t] + tree.left()[node];
                right[at] = leaf ? 0 : roots[t] + tree.right()[node];
                missingLeft[at] = tree.missingLeft()[node];
            }
        }
        return new TreeEnsemble(1, base, roots, new int[roots.length], feature, value, left, right, missingLeft);
    }
}
