package dev.sluice.app.scoring;

import static dev.sluice.app.scoring.OnnxFiles.floats;
import static dev.sluice.app.scoring.OnnxFiles.integer;
import static dev.sluice.app.scoring.OnnxFiles.integers;
import static dev.sluice.app.scoring.OnnxFiles.linear;
import static dev.sluice.app.scoring.OnnxFiles.longs;
import static dev.sluice.app.scoring.OnnxFiles.node;
import static dev.sluice.app.scoring.OnnxFiles.replace;
import static dev.sluice.app.scoring.OnnxFiles.tree;
import static dev.sluice.app.scoring.OnnxFiles.value;
import static dev.sluice.app.scoring.OnnxFiles.zerosAnd;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TypeProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnknownFieldSet;
import dev.sluice.app.scoring.inspection.Announced;
import dev.sluice.app.scoring.inspection.Refusal.Code;
import dev.sluice.schemas.model.ModelCard;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** Files that must not be loaded, each with the code and a word of the reason that it must be refused with. */
final class HostileFiles {
    @SuppressWarnings("ArrayRecordComponent")
    record Hostile(String name, byte[] file, Announced announced, Code code, String word) {
        @Override
        public String toString() {
            return name;
        }
    }

    private final List<Hostile> all = new ArrayList<>();

    private HostileFiles() {}

    static List<Hostile> all() throws IOException {
        HostileFiles files = new HostileFiles();
        files.noOnnx();
        files.announcedOtherwise();
        files.graphs();
        files.tensors();
        files.bombs();
        files.trees();
        files.contracts();
        files.cards();
        files.golden();
        ResponseFiles.hostile(files::add);
        return files.all;
    }

    private void add(String name, byte[] file, Code code, String word) {
        all.add(new Hostile(name, file, Announced.NOTHING, code, word));
    }

    private void add(String name, ModelProto.Builder file, Code code, String word) {
        add(name, file.build().toByteArray(), code, word);
    }

    private static ModelProto.Builder good() {
        return linear("cac", "v2", 5);
    }

    private static ModelProto.Builder changed(Consumer<GraphProto.Builder> change) {
        ModelProto.Builder model = good();
        change.accept(model.getGraphBuilder());
        return model;
    }

