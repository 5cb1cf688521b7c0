package dev.sluice.app.scoring;

import static dev.sluice.app.scoring.OnnxFiles.floats;
import static dev.sluice.app.scoring.OnnxFiles.integer;
import static dev.sluice.app.scoring.OnnxFiles.longs;
import static dev.sluice.app.scoring.OnnxFiles.node;
import static dev.sluice.app.scoring.OnnxFiles.value;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.sluice.app.scoring.inspection.Refusal.Code;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.schemas.model.ModelCard.GoldenRow;
import dev.sluice.schemas.model.ModelCard.Input;
import dev.sluice.schemas.model.ModelCard.InputType;
import dev.sluice.schemas.model.ResponseCard;
import dev.sluice.schemas.model.ResponseCard.Identifiability;
import dev.sluice.schemas.model.ResponseCard.ResponseChannel;
import dev.sluice.schemas.model.ResponseCard.Roas;
import dev.sluice.schemas.model.ResponseCard.Spend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A small real response model, and hostile ones. Two channels, one lag, three draws: in draw s (from 1) channel c (from 1)
 * brings s x c x half of this and last week's spend together; the baseline is 100.
 */
public final class ResponseFiles {
    private static final List<String> CHANNELS = List.of("search", "social");
    private static final int DRAWS = 3;

    private ResponseFiles() {}

    /** Takes a hostile file. */
    @FunctionalInterface
    interface Taker {
        void add(String name, ModelProto.Builder file, Code code, String word);
    }

    /** The model. */
    public static ModelProto.Builder good(String kind, String version) {
        return file(card(kind, version, response(DRAWS)), graph -> {});
    }

    /** The same model with another verdict, and with a second channel whose effect the data don't tell. */
    public static ModelProto.Builder doubtful(ModelCard.Trust trust) {
        ResponseCard good = response(DRAWS);
        ResponseChannel told = good.channels().getFirst();
        ResponseChannel untold = new ResponseChannel(
                CHANNELS.getLast(),
                told.spend(),
                Identifiability.UNIDENTIFIED,
                List.of("COLLINEAR"),
                "It moves with search.",
                null);
        ResponseCard response =
                new ResponseCard(good.origin(), good.weeks(), good.lags(), DRAWS, List.of(told, untold), List.of());
        return file(card("response", "v1", response, inputs(), trust), graph -> {});
    }

    static ModelCard card(String kind, String version, @Nullable ResponseCard response) {
        return card(kind, version, response, inputs(), ModelCard.Trust.TRUSTED);
    }

    private static List<Input> inputs() {
        return ResponseCard.inputs(CHANNELS, 1, List.of()).stream()
                .map(name -> new Input(name, InputType.NUMBER, "EUR", name, List.of(), 0.0, 100.0))
                .toList();
    }

    private static ModelCard card(
            String kind, String version, @Nullable ResponseCard response, List<Input> inputs, ModelCard.Trust trust) {
        return new ModelCard(
                ModelCard.CURRENT,
                kind,
                version,
                null,
                new ModelCard.Target("revenue", "EUR", "Revenue of the week"),
                new ModelCard.Training("test", "00", 100, "2026-01-05", "2026-03-02", 1),
                new ModelCard.Learner("response", Map.of()),
                inputs,
                ResponseCard.outputs(CHANNELS),
                new ModelCard.Interval(0.8, 0.79, "posterior predictive"),
                new ModelCard.Evaluation("last 20 weeks", 20, Map.of("mae", 1.5), List.of()),
                new ModelCard.Verdict(trust, "It beats last week's value."),
                List.of(),
                Map.of(),
                new ModelCard.Golden(1e-4, List.of(golden(0, 0, 0, 0), golden(10, 20, 30, 40))),
                Map.of(),
                response);
    }

    static ResponseCard response(int draws) {
        List<ResponseChannel> channels = CHANNELS.stream()
                .map(name -> new ResponseChannel(
                        name,
                        new Spend(0, 10, 20, 3),
                        Identifiability.IDENTIFIED,
                        List.of(),
                        "Its spend moved by itself.",
                        new Roas(.5, 1, 2)))
                .toList();
        return new ResponseCard("2026-01-05", 104, 1, draws, channels, List.of());
    }

    private static GoldenRow golden(double search, double social, double searchBefore, double socialBefore) {
        double first = 2 * (search + searchBefore) / 2;
        double second = 4 * (social + socialBefore) / 2;
        double mean = 100 + first + second;
        return new GoldenRow(
                List.of(search, social, searchBefore, socialBefore, 104.0),
                List.of(),
                List.of(100.0, mean, mean - 5, mean, mean + 5, first, second));
    }

    private static ModelProto.Builder file(ModelCard card, Consumer<GraphProto.Builder> change) {
        double[] outputs = new double[5 * 7];
        for (int c = 0; c < 2; c++) {
            for (int input : new int[] {c, 2 + c}) {
                for (int output : new int[] {1, 2, 3, 4, 5 + c}) {
                    outputs[input * 7 + output] = c + 1;
                }
            }
        }
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("response")
                .addInput(value(ModelCard.NUMBERS, DataType.FLOAT_VALUE, 5))
                .addOutput(value(ModelCard.PREDICTION, DataType.FLOAT_VALUE, 7))
                .addOutput(value(ResponseCard.INCREMENTAL, DataType.FLOAT_VALUE, 2 * DRAWS))
                .addOutput(fixed(ResponseCard.CARRY_OVER, DRAWS, 4))
                .addInitializer(floats("draws", new long[] {5, 2 * DRAWS}, draws()))
                .addInitializer(floats("outputs", new long[] {5, 7}, outputs))
                .addInitializer(floats("bias", new long[] {7}, 100, 100, 95, 100, 105, 0, 0))
                .addInitializer(floats("spread", new long[] {DRAWS, 4}, .5, .5, .5, .5, .5, .5, .5, .5, .5, .5, .5, .5))
                .addNode(node("MatMul", List.of(ModelCard.NUMBERS, "draws"), ResponseCard.INCREMENTAL))
                .addNode(node("MatMul", List.of(ModelCard.NUMBERS, "outputs"), "product"))
                .addNode(node("Add", List.of("product", "bias"), ModelCard.PREDICTION))
                .addNode(node("Identity", List.of("spread"), ResponseCard.CARRY_OVER));
        change.accept(graph);
        return OnnxFiles.model(graph, card);
    }

