package dev.sluice.app.scoring.inspection;

import static dev.sluice.app.scoring.inspection.RefusedException.shown;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.sluice.app.scoring.inspection.Refusal.Code;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows the shapes through a graph, as if {@link Limits#ROWS} rows were scored. A few small nodes can ask for
 * terabytes: a tensor joined with itself forty times, a column added to a row. So every size must be known before a
 * run, and be within the limits.
 */
final class Flow {
    /** What a string takes, in elements of the size that the limits mean. */
    private static final int TEXT_WEIGHT = 64;

    private final Limits limits;
    private final Map<String, Shape> shapes = new HashMap<>();
    private long totalElements;
    private long multiplications;
    private int treeNodes;

    Flow(Limits limits) {
        this.limits = limits;
    }

    /** Adds an input of the graph. */
    void input(String name, Shape shape) throws RefusedException {
        give(name, shape);
    }

    /** The shape of the graph's tensor of a name, once {@link #follow} has been through. */
    Optional<Shape> shape(String name) {
        return Optional.ofNullable(shapes.get(name));
    }

    void follow(GraphProto graph) throws RefusedException {
        for (TensorProto tensor : graph.getInitializerList()) {
            give(tensor.getName(), Tensors.shape(tensor));
        }
        for (NodeProto node : graph.getNodeList()) {
            try {
                through(node);
            } catch (ArithmeticException e) {
                throw new RefusedException(
                        Code.TOO_COSTLY,
                        "The " + shown(node.getOpType()) + " node " + shown(node.getName())
                                + " makes a tensor too large to count");
            }
        }
    }

    private void through(NodeProto node) throws RefusedException {
        Attributes attributes = new Attributes(node);
        List<@Nullable Shape> inputs = new ArrayList<>();
        for (String name : node.getInputList()) {
            Shape shape = name.isEmpty() ? null : shapes.get(name);
            if (shape == null && !name.isEmpty()) {
                throw new RefusedException(
                        Code.GRAPH,
                        "The " + attributes.node() + " takes " + shown(name) + ", which nothing before it gives");
            }
            inputs.add(shape);
        }
        if (node.getOutputCount() == 0) {
            throw new RefusedException(Code.GRAPH, "The " + attributes.node() + " gives nothing");
        }
        if (node.getOpType().equals("TreeEnsembleRegressor")) {
            treeNodes += Trees.check(attributes, limits, treeNodes);
        }
        List<Shape> outputs =
                ShapeRules.infer(node.getOpType(), new Operands(attributes, inputs), node.getOutputCount());
        if (outputs.size() != node.getOutputCount()) {
            throw new RefusedException(Code.GRAPH, "The " + attributes.node() + " has too many outputs");
        }
        for (int i = 0; i < outputs.size(); i++) {
            count(attributes, outputs.get(i));
            give(node.getOutput(i), outputs.get(i));
        }
        Shape first = inputs.isEmpty() ? null : inputs.getFirst();
        if (first != null) {
            multiplications += Products.multiplications(
                    node.getOpType(), attributes, first, outputs.getFirst().elements());
        }
        if (multiplications > limits.multiplications()) {
            throw new RefusedException(
                    Code.TOO_COSTLY,
                    "Scoring " + Limits.ROWS + " rows takes more than " + limits.multiplications()
                            + " multiplications");
        }
    }

    private void count(Attributes attributes, Shape shape) throws RefusedException {
        if (shape.rank() > Shape.MOST_DIMENSIONS) {
            throw new RefusedException(
                    Code.TOO_COSTLY, "The " + attributes.node() + " makes a tensor of " + shape.rank() + " dimensions");
        }
        long elements = shape.elements();
        if (shape.text()) {
            elements = elements > limits.tensorElements() ? elements : elements * TEXT_WEIGHT;
        }
        totalElements = elements > limits.tensorElements() ? Long.MAX_VALUE : totalElements + elements;
        if (totalElements > limits.totalElements()) {
            throw new RefusedException(
                    Code.TOO_COSTLY,
                    "The " + attributes.node() + " makes a tensor of " + shape + (shape.text() ? " strings" : "")
                            + " for " + Limits.ROWS + " rows; that is too much memory");
        }
    }

    private void give(String name, Shape shape) throws RefusedException {
        if (!name.isEmpty() && shapes.put(name, shape) != null) {
            throw new RefusedException(Code.GRAPH, "The graph gives the name " + shown(name) + " twice");
        }
    }
}
