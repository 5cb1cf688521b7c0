package dev.sluice.trainer.learn;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Reads the trees out of a model that XGBoost saved as UBJSON; deleted nodes are left out, roots come first. */
final class XgBoostTrees {
    private final int[] roots;
    private final int[] output;
    private final int[] feature;
    private final float[] value;
    private final int[] left;
    private final int[] right;
    private final boolean[] missingLeft;
    private int nodes;

    private XgBoostTrees(int trees, int nodes, int[] output) {
        roots = new int[trees];
        this.output = output;
        feature = new int[nodes];
        value = new float[nodes];
        left = new int[nodes];
        right = new int[nodes];
        missingLeft = new boolean[nodes];
    }

    static TreeEnsemble read(byte[] saved, int outputs) {
        Map<?, ?> learner = map(Ubjson.object(saved), "learner");
        Map<?, ?> model = map(map(learner, "gradient_booster"), "model");
        List<?> trees = (List<?>) member(model, "trees");
        int nodes = trees.stream()
                .mapToInt(tree -> wholes((Map<?, ?>) tree, "left_children").length)
                .sum();
        XgBoostTrees reader = new XgBoostTrees(trees.size(), nodes, wholes(model, "tree_info"));
        for (int tree = 0; tree < trees.size(); tree++) {
            reader.roots[tree] = reader.nodes;
            reader.add((Map<?, ?>) trees.get(tree));
        }
        float base = Float.parseFloat((String) member(map(learner, "learner_model_param"), "base_score"));
        return reader.ensemble(outputs, base);
    }

    /** Adds a tree's nodes breadth first, so that the ends of short paths lie close together. */
    private void add(Map<?, ?> tree) {
        int[] lefts = wholes(tree, "left_children");
        int[] rights = wholes(tree, "right_children");
        int[] features = wholes(tree, "split_indices");
        int[] defaultLeft = wholes(tree, "default_left");
        float[] conditions = (float[]) member(tree, "split_conditions"); // a leaf's is its value
        int[] queue = new int[lefts.length];
        int first = nodes++;
        for (int next = first; next < nodes; next++) {
            int node = queue[next - first];
            value[next] = conditions[node];
            feature[next] = lefts[node] < 0 ? TreeEnsemble.LEAF : features[node];
            if (lefts[node] >= 0) {
                missingLeft[next] = defaultLeft[node] != 0;
                left[next] = nodes;
                queue[nodes++ - first] = lefts[node];
                right[next] = nodes;
                queue[nodes++ - first] = rights[node];
            }
        }
    }

    private TreeEnsemble ensemble(int outputs, float base) {
        return new TreeEnsemble(
                outputs,
                base,
                roots,
                output,
                Arrays.copyOf(feature, nodes),
                Arrays.copyOf(value, nodes),
                Arrays.copyOf(left, nodes),
                Arrays.copyOf(right, nodes),
                Arrays.copyOf(missingLeft, nodes));
    }

    private static Object member(Map<?, ?> of, String name) {
        Object member = of.get(name);
        if (member == null) {
            throw new IllegalStateException("XGBoost saved a model without " + name);
        }
        return member;
    }

    private static Map<?, ?> map(Map<?, ?> of, String name) {
        return (Map<?, ?>) member(of, name);
    }

    /** Some arrays are saved with a type, others value by value. */
    private static int[] wholes(Map<?, ?> of, String name) {
        return switch (member(of, name)) {
            case int[] wholes -> wholes;
            case List<?> list ->
                list.stream().mapToInt(value -> ((Long) value).intValue()).toArray();
            default -> throw new IllegalStateException("XGBoost saved a model whose " + name + " is no array");
        };
    }
}
