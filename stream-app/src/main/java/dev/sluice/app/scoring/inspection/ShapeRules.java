package dev.sluice.app.scoring.inspection;

import java.util.List;

/** The shapes of one node's outputs, from those of its inputs and its attributes; see ONNX's Operators.md. */
final class ShapeRules {
    private ShapeRules() {}

    /**
     * The shapes, in the order of the outputs.
     *
     * @throws RefusedException where the operator has no rule, or its inputs do not fit together
     */
    static List<Shape> infer(String op, Operands node, int outputs) throws RefusedException {
        if (op.equals("Split")) {
            return Parts.split(node, outputs);
        }
        return List.of(
                switch (op) {
                    case "Neg",
                            "Abs",
                            "Exp",
                            "Log",
                            "Sqrt",
                            "Not",
                            "Relu",
                            "Tanh",
                            "Sigmoid",
                            "Softplus",
                            "Sin",
                            "Cos",
                            "Erf",
                            "Clip",
                            "Identity",
                            "Imputer",
                            "Scaler" -> node.input(0);
                    case "IsNaN" -> Shape.of(false, node.input(0).dims());
                    case "Cast" -> Elementwise.cast(node);
                    case "LabelEncoder" -> MlOperators.labels(node);
                    case "Add", "Sub", "Mul", "Div", "Pow", "Min", "Max", "Where", "Sum" -> Elementwise.broadcast(node);
                    case "Less", "Greater", "Equal", "And", "Or" ->
                        Shape.of(false, Elementwise.broadcast(node).dims());
                    case "Concat" -> Parts.concat(node);
                    case "Slice" -> Parts.slice(node);
                    case "Gather" -> Parts.gather(node);
                    case "Reshape" -> Dimensions.reshape(node);
                    case "Unsqueeze" -> Dimensions.unsqueeze(node);
                    case "Squeeze" -> Dimensions.squeeze(node);
                    case "Transpose" -> Dimensions.transpose(node);
                    case "MatMul" -> Products.matMul(node);
                    case "Gemm" -> Products.gemm(node);
                    case "Constant" -> Constants.shape(node.attributes());
                    case "ReduceSum", "ReduceMean", "ReduceMin", "ReduceMax" -> Dimensions.reduce(node);
                    case "OneHotEncoder" -> MlOperators.oneHot(node);
                    case "ArrayFeatureExtractor" -> MlOperators.extract(node);
                    case "TreeEnsembleRegressor" -> MlOperators.trees(node);
                    default -> throw node.fault("has no rule");
                });
    }
}
