package dev.sluice.app.scoring.inspection;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Set;

/**
 * The operators that a model may use: what an exported pre-processing, linear model, neural network, tree ensemble or
 * response model needs. None runs others, reads files, draws lots, or makes a tensor whose size is in its input's values.
 */
final class Operators {
    static final String ONNX = "ai.onnx";
    static final String ML = "ai.onnx.ml";

    private static final Set<String> PLAIN = Set.of(
            "Add",
            "Sub",
            "Mul",
            "Div",
            "Neg",
            "Abs",
            "Exp",
            "Log",
            "Sqrt",
            "Pow",
            "Min",
            "Max",
            "Clip",
            "Where",
            "IsNaN",
            "Less",
            "Greater",
            "Equal",
            "Not",
            "And",
            "Or",
            "Cast",
            "Concat",
            "Slice",
            "Gather",
            "Reshape",
            "Unsqueeze",
            "Squeeze",
            "Transpose",
            "MatMul",
            "Gemm",
            "Relu",
            "Tanh",
            "Sigmoid",
            "Softplus",
            "Sin",
            "Cos",
            "Erf",
            "Identity",
            "Constant",
            "ReduceSum",
            "ReduceMean",
            "ReduceMin",
            "ReduceMax",
            "Sum",
            "Split");
    private static final Set<String> LEARNED = Set.of(
            "LabelEncoder", "TreeEnsembleRegressor", "OneHotEncoder", "ArrayFeatureExtractor", "Imputer", "Scaler");

    private Operators() {}

    /** The domain by its full name: the empty one is ONNX's own. */
    static String domain(String name) {
        return name.isEmpty() ? ONNX : name;
    }

    static boolean allowed(NodeProto node) {
        return switch (domain(node.getDomain())) {
            case ONNX -> PLAIN.contains(node.getOpType());
            case ML -> LEARNED.contains(node.getOpType());
            default -> false;
        };
    }
}
