package dev.sluice.app.scoring.inspection;

import com.google.protobuf.ByteString;
import dev.sluice.app.scoring.inspection.Refusal.Code;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A TreeEnsembleRegressor's trees are trees: every child exists, has one parent, is reached from its tree's one root
 * within few branches. ONNX Runtime loads a tree recursively, and trusts the numbers that it finds there.
 */
final class Trees {
    private static final ByteString LEAF = ByteString.copyFromUtf8("LEAF");
    private static final Set<ByteString> BRANCHES = Stream.of(
                    "BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ")
            .map(ByteString::copyFromUtf8)
            .collect(Collectors.toUnmodifiableSet());
    private static final int MOST_TARGETS = 1000;

    private final Attributes attributes;
    private final Limits limits;
    private final long[] ids;
    private final long[] sortedIds;
    private final int[] indexOfSorted;
    private final int[] left;
    private final int[] right;
    private final int[] parents;

    private Trees(Attributes attributes, Limits limits) throws RefusedException {
        this.attributes = attributes;
        this.limits = limits;
        this.ids = ids("nodes_treeids", "nodes_nodeids");
        int n = ids.length;
        if (n == 0) {
            throw fault("has no tree");
        }
        this.sortedIds = ids.clone();
        Arrays.sort(sortedIds);
        this.indexOfSorted = new int[n];
        this.left = new int[n];
        this.right = new int[n];
        this.parents = new int[n];
    }

    /**
     * Checks the trees.
     *
     * @param already nodes of trees before these
     * @return how many nodes these have
     */
    static int check(Attributes attributes, Limits limits, int already) throws RefusedException {
        int n = attributes.integers("nodes_nodeids").size();
        if (n > limits.treeNodes() - already) {
            throw new RefusedException(
                    Code.TREES_TOO_LARGE, "The trees have more than " + limits.treeNodes() + " nodes");
        }
        Trees trees = new Trees(attributes, limits);
        trees.checkLengths();
        trees.link();
        trees.climb();
        trees.checkTargets();
        return n;
    }

    /** The greatest input column that a tree asks for. */
    static long greatestFeature(Attributes attributes) throws RefusedException {
        long greatest = 0;
        for (long feature : attributes.integers("nodes_featureids")) {
            if (feature < 0) {
                throw new RefusedException(Code.TREE, "The " + attributes.node() + " asks for column " + feature);
            }
            greatest = Math.max(greatest, feature);
        }
        return greatest;
    }

    private RefusedException fault(String what) {
        return new RefusedException(Code.TREE, "The " + attributes.node() + " " + what);
    }

    /** Tree and node as one number. */
    private long[] ids(String trees, String nodes) throws RefusedException {
        List<Long> tree = attributes.integers(trees);
        List<Long> node = attributes.integers(nodes);
        if (tree.size() != node.size()) {
            throw fault("has " + tree.size() + " " + trees + " but " + node.size() + " " + nodes);
        }
        long[] all = new long[tree.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = id(tree.get(i), node.get(i));
        }
        return all;
    }

    private long id(long tree, long node) throws RefusedException {
        if (tree < 0 || tree > Integer.MAX_VALUE || node < 0 || node > Integer.MAX_VALUE) {
            throw fault("has a node " + node + " of a tree " + tree);
        }
        return tree << 32 | node;
    }

    private void checkLengths() throws RefusedException {
        for (String name : List.of("nodes_featureids", "nodes_truenodeids", "nodes_falsenodeids")) {
            length(name, attributes.integers(name).size(), false);
        }
        length("nodes_values", attributes.floats("nodes_values").size(), false);
        length("nodes_modes", attributes.texts("nodes_modes").size(), false);
        length("nodes_hitrates", attributes.floats("nodes_hitrates").size(), true);
        String missing = "nodes_missing_value_tracks_true";
        length(missing, attributes.integers(missing).size(), true);
        for (int i = 1; i < sortedIds.length; i++) {
            if (sortedIds[i] == sortedIds[i - 1]) {
                throw fault("has " + name(sortedIds[i]) + " twice");
            }
        }
        for (int i = 0; i < ids.length; i++) {
            indexOfSorted[Arrays.binarySearch(sortedIds, ids[i])] = i;
        }
    }

    private void length(String name, int length, boolean optional) throws RefusedException {
        if (length != ids.length && !(optional && length == 0)) {
            throw fault("has " + ids.length + " nodes but " + length + " " + name);
        }
    }

