package dev.sluice.app.scoring;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.schemas.model.ModelCard.Evaluation;
import dev.sluice.schemas.model.ModelCard.Golden;
import dev.sluice.schemas.model.ModelCard.GoldenRow;
import dev.sluice.schemas.model.ModelCard.Input;
import dev.sluice.schemas.model.ModelCard.InputType;
import dev.sluice.schemas.model.ModelCard.Interval;
import dev.sluice.schemas.model.ModelCard.Learner;
import dev.sluice.schemas.model.ModelCard.Target;
import dev.sluice.schemas.model.ModelCard.Training;
import dev.sluice.schemas.model.ModelCard.Trust;
import dev.sluice.schemas.model.ModelCard.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Small real model files, and what hostile ones are made of. */
public final class OnnxFiles {
    private static final List<Input> NUMBERS = List.of(
            new Input("spend", InputType.NUMBER, "EUR", "Spend of the week", List.of(), 0.0, 100.0),
            new Input("clicks", InputType.NUMBER, "clicks", "Clicks of the week", List.of(), 0.0, 100.0));
    private static final Input CHANNEL =
            new Input("channel", InputType.CATEGORY, "", "The channel", List.of("meta", "email"), null, null);

    private OnnxFiles() {}

    /**
     * A linear model: {@code offset + 2 spend + 3 clicks + (meta 10, email 20, else 0)}; p10 is 1 less, p90 1 more.
     * A missing number counts as 0.
     */
    public static ModelProto.Builder linear(String kind, String version, double offset) {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("linear")
                .addInput(value(ModelCard.NUMBERS, DataType.FLOAT_VALUE, 2))
                .addInput(value(ModelCard.CATEGORIES, DataType.STRING_VALUE, 1))
                .addOutput(value(ModelCard.PREDICTION, DataType.FLOAT_VALUE, 4))
                .addInitializer(floats("zero", new long[] {1}, 0))
                .addInitializer(floats("weights", new long[] {3, 4}, 2, 2, 2, 2, 3, 3, 3, 3, 1, 1, 1, 1))
                .addInitializer(floats("bias", new long[] {4}, offset, offset - 1, offset, offset + 1))
                .addNode(node("IsNaN", List.of(ModelCard.NUMBERS), "missing"))
                .addNode(node("Where", List.of("missing", "zero", ModelCard.NUMBERS), "filled"))
                .addNode(ml("LabelEncoder", List.of(ModelCard.CATEGORIES), "code")
                        .addAttribute(strings("keys_strings", "meta", "email"))
                        .addAttribute(floatList("values_floats", 10, 20))
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("default_float")
                                .setType(AttributeType.FLOAT)
                                .setF(0)))
                .addNode(node("Concat", List.of("filled", "code"), "all").addAttribute(integer("axis", 1)))
                .addNode(node("MatMul", List.of("all", "weights"), "product"))
                .addNode(node("Add", List.of("product", "bias"), ModelCard.PREDICTION));
        List<Input> inputs = new ArrayList<>(NUMBERS);
        inputs.add(CHANNEL);
        List<GoldenRow> golden = List.of(
                row(Arrays.asList(1.0, 2.0), "meta", offset + 18),
                row(Arrays.asList(null, 2.0), "tv", offset + 6),
                row(Arrays.asList(10.0, 0.0), null, offset + 20));
        return model(graph, card(kind, version, inputs, golden));
    }

    /** A tree: 5 where spend is below 50, else 7; p10 is 1 less, p90 1 more. */
    public static ModelProto.Builder tree(String kind, String version) {
        return tree(kind, version, node -> {});
    }

    /** The tree, changed. */
    static ModelProto.Builder tree(String kind, String version, java.util.function.Consumer<NodeProto.Builder> change) {
        NodeProto.Builder trees = ml("TreeEnsembleRegressor", List.of(ModelCard.NUMBERS), ModelCard.PREDICTION)
                .addAttribute(integers("nodes_treeids", 0, 0, 0))
                .addAttribute(integers("nodes_nodeids", 0, 1, 2))
                .addAttribute(integers("nodes_featureids", 0, 0, 0))
                .addAttribute(floatList("nodes_values", 50, 0, 0))
                .addAttribute(strings("nodes_modes", "BRANCH_LT", "LEAF", "LEAF"))
                .addAttribute(integers("nodes_truenodeids", 1, 0, 0))
                .addAttribute(integers("nodes_falsenodeids", 2, 0, 0))
                .addAttribute(integers("nodes_missing_value_tracks_true", 1, 0, 0))
                .addAttribute(integers("target_treeids", 0, 0, 0, 0, 0, 0, 0, 0))
                .addAttribute(integers("target_nodeids", 1, 1, 1, 1, 2, 2, 2, 2))
                .addAttribute(integers("target_ids", 0, 1, 2, 3, 0, 1, 2, 3))
                .addAttribute(floatList("target_weights", 5, 4, 5, 6, 7, 6, 7, 8))
                .addAttribute(integer("n_targets", 4));
        change.accept(trees);
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("tree")
                .addInput(value(ModelCard.NUMBERS, DataType.FLOAT_VALUE, 2))
                .addOutput(value(ModelCard.PREDICTION, DataType.FLOAT_VALUE, 4))
                .addNode(trees);
        List<GoldenRow> golden = List.of(
                new GoldenRow(Arrays.asList(1.0, 2.0), List.of(), List.of(5.0, 4.0, 5.0, 6.0)),
                new GoldenRow(Arrays.asList(50.0, null), List.of(), List.of(7.0, 6.0, 7.0, 8.0)));
        return model(graph, card(kind, version, NUMBERS, golden));
    }

    /** A graph from {@code numbers} [rows, 2] to {@code prediction} [rows, 4] that gives zeros, plus these nodes. */
    static ModelProto.Builder zerosAnd(NodeProto.Builder... nodes) {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("zeros")
                .addInput(value(ModelCard.NUMBERS, DataType.FLOAT_VALUE, 2))
                .addOutput(value(ModelCard.PREDICTION, DataType.FLOAT_VALUE, 4))
                .addInitializer(floats("none", new long[] {2, 4}, 0, 0, 0, 0, 0, 0, 0, 0));
        for (NodeProto.Builder node : nodes) {
            graph.addNode(node);
        }
        graph.addNode(node("MatMul", List.of(ModelCard.NUMBERS, "none"), ModelCard.PREDICTION));
        List<GoldenRow> golden =
                List.of(new GoldenRow(Arrays.asList(1.0, 2.0), List.of(), List.of(0.0, 0.0, 0.0, 0.0)));
        return model(graph, card("cac", "zeros", NUMBERS, golden));
    }

    private static GoldenRow row(List<@Nullable Double> numbers, @Nullable String category, double mean) {
        return new GoldenRow(numbers, Arrays.asList(category), List.of(mean, mean - 1, mean, mean + 1));
    }

    static ModelCard card(String kind, String version, List<Input> inputs, List<GoldenRow> golden) {
        return new ModelCard(
                ModelCard.CURRENT,
                kind,
                version,
                null,
                new Target(kind, "EUR", "What it is"),
                new Training("test", "00", 100, "2026-01-05", "2026-03-02", 1),
                new Learner("linear", Map.of()),
                inputs,
                ModelCard.QUANTILE_OUTPUTS,
                new Interval(0.8, 0.79, "conformal-residual"),
                new Evaluation("last 20 weeks", 20, Map.of("mae", 1.5), List.of()),
                new Verdict(Trust.TRUSTED, "It beats last week's value."),
                List.of(),
                Map.of(),
                new Golden(1e-4, golden),
                Map.of());
    }

    static ModelProto.Builder model(GraphProto.Builder graph, ModelCard card) {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .setProducerName("test")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain("ai.onnx.ml").setVersion(3))
                .setGraph(graph)
                .addMetadataProps(card(card.toJson()));
    }

    static StringStringEntryProto card(String json) {
        return StringStringEntryProto.newBuilder()
                .setKey(ModelCard.METADATA_KEY)
                .setValue(json)
                .build();
    }

    static ValueInfoProto value(String name, int type, long width) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder()
                .addDim(Dimension.newBuilder().setDimParam("rows"))
                .addDim(Dimension.newBuilder().setDimValue(width));
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
                .build();
    }

    static NodeProto.Builder node(String op, List<String> inputs, String output) {
        return NodeProto.newBuilder()
                .setOpType(op)
                .setName(output)
                .addAllInput(inputs)
                .addOutput(output);
    }

    static NodeProto.Builder ml(String op, List<String> inputs, String output) {
        return node(op, inputs, output).setDomain("ai.onnx.ml");
    }

    static TensorProto floats(String name, long[] dims, double... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(DataType.FLOAT_VALUE);
        Arrays.stream(dims).forEach(tensor::addDims);
        Arrays.stream(values).forEach(v -> tensor.addFloatData((float) v));
        return tensor.build();
    }

    static TensorProto longs(String name, long... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.INT64_VALUE)
                .addDims(values.length);
        Arrays.stream(values).forEach(tensor::addInt64Data);
        return tensor.build();
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto integers(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
        Arrays.stream(values).forEach(attribute::addInts);
        return attribute.build();
    }

    static AttributeProto floatList(String name, double... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeType.FLOATS);
        Arrays.stream(values).forEach(v -> attribute.addFloats((float) v));
        return attribute.build();
    }

    static AttributeProto strings(String name, String... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeType.STRINGS);
        Arrays.stream(values).map(ByteString::copyFromUtf8).forEach(attribute::addStrings);
        return attribute.build();
    }

    /** Puts an attribute in the place of the one of its name. */
    static void replace(NodeProto.Builder node, AttributeProto attribute) {
        for (int i = 0; i < node.getAttributeCount(); i++) {
            if (node.getAttribute(i).getName().equals(attribute.getName())) {
                node.setAttribute(i, attribute);
                return;
            }
        }
        throw new IllegalArgumentException("no attribute " + attribute.getName());
    }
}
