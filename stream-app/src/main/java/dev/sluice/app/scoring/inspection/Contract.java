package dev.sluice.app.scoring.inspection;

import static dev.sluice.app.scoring.inspection.RefusedException.shown;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.sluice.app.scoring.inspection.Refusal.Code;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.schemas.model.ModelCard.InputType;
import dev.sluice.schemas.model.ResponseCard;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The graph takes and gives what its card declares: names, element types, dimensions, widths. */
final class Contract {
    private final Map<String, Shape> inputs = new LinkedHashMap<>();
    private final Map<String, Shape> outputs = new LinkedHashMap<>();

    private Contract(ModelCard card) {
        put(ModelCard.NUMBERS, false, card.inputs(InputType.NUMBER).size());
        put(ModelCard.CATEGORIES, true, card.inputs(InputType.CATEGORY).size());
        outputs.put(
                ModelCard.PREDICTION,
                Shape.of(false, Limits.ROWS, card.outputs().size()));
        ResponseCard response = card.response();
        if (response != null) {
            int channels = response.channels().size();
            outputs.put(ResponseCard.INCREMENTAL, Shape.of(false, Limits.ROWS, (long) channels * response.draws()));
            outputs.put(ResponseCard.CARRY_OVER, Shape.of(false, response.draws(), channels * (response.lags() + 1L)));
        }
    }

    private void put(String name, boolean text, int width) {
        if (width > 0) {
            inputs.put(name, Shape.of(text, Limits.ROWS, width));
        }
    }

    /** Holds the graph against its card, and follows it from its inputs to its output. */
    static void check(GraphProto graph, ModelCard card, Limits limits) throws RefusedException {
        Contract contract = new Contract(card);
        contract.checkNames(graph.getInputList(), "input", contract.inputs);
        contract.checkNames(graph.getOutputList(), "output", contract.outputs);
        Flow flow = new Flow(limits);
        for (Map.Entry<String, Shape> input : contract.inputs.entrySet()) {
            flow.input(input.getKey(), input.getValue());
        }
        flow.follow(graph);
        for (Map.Entry<String, Shape> output : contract.outputs.entrySet()) {
            checkGiven(flow, output.getKey(), output.getValue());
        }
    }

    private static void checkGiven(Flow flow, String name, Shape wanted) throws RefusedException {
        Shape given = flow.shape(name)
                .orElseThrow(() -> new RefusedException(Code.CONTRACT, "The graph gives no " + shown(name)));
        if (!Arrays.equals(given.dims(), wanted.dims())) {
            throw new RefusedException(
                    Code.CONTRACT,
                    "For " + Limits.ROWS + " rows the graph gives a " + name + " of " + given
                            + ", by its card it must be " + wanted);
        }
    }

    private void checkNames(List<ValueInfoProto> values, String what, Map<String, Shape> wanted)
            throws RefusedException {
        List<String> names = values.stream().map(ValueInfoProto::getName).toList();
        if (names.size() != wanted.size() || !wanted.keySet().containsAll(names)) {
            throw new RefusedException(
                    Code.CONTRACT,
                    "The graph's " + what + "s are " + shown(names.toString()) + ", by its card they must be "
                            + wanted.keySet());
        }
        for (ValueInfoProto value : values) {
            Shape shape = wanted.get(value.getName());
            if (shape != null) {
                checkType(
                        what + " " + shown(value.getName()),
                        value.getType(),
                        shape,
                        !value.getName().equals(ResponseCard.CARRY_OVER));
            }
        }
    }

    private static void checkType(String what, TypeProto type, Shape wanted, boolean perRow) throws RefusedException {
        int element = wanted.text() ? TensorProto.DataType.STRING_VALUE : TensorProto.DataType.FLOAT_VALUE;
        if (!type.hasTensorType() || type.getTensorType().getElemType() != element) {
            throw new RefusedException(
                    Code.CONTRACT,
                    "The graph's " + what + " must be a tensor of " + (wanted.text() ? "string" : "float32"));
        }
        List<Dimension> dims = type.getTensorType().getShape().getDimList();
        boolean fits = dims.size() == 2
                && (perRow ? !dims.get(0).hasDimValue() : fits(dims.get(0), wanted.dims()[0]))
                && fits(dims.get(1), wanted.width());
        if (!fits) {
            throw new RefusedException(
                    Code.CONTRACT,
                    "The graph's " + what + " must have the dimensions "
                            + (perRow ? "[rows, " + wanted.width() + "], with any number of rows" : wanted));
        }
    }

    private static boolean fits(Dimension dimension, long wanted) {
        return !dimension.hasDimValue() || dimension.getDimValue() == wanted;
    }
}