    private static double[] draws() {
        double[] draws = new double[5 * 2 * DRAWS];
        for (int c = 0; c < 2; c++) {
            for (int input : new int[] {c, 2 + c}) {
                for (int s = 0; s < DRAWS; s++) {
                    draws[input * 2 * DRAWS + c * DRAWS + s] = (s + 1) * (c + 1) / 2.0;
                }
            }
        }
        return draws;
    }

    private static ValueInfoProto fixed(String name, long rows, long width) {
        ValueInfoProto.Builder fixed = value(name, DataType.FLOAT_VALUE, width).toBuilder();
        fixed.getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder()
                .getDimBuilder(0)
                .setDimValue(rows);
        return fixed.build();
    }

    private static ModelProto.Builder changed(Consumer<GraphProto.Builder> change) {
        return file(card("response", "v1", response(DRAWS)), change);
    }

    private static ModelProto.Builder replaced(TensorProto tensor) {
        return changed(graph -> {
            for (int i = 0; i < graph.getInitializerCount(); i++) {
                if (graph.getInitializer(i).getName().equals(tensor.getName())) {
                    graph.setInitializer(i, tensor);
                }
            }
        });
    }

    static void hostile(Taker take) {
        cards(take);
        graphs(take);
        outputsThatDisagree(take);
    }

    private static void cards(Taker take) {
        take.add(
                "response/without-section",
                file(card("response", "v1", null), g -> {}),
                Code.CARD_INVALID,
                "must have a response section");
        take.add(
                "section-of-another-kind",
                file(card("cac", "v1", response(DRAWS)), g -> {}),
                Code.CARD_INVALID,
                "has a response section");
        take.add(
                "response/of-a-billion-draws",
                file(card("response", "v1", response(1_000_000_000)), g -> {}),
                Code.CARD_INVALID,
                "draws, allowed are");
        take.add(
                "response/without-draws",
                file(card("response", "v1", response(0)), g -> {}),
                Code.CARD_INVALID,
                "0 draws");
        List<Input> swapped =
                new ArrayList<>(card("response", "v1", response(DRAWS)).inputs());
        swapped.add(swapped.removeFirst());
        take.add(
                "response/inputs-in-another-order",
                file(card("response", "v1", response(DRAWS), swapped, ModelCard.Trust.TRUSTED), g -> {}),
                Code.CARD_INVALID,
                "inputs are not those");
        ResponseCard good = response(DRAWS);
        ResponseCard noDate = new ResponseCard("soon", 104, 1, DRAWS, good.channels(), List.of());
        take.add("response/origin", file(card("response", "v1", noDate), g -> {}), Code.CARD_INVALID, "not a date");
    }

    private static void graphs(Taker take) {
        take.add(
                "response/of-other-draws",
                file(card("response", "v1", response(4)), g -> {}),
                Code.CONTRACT,
                "must have the dimensions");
        take.add("response/without-carry-over", changed(g -> g.removeOutput(2)), Code.CONTRACT, "outputs are");
        take.add(
                "response/carry-over-by-row",
                changed(g -> {
                    NodeProto.Builder carry =
                            node("Slice", List.of(ModelCard.NUMBERS, "from", "to", "axis"), "carry_over");
                    g.addInitializer(longs("from", 0))
                            .addInitializer(longs("to", 4))
                            .addInitializer(longs("axis", 1));
                    g.setNode(3, carry);
                }),
                Code.CONTRACT,
                "gives a carry_over of");
        take.add(
                "response/with-sorting",
                changed(g -> g.addInitializer(longs("k", 2))
                        .addNode(node("TopK", List.of(ModelCard.NUMBERS, "k"), "top")
                                .addOutput("places")
                                .addAttribute(integer("axis", 1)))),
                Code.OP_NOT_ALLOWED,
                "TopK");
    }

    private static void outputsThatDisagree(Taker take) {
        double[] uneven = {.5, .5, .5, .5, .5, .5, .9, .5, .5, .5, .5, .5};
        take.add(
                "response/carry-over-of-more-than-all",
                replaced(floats("spread", new long[] {DRAWS, 4}, uneven)),
                Code.GOLDEN_ROWS_FAILED,
                "of draw 1");
        double[] negative = {1.5, -.5, .5, .5, .5, .5, .5, .5, .5, .5, .5, .5};
        take.add(
                "response/carry-over-below-0",
                replaced(floats("spread", new long[] {DRAWS, 4}, negative)),
                Code.GOLDEN_ROWS_FAILED,
                "of draw 0");
        take.add(
                "response/draws-that-are-not-what-is-predicted",
                replaced(floats("draws", new long[] {5, 6}, new double[30])),
                Code.GOLDEN_ROWS_FAILED,
                "the mean of search's draws is 0");
        double[] unknown = draws();
        unknown[3] = Double.NaN;
        take.add(
                "response/draws-that-are-no-numbers",
                replaced(floats("draws", new long[] {5, 6}, unknown)),
                Code.NOT_FINITE,
                "the mean of social's draws");
    }
}
