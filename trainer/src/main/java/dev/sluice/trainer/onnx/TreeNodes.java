package dev.sluice.trainer.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.sluice.trainer.learn.TreeEnsemble;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Trees as the attributes of one TreeEnsembleRegressor. Node ids count from 0 in each tree, as the nodes lie. */
final class TreeNodes {
    private final TreeEnsemble trees;
    private final int[] tree;
    private final int[] leaves;

    TreeNodes(TreeEnsemble trees) {
        this.trees = trees;
        tree = new int[trees.nodes()];
        for (int t = 0; t < trees.roots().length; t++) {
            Arrays.fill(tree, trees.roots()[t], tree.length, t);
        }
        leaves = IntStream.range(0, trees.nodes()).filter(this::isLeaf).toArray();
    }

    /** Adds the node; its output is [rows, outputs]. */
    String add(Graph graph, String matrix) {
        return graph.add(OnnxOps.TREE_ENSEMBLE, List.of(matrix), attributes());
    }

    private AttributeProto[] attributes() {
        float[] base = new float[trees.outputs()];
        Arrays.fill(base, trees.base());
        return new AttributeProto[] {
            Attributes.text("aggregate_function", "SUM"),
            Attributes.floats("base_values", base),
            Attributes.whole("n_targets", trees.outputs()),
            Attributes.text("post_transform", "NONE"),
            perNode("nodes_falsenodeids", node -> isLeaf(node) ? 0 : id(trees.right()[node])),
            perNode("nodes_featureids", node -> isLeaf(node) ? 0 : trees.feature()[node]),
            perNode("nodes_missing_value_tracks_true", node -> trees.missingLeft()[node] ? 1 : 0),
            modes(),
            perNode("nodes_nodeids", this::id),
            perNode("nodes_treeids", node -> tree[node]),
            perNode("nodes_truenodeids", node -> isLeaf(node) ? 0 : id(trees.left()[node])),
            thresholds(),
            perLeaf("target_ids", node -> trees.output()[tree[node]]),
            perLeaf("target_nodeids", this::id),
            perLeaf("target_treeids", node -> tree[node]),
            weights()
        };
    }

    private boolean isLeaf(int node) {
        return trees.feature()[node] == TreeEnsemble.LEAF;
    }

    private int id(int node) {
        return node - trees.roots()[tree[node]];
    }

    private interface OfNode {
        long value(int node);
    }

    private AttributeProto perNode(String name, OfNode of) {
        return Attributes.wholes(
                name, IntStream.range(0, tree.length).mapToLong(of::value).toArray());
    }

    private AttributeProto perLeaf(String name, OfNode of) {
        return Attributes.wholes(
                name, Arrays.stream(leaves).mapToLong(of::value).toArray());
    }

    private AttributeProto modes() {
        return Attributes.texts(
                "nodes_modes",
                IntStream.range(0, tree.length)
                        .mapToObj(node -> isLeaf(node) ? "LEAF" : "BRANCH_LT")
                        .toList());
    }

    private AttributeProto thresholds() {
        float[] thresholds = new float[tree.length];
        for (int node = 0; node < tree.length; node++) {
            thresholds[node] = isLeaf(node) ? 0 : trees.value()[node];
        }
        return Attributes.floats("nodes_values", thresholds);
    }

    private AttributeProto weights() {
        float[] weights = new float[leaves.length];
        for (int leaf = 0; leaf < leaves.length; leaf++) {
            weights[leaf] = trees.value()[leaves[leaf]];
        }
        return Attributes.floats("target_weights", weights);
    }
}