    private void noOnnx() throws IOException {
        byte[] good = good().build().toByteArray();
        add("empty", new byte[0], Code.NOT_ONNX, "empty");
        add("text", "kind,version\ncac,1\n".getBytes(StandardCharsets.UTF_8), Code.NOT_ONNX, "no ONNX model");
        add("zeros", new byte[1000], Code.NOT_ONNX, "no ONNX model");
        add("truncated", Arrays.copyOf(good, good.length / 2), Code.NOT_ONNX, "cut short");
        add("truncated-by-one", Arrays.copyOf(good, good.length - 1), Code.NOT_ONNX, "cut short");
        add("nested-types", nestedTypes(50_000), Code.NESTED_TOO_DEEP, "nests messages");
        add("many-empty-nodes", emptyNodes(1_200_000), Code.TOO_MANY_PARTS, "memory");
        UnknownFieldSet unknown = UnknownFieldSet.newBuilder()
                .addField(77, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                .build();
        add(
                "unknown-field",
                changed(g -> g.getNodeBuilder(0).setUnknownFields(unknown)),
                Code.UNKNOWN_FIELD,
                "field 77");
        ModelProto.Builder bare = ModelProto.newBuilder().setIrVersion(8);
        bare.addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17));
        add("no-graph", bare, Code.NOT_ONNX, "no graph");
    }

    /** A sequence of sequences of sequences ... as an input's type: protobuf parses it recursively. */
    private static byte[] nestedTypes(int depth) throws IOException {
        ByteString inner = TypeProto.getDefaultInstance().toByteString();
        // Outermost first, lengths known from the inside: build the headers backwards.
        List<byte[]> headers = new ArrayList<>();
        int length = inner.size();
        int[] fields = {4, 1}; // TypeProto.sequence_type, Sequence.elem_type
        for (int i = 0; i < depth; i++) {
            length = header(headers, fields[(i + 1) % 2], length);
        }
        length = header(headers, 2, length); // ValueInfoProto.type
        length = header(headers, 11, length); // GraphProto.input
        header(headers, 7, length); // ModelProto.graph
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] header : headers.reversed()) {
            out.write(header);
        }
        return out.toByteArray();
    }

    private static int header(List<byte[]> headers, int field, int length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeTag(field, 2);
        out.writeUInt32NoTag(length);
        out.flush();
        headers.add(bytes.toByteArray());
        return length + bytes.size();
    }

    /** Two bytes each in the file, a hundred in memory. */
    private static byte[] emptyNodes(int nodes) {
        GraphProto.Builder graph = GraphProto.newBuilder();
        for (int i = 0; i < nodes; i++) {
            graph.addNode(NodeProto.getDefaultInstance());
        }
        return ModelProto.newBuilder().setIrVersion(8).setGraph(graph).build().toByteArray();
    }

    private void announcedOtherwise() {
        byte[] good = good().build().toByteArray();
        all.add(new Hostile(
                "wrong-hash", good, new Announced("ab".repeat(32), null, null), Code.HASH_MISMATCH, "SHA-256"));
        all.add(new Hostile("wrong-version", good, new Announced(null, "v9", null), Code.VERSION_MISMATCH, "v2"));
        add("wrong-kind", linear("roas", "v2", 5), Code.WRONG_KIND, "roas");
    }

    private void graphs() {
        add("old-ir", good().setIrVersion(3), Code.IR_VERSION, "IR version 3");
        ModelProto.Builder future = good();
        future.getOpsetImportBuilder(0).setVersion(99);
        add("future-opset", future, Code.OPSET, "99");
        ModelProto.Builder foreign = good();
        foreign.addOpsetImport(
                OperatorSetIdProto.newBuilder().setDomain("com.evil").setVersion(1));
        add("foreign-opset", foreign, Code.OPSET, "com.evil");
        add("unknown-op", zerosAnd(node("Frobnicate", List.of("numbers"), "x")), Code.OP_NOT_ALLOWED, "Frobnicate");
        add(
                "unknown-domain",
                zerosAnd(node("Add", List.of("numbers", "numbers"), "x").setDomain("com.evil")),
                Code.OP_NOT_ALLOWED,
                "com.evil");
        GraphProto.Builder inner = GraphProto.newBuilder().setName("inner");
        AttributeProto.Builder body = AttributeProto.newBuilder()
                .setName("body")
                .setType(AttributeType.GRAPH)
                .setG(inner);
        add("loop", zerosAnd(node("Loop", List.of("", ""), "x").addAttribute(body)), Code.SUBGRAPH, "Loop");
        add("scan", zerosAnd(node("Scan", List.of("numbers"), "x").addAttribute(body)), Code.SUBGRAPH, "Scan");
        add(
                "if",
                zerosAnd(node("If", List.of("numbers"), "x")
                        .addAttribute(body.clone().setName("then_branch"))
                        .addAttribute(body.clone().setName("else_branch"))),
                Code.SUBGRAPH,
                "If");
        add(
                "function",
                good().addFunctions(FunctionProto.newBuilder().setName("f").setDomain("x")),
                Code.FUNCTIONS,
                "functions");
        add("use-before-given", zerosAnd(node("Abs", List.of("later"), "x")), Code.GRAPH, "later");
        add(
                "cycle",
                zerosAnd(node("Add", List.of("numbers", "b"), "a"), node("Abs", List.of("a"), "b")),
                Code.GRAPH,
                "nothing before");
        add("name-twice", zerosAnd(node("Abs", List.of("numbers"), "none")), Code.GRAPH, "twice");
        add("no-inputs", zerosAnd(node("Add", List.of(), "x")), Code.SHAPE, "lacks input");
    }

    private void tensors() {
        add(
                "external-data",
                changed(g -> g.getInitializerBuilder(1)
                        .clearFloatData()
                        .setDataLocation(DataLocation.EXTERNAL)
                        .addExternalData(StringStringEntryProto.newBuilder()
                                .setKey("location")
                                .setValue("/etc/passwd"))),
                Code.EXTERNAL_DATA,
                "outside the file");
        add(
                "external-data-in-constant",
                zerosAnd(node("Constant", List.of(), "x")
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("value")
                                .setType(AttributeType.TENSOR)
                                .setT(TensorProto.newBuilder()
                                        .setDataType(DataType.FLOAT_VALUE)
                                        .addExternalData(StringStringEntryProto.newBuilder()
                                                .setKey("location")
                                                .setValue("../../x"))))),
                Code.EXTERNAL_DATA,
                "outside the file");
        add("dims-without-data", changed(g -> g.getInitializerBuilder(1).setDims(0, 3000)), Code.TENSOR, "12000");
        add(
                "dims-overflow",
                changed(g -> g.getInitializerBuilder(1).setDims(0, 1L << 33).setDims(1, 1L << 33)),
                Code.TENSOR,
                "impossible");
        add("negative-dims", changed(g -> g.getInitializerBuilder(1).setDims(0, -3)), Code.TENSOR, "impossible");
        add(
                "raw-data-too-short",
                changed(g -> g.getInitializerBuilder(1).clearFloatData().setRawData(ByteString.copyFrom(new byte[47]))),
                Code.TENSOR,
                "raw data");
        add(
                "float16",
                changed(g -> g.getInitializerBuilder(1).setDataType(DataType.FLOAT16_VALUE)),
                Code.TENSOR,
                "type 10");
        add(
                "long-string",
                zerosAnd(node("Constant", List.of(), "x")
                        .addAttribute(OnnxFiles.strings("value_strings", "x".repeat(100_000)))),
                Code.ATTRIBUTE,
                "string of more than");
    }

    private void bombs() {
        ModelProto.Builder constant = zerosAnd(node("ConstantOfShape", List.of("size"), "huge"));
        constant.getGraphBuilder().addInitializer(longs("size", 512L << 20));
        add("constant-of-2-gb", constant, Code.OP_NOT_ALLOWED, "ConstantOfShape");
        NodeProto.Builder[] doubling = new NodeProto.Builder[40];
        for (int i = 0; i < doubling.length; i++) {
            String before = i == 0 ? "numbers" : "x" + (i - 1);
            doubling[i] = node("Concat", List.of(before, before), "x" + i).addAttribute(integer("axis", 1));
        }
        add("doubling", zerosAnd(doubling), Code.TOO_COSTLY, "too much memory");
        ModelProto.Builder outer = zerosAnd(node("Mul", List.of("column", "row"), "x"));
        outer.getGraphBuilder()
                .addInitializer(floats("column", new long[] {20_000, 1}, new double[20_000]))
                .addInitializer(floats("row", new long[] {1, 20_000}, new double[20_000]));
        add("outer-product", outer, Code.TOO_COSTLY, "too much memory");
        NodeProto.Builder[] products = new NodeProto.Builder[100];
        for (int i = 0; i < products.length; i++) {
            products[i] = node("MatMul", List.of(i == 0 ? "square" : "x" + (i - 1), "square"), "x" + i);
        }
        ModelProto.Builder costly = zerosAnd(products);
        costly.getGraphBuilder().addInitializer(floats("square", new long[] {500, 500}, new double[250_000]));
        add("many-products", costly, Code.TOO_COSTLY, "multiplications");
        ModelProto.Builder reshape = zerosAnd(
                node("Cast", List.of("numbers"), "size").addAttribute(integer("to", DataType.INT64_VALUE)),
                node("Reshape", List.of("numbers", "size"), "x"));
        add("shape-from-values", reshape, Code.SHAPE, "only known in a run");
        add("missing-columns", zerosAnd(node("MatMul", List.of("numbers", "numbers"), "x")), Code.SHAPE, "multiplies");
    }

    private void trees() {
        add("deep-tree", deepTree(100_000), Code.TREE_TOO_DEEP, "levels");
        add(
                "cyclic-tree",
                tree("cac", "v2", n -> {
                    replace(n, OnnxFiles.strings("nodes_modes", "LEAF", "BRANCH_LT", "BRANCH_LT"));
                    replace(n, integers("nodes_truenodeids", 0, 2, 1));
                    replace(n, integers("nodes_falsenodeids", 0, 2, 1));
                }),
                Code.TREE,
                "two branches");
        add("circle-beside-a-tree", circleBesideATree(), Code.TREE, "circle");
        add(
                "root-is-a-child",
                tree("cac", "v2", n -> replace(n, integers("nodes_truenodeids", 0, 0, 0))),
                Code.TREE,
                "");
        add(
                "child-that-is-not-there",
                tree("cac", "v2", n -> replace(n, integers("nodes_falsenodeids", 9, 0, 0))),
                Code.TREE,
                "has no node 9");
        add(
                "arrays-of-different-lengths",
                tree("cac", "v2", n -> replace(n, integers("nodes_featureids", 0, 0))),
                Code.TREE,
                "nodes_featureids");
        add(
                "column-out-of-range",
                tree("cac", "v2", n -> replace(n, integers("nodes_featureids", 1_000_000, 0, 0))),
                Code.TREE,
                "column 1000000");
        add(
                "target-out-of-range",
                tree("cac", "v2", n -> replace(n, integers("target_ids", 0, 1, 2, 3, 0, 1, 2, 1 << 20))),
                Code.TREE,
                "target 1048576");
    }

    private static ModelProto.Builder circleBesideATree() {
        return tree("cac", "v2", n -> {
            replace(n, integers("nodes_treeids", 0, 0, 0, 0, 0, 0, 0));
            replace(n, integers("nodes_nodeids", 0, 1, 2, 3, 4, 5, 6));
            replace(n, integers("nodes_featureids", 0, 0, 0, 0, 0, 0, 0));
            replace(n, OnnxFiles.floatList("nodes_values", 50, 0, 0, 1, 1, 0, 0));
            replace(
                    n,
                    OnnxFiles.strings(
                            "nodes_modes", "BRANCH_LT", "LEAF", "LEAF", "BRANCH_LT", "BRANCH_LT", "LEAF", "LEAF"));
            replace(n, integers("nodes_truenodeids", 1, 0, 0, 4, 3, 0, 0));
            replace(n, integers("nodes_falsenodeids", 2, 0, 0, 5, 6, 0, 0));
            replace(n, integers("nodes_missing_value_tracks_true", 1, 0, 0, 0, 0, 0, 0));
        });
    }

    /** A chain: every branch has a leaf on one side. */
    private static ModelProto.Builder deepTree(int depth) {
        int n = 2 * depth + 1;
        String[] modes = new String[n];
        Arrays.setAll(modes, i -> i % 2 == 0 && i < n - 1 ? "BRANCH_LT" : "LEAF");
        long[] zeros = new long[n];
        return tree("cac", "v2", node -> {
            replace(node, integers("nodes_treeids", zeros));
            replace(node, integers("nodes_nodeids", LongStream.range(0, n).toArray()));
            replace(node, integers("nodes_featureids", zeros));
            replace(node, OnnxFiles.floatList("nodes_values", new double[n]));
            replace(node, OnnxFiles.strings("nodes_modes", modes));
            replace(
                    node,
                    integers(
                            "nodes_truenodeids",
                            LongStream.range(0, n).map(i -> i + 1).toArray()));
            replace(
                    node,
                    integers(
                            "nodes_falsenodeids",
                            LongStream.range(0, n).map(i -> i + 2).toArray()));
            replace(node, integers("nodes_missing_value_tracks_true", zeros));
            replace(node, integers("target_nodeids", 1, 1, 1, 1, 3, 3, 3, 3));
        });
    }

    private void contracts() {
        add(
                "wrong-input-name",
                changed(g -> g.setInput(0, value("features", DataType.FLOAT_VALUE, 2))),
                Code.CONTRACT,
                "features");
        add(
                "further-input",
                changed(g -> g.addInput(value("secret", DataType.FLOAT_VALUE, 1))),
                Code.CONTRACT,
                "secret");
        add(
                "wrong-input-type",
                changed(g -> g.setInput(0, value("numbers", DataType.DOUBLE_VALUE, 2))),
                Code.CONTRACT,
                "float32");
        add(
                "wrong-input-width",
                changed(g -> g.setInput(0, value("numbers", DataType.FLOAT_VALUE, 3))),
                Code.CONTRACT,
                "[rows, 2]");
        add(
                "fixed-rows",
                changed(g -> g.getInputBuilder(0)
                        .getTypeBuilder()
                        .getTensorTypeBuilder()
                        .getShapeBuilder()
                        .getDimBuilder(0)
                        .setDimValue(1)),
                Code.CONTRACT,
                "any number of rows");
        add(
                "wrong-output-name",
                changed(g -> g.setOutput(0, value("product", DataType.FLOAT_VALUE, 4))),
                Code.CONTRACT,
                "product");
        ModelProto.Builder narrow = good();
        narrow.getGraphBuilder()
                .setInitializer(1, floats("weights", new long[] {3, 1}, 2, 3, 1))
                .setInitializer(2, floats("bias", new long[] {1}, 5));
        add("narrow-output", narrow, Code.CONTRACT, "[1009, 1]");
    }

    private void cards() {
        add("no-card", good().clearMetadataProps(), Code.CARD_MISSING, "no card");
        ModelProto.Builder two = good();
        add("two-cards", two.addMetadataProps(two.getMetadataProps(0)), Code.CARD_MISSING, "more than one");
        String json = good().getMetadataProps(0).getValue();
        add("card-no-json", withCard("hello"), Code.CARD_INVALID, "can't be read");
        add("card-null", withCard("null"), Code.CARD_INVALID, "empty");
        add(
                "card-of-version-99",
                withCard(json.replace("\"card_version\":1", "\"card_version\":99")),
                Code.CARD_INVALID,
                "version 99");
        add("card-nested", withCard("[".repeat(50_000)), Code.CARD_INVALID, "can't be read");
        add(
                "card-without-names",
                withCard(json.replace("\"name\":\"spend\",", "\"name\":null,")),
                Code.CARD_INVALID,
                "name");
        add("card-with-evil-kind", withCard(json.replace("\"cac\"", "\"../../x\"")), Code.CARD_INVALID, "kind");
        add(
                "tolerance-that-allows-all",
                withCard(json.replace("\"tolerance\":1.0E-4", "\"tolerance\":1.0E9")),
                Code.CARD_INVALID,
                "tolerance");
    }

    private static ModelProto.Builder withCard(String json) {
        return good().setMetadataProps(0, OnnxFiles.card(json));
    }

    private void golden() {
        String json = good().getMetadataProps(0).getValue();
        String none = json.replaceAll("\"rows\":\\[.*?]}]", "\"rows\":[]");
        add("no-golden-rows", withCard(none), Code.GOLDEN_ROWS_MISSING, "no golden rows");
        add("golden-rows-fail", withCard(json.replace("[23.0,", "[24.0,")), Code.GOLDEN_ROWS_FAILED, "must be 24.0");
        add(
                "nan-outputs",
                changed(g -> g.setInitializer(2, floats("bias", new long[] {4}, Double.NaN, 4, 5, 6))),
                Code.NOT_FINITE,
                "NaN");
        add(
                "infinite-outputs",
                changed(g -> g.setInitializer(2, floats("bias", new long[] {4}, 5, 4, 5, Double.POSITIVE_INFINITY))),
                Code.NOT_FINITE,
                "Infinity");
        ModelProto.Builder crossed = changed(g -> g.setInitializer(2, floats("bias", new long[] {4}, 5, 6, 5, 4)));
        String crossedCard =
                json.replaceAll("\"outputs\":\\[([0-9.]+),([0-9.]+),([0-9.]+),([0-9.]+)]", "\"outputs\":[$1,$4,$3,$2]");
        add(
                "crossing-quantiles",
                crossed.setMetadataProps(0, OnnxFiles.card(crossedCard)),
                Code.QUANTILES_CROSS,
                "p10");
        // Well-formed, but the operator wants numbers: the runtime's own check.
        add(
                "type-error",
                changed(g -> g.addNode(node("Exp", List.of(ModelCard.CATEGORIES), "x"))),
                Code.RUNTIME,
                "ONNX Runtime");
    }
}
