package dev.sluice.app.scoring.inspection;

import static dev.sluice.app.scoring.inspection.RefusedException.shown;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.sluice.app.scoring.inspection.Refusal.Code;
import java.util.HashSet;
import java.util.Set;

/** What a graph may consist of: plain operators of known versions, and tensors that lie in the file. */
final class GraphRules {
    private static final long[] IR = {8, 10};
    private static final long[] OPSET = {13, 21};
    private static final long[] ML_OPSET = {1, 3};

    private final Limits limits;

    GraphRules(Limits limits) {
        this.limits = limits;
    }

    void check(ModelProto model) throws RefusedException {
        checkVersions(model);
        if (model.getFunctionsCount() > 0) {
            throw new RefusedException(
                    Code.FUNCTIONS, "The file defines functions of its own; plain operators are allowed");
        }
        if (model.getTrainingInfoCount() > 0) {
            throw new RefusedException(Code.SUBGRAPH, "The file brings a training graph; one graph is allowed");
        }
        GraphProto graph = model.getGraph();
        if (graph.getSparseInitializerCount() > 0 || graph.getQuantizationAnnotationCount() > 0) {
            throw new RefusedException(Code.TENSOR, "The file has sparse or quantised tensors; dense ones are allowed");
        }
        if (graph.getNodeCount() > limits.nodes()) {
            throw new RefusedException(
                    Code.TOO_COSTLY, "The graph has " + graph.getNodeCount() + " nodes, allowed are " + limits.nodes());
        }
        for (NodeProto node : graph.getNodeList()) {
            checkNode(node);
        }
        for (TensorProto tensor : graph.getInitializerList()) {
            Tensors.check(tensor, limits);
        }
    }

    private static void checkVersions(ModelProto model) throws RefusedException {
        if (!within(model.getIrVersion(), IR)) {
            throw new RefusedException(
                    Code.IR_VERSION,
                    "The file is of ONNX IR version " + model.getIrVersion() + ", allowed are " + range(IR));
        }
        if (!model.hasGraph()) {
            throw new RefusedException(Code.NOT_ONNX, "The file has no graph");
        }
        Set<String> domains = new HashSet<>();
        for (OperatorSetIdProto opset : model.getOpsetImportList()) {
            String domain = Operators.domain(opset.getDomain());
            long[] allowed = domain.equals(Operators.ML) ? ML_OPSET : OPSET;
            if (!domain.equals(Operators.ML) && !domain.equals(Operators.ONNX)) {
                throw new RefusedException(Code.OPSET, "The file imports operators of the domain " + shown(domain));
            }
            if (!domains.add(domain) || !within(opset.getVersion(), allowed)) {
                throw new RefusedException(
                        Code.OPSET,
                        "The file imports opset " + domain + " " + opset.getVersion() + ", allowed is one of "
                                + range(allowed));
            }
        }
        if (!domains.contains(Operators.ONNX)) {
            throw new RefusedException(Code.OPSET, "The file does not say which ai.onnx opset it needs");
        }
    }

    private static boolean within(long value, long[] range) {
        return value >= range[0] && value <= range[1];
    }

    private static String range(long[] range) {
        return range[0] + " to " + range[1];
    }

    private void checkNode(NodeProto node) throws RefusedException {
        for (AttributeProto attribute : node.getAttributeList()) {
            if (attribute.hasG() || attribute.getGraphsCount() > 0) {
                throw new RefusedException(
                        Code.SUBGRAPH,
                        "The graph has a " + shown(node.getOpType())
                                + " node with a graph inside; loops and branches are not allowed");
            }
        }
        if (!Operators.allowed(node)) {
            throw new RefusedException(
                    Code.OP_NOT_ALLOWED,
                    "The graph uses the operator " + shown(node.getOpType()) + " of "
                            + shown(Operators.domain(node.getDomain())) + ", which is not on the list of allowed ones");
        }
        if (node.hasOverload()) {
            throw new RefusedException(Code.FUNCTIONS, "A node names an overloaded function");
        }
        for (AttributeProto attribute : node.getAttributeList()) {
            checkAttribute(attribute);
        }
    }

    private void checkAttribute(AttributeProto attribute) throws RefusedException {
        AttributeType type = attribute.getType();
        boolean plain =
                switch (type) {
                    case FLOAT, INT, STRING, FLOATS, INTS, STRINGS, TENSOR -> true;
                    default -> false;
                };
        if (!plain || attribute.hasRefAttrName() || attribute.getTensorsCount() > 0 || attribute.hasSparseTensor()) {
            throw new RefusedException(
                    Code.ATTRIBUTE, "The attribute " + shown(attribute.getName()) + " is of type " + type);
        }
        if (attribute.hasT()) {
            Tensors.check(attribute.getT(), limits);
        }
        checkText(attribute, attribute.getS());
        for (ByteString text : attribute.getStringsList()) {
            checkText(attribute, text);
        }
    }

    private void checkText(AttributeProto attribute, ByteString text) throws RefusedException {
        if (text.size() > limits.textLength()) {
            throw new RefusedException(
                    Code.ATTRIBUTE,
                    "The attribute " + shown(attribute.getName()) + " holds a string of more than "
                            + limits.textLength() + " bytes");
        }
    }
}
