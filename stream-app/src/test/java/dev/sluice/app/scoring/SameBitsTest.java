package dev.sluice.app.scoring;

import static dev.sluice.app.scoring.OnnxFiles.floats;
import static dev.sluice.app.scoring.OnnxFiles.node;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.sluice.app.scoring.ModelLoading.Opened;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.schemas.model.ModelCard.GoldenRow;
import dev.sluice.schemas.model.ModelCard.Input;
import dev.sluice.schemas.model.ModelCard.InputType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A row's prediction is the same to the bit, whatever it is scored together with. */
final class SameBitsTest {
    private static final int WIDTH = 13;
    private static final int HIDDEN = 37;

    /** What kernels compute in vectors: a network with logarithm, exponential, tanh, softplus and power in it. */
    private static ModelProto network(Random random) {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("network")
                .addInput(OnnxFiles.value(ModelCard.NUMBERS, DataType.FLOAT_VALUE, WIDTH))
                .addOutput(OnnxFiles.value(ModelCard.PREDICTION, DataType.FLOAT_VALUE, 4))
                .addInitializer(floats("w1", new long[] {WIDTH, HIDDEN}, random(random, WIDTH * HIDDEN)))
                .addInitializer(floats("b1", new long[] {HIDDEN}, random(random, HIDDEN)))
                .addInitializer(floats("w2", new long[] {HIDDEN, 1}, random(random, HIDDEN)))
                .addInitializer(floats("quantiles", new long[] {4}, 0, -1, 0, 1))
                .addInitializer(floats("power", new long[] {1}, 0.7))
                .addNode(node("Abs", List.of(ModelCard.NUMBERS), "abs"))
                .addNode(node("Softplus", List.of("abs"), "softplus"))
                .addNode(node("Log", List.of("softplus"), "log"))
                .addNode(node("Pow", List.of("softplus", "power"), "pow"))
                .addNode(node("Add", List.of("log", "pow"), "features"))
                .addNode(node("Gemm", List.of("features", "w1", "b1"), "h"))
                .addNode(node("Tanh", List.of("h"), "tanh"))
                .addNode(node("Sigmoid", List.of("h"), "sigmoid"))
                .addNode(node("Mul", List.of("tanh", "sigmoid"), "activated"))
                .addNode(node("Exp", List.of("activated"), "exp"))
                .addNode(node("MatMul", List.of("exp", "w2"), "y"))
                .addNode(node("Add", List.of("y", "quantiles"), ModelCard.PREDICTION));
        List<Input> inputs = new ArrayList<>();
        for (int i = 0; i < WIDTH; i++) {
            inputs.add(new Input("x" + i, InputType.NUMBER, "", "", List.of(), 0.0, 1.0));
        }
        List<GoldenRow> golden =
                List.of(new GoldenRow(Collections.nCopies(WIDTH, 0.0), List.of(), List.of(0.0, 0.0, 0.0, 0.0)));
        return OnnxFiles.model(graph, OnnxFiles.card("cac", "net", inputs, golden))
                .build();
    }

    private static double[] random(Random random, int n) {
        return random.doubles(n, -1, 1).toArray();
    }

    /** The file with the golden outputs that the runtime itself gives. */
    private static Scorer open(ModelProto model) throws Exception {
        ModelCard card = ModelCard.fromJson(model.getMetadataProps(0).getValue());
        InputRows rows = GoldenRows.inputs(card);
        float[] given = new float[4];
        try (ScoringBuffers buffers = new ScoringBuffers(card);
                var session = OnnxRuntime.session(model.toByteArray())) {
            buffers.run(session, rows, given);
        }
        List<Double> outputs = new ArrayList<>();
        for (float value : given) {
            outputs.add((double) value);
        }
        GoldenRow row = new GoldenRow(Collections.nCopies(WIDTH, 0.0), List.of(), outputs);
        ModelProto.Builder whole = model.toBuilder();
        whole.setMetadataProps(
                0,
                OnnxFiles.card(OnnxFiles.card("cac", "net", card.inputs(), List.of(row))
                        .toJson()));
        return ((Opened) new ModelLoading(1 << 20, ShelfListener.none())
                        .open(whole.build().toByteArray()))
                .scorer();
    }

    @Test
    void aRowScoresTheSameAloneAndInAnyBatch() throws Exception {
        Random random = new Random(7);
        List<Map<String, Double>> rows = new ArrayList<>();
        for (int r = 0; r < 2100; r++) {
            Map<String, Double> row = new HashMap<>();
            for (int i = 0; i < WIDTH; i++) {
                row.put("x" + i, 100 * random.nextGaussian());
            }
            rows.add(row);
        }
        try (Scorer scorer = open(network(new Random(1)))) {
            float[] together = score(scorer, rows);
            for (int batch : new int[] {1, 2, 3, 15, 16, 17, 255, 256, 257, 1007, 1008, 1009}) {
                for (int from = 0; from + batch <= 300 || (from == 0 && batch > 300); from += batch) {
                    float[] apart = score(scorer, rows.subList(from, from + batch));
                    assertThat(apart)
                            .as("rows %d to %d", from, from + batch)
                            .containsExactly(Arrays.copyOfRange(together, 4 * from, 4 * (from + batch)));
                }
            }
        }
    }

    private static float[] score(Scorer scorer, List<Map<String, Double>> rows) {
        InputRows input = new InputRows(scorer.card(), rows.size());
        rows.forEach(row -> input.add(Map.copyOf(row), Map.of()));
        return scorer.score(input);
    }
}
