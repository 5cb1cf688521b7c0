package dev.sluice.trainer.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.sluice.trainer.response.ResponseModel;
import dev.sluice.trainer.response.ResponseModel.Draw;
import dev.sluice.trainer.response.ResponsePrediction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What happens without spend, and how far what is observed strays from it, as nodes [rows, draws]. Computed as doubles:
 * an intercept and a control's part may be much greater than their sum, and a year's angle after many weeks too.
 */
final class BaselineNodes {
    private final Graph graph;
    private final ResponseModel model;
    private final List<Draw> draws;
    private final String week;
    private final String baseline;
    private final String spread;

    BaselineNodes(Graph graph, ResponseModel model, String numbers) {
        this.graph = graph;
        this.model = model;
        this.draws = model.draws();
        int firstControl = model.channels().size() * (1 + model.lags());
        int controls = model.controls().size();
        week = cast(columns(numbers, firstControl + controls, 1));
        String still = still(controls == 0 ? null : controls(columns(numbers, firstControl, controls)));
        String ahead =
                graph.add(OnnxOps.MAX, List.of(graph.add(OnnxOps.SUB, List.of(week, one(model.weeks() - 1))), one(0)));
        baseline = graph.cast(graph.add(OnnxOps.ADD, List.of(still, level(ahead))), TensorProto.DataType.FLOAT);
        spread = graph.cast(spread(ahead), TensorProto.DataType.FLOAT);
    }

    /** With the level. */
    String baseline() {
        return baseline;
    }

    /** Standard deviation of noise and the level's shocks. */
    String spread() {
        return spread;
    }

    private String columns(String of, long from, int count) {
        long[] which = LongStream.range(from, from + count).toArray();
        return graph.add(OnnxOps.GATHER, List.of(of, graph.wholes(which, count)), Attributes.whole("axis", 1));
    }

    private String controls(String raw) {
        double[] means = model.controlMeans();
        String values = cast(raw);
        String missing = graph.add(OnnxOps.IS_NAN, List.of(values));
        return graph.add(OnnxOps.WHERE, List.of(missing, graph.doubles(means, 1, means.length), values));
    }

    /** Intercept, trend and its bend, season and controls: one product. */
    private String still(@Nullable String controls) {
        int season = draws.getFirst().season().length;
        List<String> terms = new ArrayList<>();
        List<ToDoubleFunction<Draw>> factors = new ArrayList<>();
        terms.add(week);
        factors.add(Draw::trend);
        String in = graph.add(OnnxOps.MIN, List.of(week, one(model.weeks() - 1)));
        terms.add(graph.add(
                OnnxOps.MUL,
                List.of(in, graph.add(OnnxOps.SUB, List.of(graph.add(OnnxOps.ADD, List.of(week, week)), in)))));
        factors.add(Draw::bend);
        for (int k = 0; 2 * k + 1 < season; k++) {
            String angle = graph.add(OnnxOps.MUL, List.of(week, one(2 * Math.PI * (k + 1) / ResponseModel.YEAR)));
            int sine = 2 * k;
            terms.add(graph.add(OnnxOps.SIN, List.of(angle)));
            factors.add(draw -> draw.season()[sine]);
            // The runtime has no cosine of doubles.
            String later = graph.add(OnnxOps.ADD, List.of(angle, one(Math.PI / 2)));
            terms.add(graph.add(OnnxOps.SIN, List.of(later)));
            factors.add(draw -> draw.season()[sine + 1]);
        }
        if (controls != null) {
            terms.add(controls);
            for (int k = 0; k < model.controls().size(); k++) {
                int control = k;
                factors.add(draw -> draw.controls()[control]);
            }
        }
        double[] matrix = new double[factors.size() * draws.size()];
        for (int f = 0; f < factors.size(); f++) {
            for (int s = 0; s < draws.size(); s++) {
                matrix[f * draws.size() + s] = factors.get(f).applyAsDouble(draws.get(s));
            }
        }
        return graph.add(
                OnnxOps.GEMM,
                List.of(
                        graph.concat(terms),
                        graph.doubles(matrix, factors.size(), draws.size()),
                        graph.doubles(each(Draw::intercept), draws.size())));
    }

    /** What is left of the last trained week's. */
    private String level(String ahead) {
        String left = graph.add(
                OnnxOps.EXP, List.of(graph.add(OnnxOps.MUL, List.of(ahead, row(draw -> Math.log(decay(draw)))))));
        return graph.add(OnnxOps.MUL, List.of(left, row(Draw::lastLevel)));
    }

    private String spread(String ahead) {
        String left = graph.add(
                OnnxOps.EXP, List.of(graph.add(OnnxOps.MUL, List.of(ahead, row(draw -> 2 * Math.log(decay(draw)))))));
        String gone = graph.add(OnnxOps.SUB, List.of(one(1), left));
        String shocks = graph.add(OnnxOps.MUL, List.of(gone, row(BaselineNodes::shockVariance)));
        String variance = graph.add(OnnxOps.ADD, List.of(shocks, row(draw -> draw.noiseSd() * draw.noiseSd())));
        return graph.add(
                OnnxOps.MAX, List.of(graph.add(OnnxOps.SQRT, List.of(variance)), one(ResponsePrediction.LEAST_SPREAD)));
    }

    private static double shockVariance(Draw draw) {
        return draw.levelSd() * draw.levelSd() / (1 - decay(draw) * decay(draw));
    }

    private static double decay(Draw draw) {
        return Math.clamp(draw.levelDecay(), ResponsePrediction.LEAST_DECAY, ResponsePrediction.GREATEST_DECAY);
    }

    private String cast(String value) {
        return graph.cast(value, TensorProto.DataType.DOUBLE);
    }

    private String one(double value) {
        return graph.doubles(new double[] {value}, 1, 1);
    }

    private String row(ToDoubleFunction<Draw> of) {
        return graph.doubles(each(of), 1, draws.size());
    }

    private double[] each(ToDoubleFunction<Draw> of) {
        return draws.stream().mapToDouble(of).toArray();
    }
}
