package dev.sluice.trainer.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.trainer.learn.CategoryTable;
import dev.sluice.trainer.learn.Features;
import dev.sluice.trainer.learn.Level;
import dev.sluice.trainer.learn.NumberScaling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pre-processing as nodes: the same float operations in the same order as {@link Features}. */
final class FeatureGraph {
    private final Graph graph;
    /** Relative to the level where there is one. */
    private final @Nullable String numbers;

    private final @Nullable String level;
    private final @Nullable String categories;

    FeatureGraph(Graph graph, int numberInputs, int categoryInputs, Level of) {
        this.graph = graph;
        String raw =
                numberInputs == 0 ? null : graph.input(ModelCard.NUMBERS, TensorProto.DataType.FLOAT, numberInputs);
        LevelGraph relative = raw == null || of.isNone() ? null : new LevelGraph(graph, raw, of);
        level = relative == null ? null : relative.level();
        numbers = relative == null ? raw : relative.divided(numberInputs);
        categories = categoryInputs == 0
                ? null
                : graph.input(ModelCard.CATEGORIES, TensorProto.DataType.STRING, categoryInputs);
    }

    /** The matrix [rows, features]. */
    String matrix(Features features) {
        List<String> parts = new ArrayList<>();
        if (numbers != null) {
            @Nullable NumberScaling scaling = features.scaling();
            if (scaling == null) {
                parts.add(numbers);
            } else {
                scaled(numbers, scaling, parts);
            }
        }
        if (categories != null) {
            for (int c = 0; c < features.tables().size(); c++) {
                parts.add(codes(categories, c, features.tables().get(c)));
            }
        }
        return graph.concat(parts);
    }

    /** Outputs [rows, n] in the target's unit. */
    String timesLevel(String outputs) {
        return level == null ? outputs : graph.add(OnnxOps.MUL, List.of(outputs, level));
    }

    private void scaled(String raw, NumberScaling scaling, List<String> parts) {
        String missing = graph.add(OnnxOps.IS_NAN, List.of(raw));
        String filled = graph.add(OnnxOps.WHERE, List.of(missing, row(scaling.fill()), raw));
        String raised = graph.add(OnnxOps.MAX, List.of(filled, row(scaling.low())));
        String tame = graph.add(OnnxOps.MIN, List.of(raised, row(scaling.high())));
        String centred = graph.add(OnnxOps.SUB, List.of(tame, row(scaling.centre())));
        parts.add(graph.add(OnnxOps.MUL, List.of(centred, row(scaling.factor()))));
        int[] flagged = scaling.flagged();
        if (flagged.length > 0) {
            String flags = graph.cast(missing, TensorProto.DataType.FLOAT);
            String which = graph.wholes(Arrays.stream(flagged).asLongStream().toArray(), flagged.length);
            parts.add(graph.add(OnnxOps.GATHER, List.of(flags, which), Attributes.whole("axis", 1)));
        }
    }

    private String row(float[] values) {
        return graph.floats(values, 1, values.length);
    }

    /** A category's codes [rows, width]: its place among the levels, then that row of the table. */
    private String codes(String columns, int column, CategoryTable table) {
        int levels = table.levels().size();
        String one = graph.add(
                OnnxOps.GATHER, List.of(columns, graph.wholes(new long[] {column})), Attributes.whole("axis", 1));
        List<String> keys = new ArrayList<>(table.levels());
        keys.add(""); // the missing; and a label encoder needs a key at least
        long[] places = new long[keys.size()];
        Arrays.setAll(places, i -> i);
        String place = graph.add(
                OnnxOps.LABEL_ENCODER,
                List.of(one),
                Attributes.texts("keys_strings", keys),
                Attributes.wholes("values_int64s", places),
                Attributes.whole("default_int64", levels));
        String codes = graph.floats(table.codes(), levels + 1, table.width());
        return graph.add(OnnxOps.GATHER, List.of(codes, place), Attributes.whole("axis", 0));
    }
}