    private int index(long id, String of) throws RefusedException {
        int at = Arrays.binarySearch(sortedIds, id);
        if (at < 0) {
            throw fault("has no " + name(id) + ", but " + of + " it");
        }
        return indexOfSorted[at];
    }

    private static String name(long id) {
        return "node " + (int) id + " of tree " + (id >> 32);
    }

    private void link() throws RefusedException {
        List<ByteString> modes = attributes.texts("nodes_modes");
        List<Long> onTrue = attributes.integers("nodes_truenodeids");
        List<Long> onFalse = attributes.integers("nodes_falsenodeids");
        for (int i = 0; i < ids.length; i++) {
            left[i] = -1;
            right[i] = -1;
            if (modes.get(i).equals(LEAF)) {
                continue;
            }
            if (!BRANCHES.contains(modes.get(i))) {
                throw fault("has " + name(ids[i]) + " of mode "
                        + RefusedException.shown(modes.get(i).toStringUtf8()));
            }
            left[i] = child(ids[i], onTrue.get(i));
            right[i] = child(ids[i], onFalse.get(i));
        }
    }

    private int child(long parent, long node) throws RefusedException {
        int child = index(id(parent >> 32, node), name(parent) + " branches to");
        if (++parents[child] > 1) {
            throw fault("has two branches to " + name(ids[child]));
        }
        return child;
    }

    /** From every root; what a cycle holds is reached from none. */
    private void climb() throws RefusedException {
        int[] waiting = new int[ids.length];
        int[] depth = new int[ids.length];
        int found = roots(waiting);
        for (int done = 0; done < found; done++) {
            int at = waiting[done];
            if (left[at] < 0) {
                continue;
            }
            if (depth[at] >= limits.treeDepth()) {
                throw new RefusedException(
                        Code.TREE_TOO_DEEP,
                        "The " + attributes.node() + " has a tree of more than " + limits.treeDepth() + " levels");
            }
            depth[left[at]] = depth[at] + 1;
            depth[right[at]] = depth[at] + 1;
            waiting[found++] = left[at];
            waiting[found++] = right[at];
        }
        if (found < ids.length) {
            throw fault("has " + (ids.length - found) + " nodes that no root leads to: the branches run in a circle");
        }
    }

    private int roots(int[] waiting) throws RefusedException {
        int found = 0;
        long lastTree = -1;
        for (int i = 0; i < ids.length; i++) {
            int at = indexOfSorted[i];
            if (parents[at] == 0) {
                if (ids[at] >> 32 == lastTree) {
                    throw fault("has two roots in tree " + lastTree);
                }
                lastTree = ids[at] >> 32;
                waiting[found++] = at;
            }
        }
        return found;
    }

    private void checkTargets() throws RefusedException {
        long targets = attributes.integer("n_targets", 0);
        if (targets < 1 || targets > MOST_TARGETS) {
            throw fault("has n_targets " + targets + ", must be 1 to " + MOST_TARGETS);
        }
        long[] leaves = ids("target_treeids", "target_nodeids");
        List<Long> target = attributes.integers("target_ids");
        int weights = attributes.floats("target_weights").size();
        if (leaves.length == 0 || target.size() != leaves.length || weights != leaves.length) {
            throw fault("has " + leaves.length + " target_nodeids, " + target.size() + " target_ids and " + weights
                    + " target_weights; they must be as many, and some");
        }
        for (int i = 0; i < leaves.length; i++) {
            if (left[index(leaves[i], "target_nodeids names")] >= 0) {
                throw fault("has a target at " + name(leaves[i]) + ", which is no leaf");
            }
            if (target.get(i) < 0 || target.get(i) >= targets) {
                throw fault("has a target " + target.get(i) + " of " + targets);
            }
        }
        checkTheRest(targets);
    }

    private void checkTheRest(long targets) throws RefusedException {
        int bases = attributes.floats("base_values").size();
        if (bases != 0 && bases != targets) {
            throw fault("has " + bases + " base_values for " + targets + " targets");
        }
        if (!Set.of("SUM", "AVERAGE", "MIN", "MAX").contains(attributes.text("aggregate_function", "SUM"))) {
            throw fault("has an unknown aggregate_function");
        }
        if (!attributes.text("post_transform", "NONE").equals("NONE")) {
            throw fault("has a post_transform; only NONE is allowed");
        }
    }
}
