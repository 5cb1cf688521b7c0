package dev.sluice.trainer.onnx;

import dev.sluice.trainer.response.ResponseModel;
import dev.sluice.trainer.response.ResponseModel.ChannelDraw;
import dev.sluice.trainer.response.Saturation;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** One channel's effect of its adstock as nodes, [rows, draws]. */
final class EffectNodes {
    /**
     * Hill's power is taken as e^(slope x ln(adstock / scale)), held within what a float can hold. Beyond, the share is as
     * good as 0 or 1.
     */
    private static final float GREATEST_EXPONENT = 80;

    /** The logarithm's least argument: above 0, and raised to a slope of 1 as good as 0. */
    private static final float LEAST_RATIO = 1e-30f;

    private final Graph graph;
    private final List<ChannelDraw> draws;

    EffectNodes(Graph graph, ResponseModel model, int channel) {
        this.graph = graph;
        this.draws =
                model.draws().stream().map(draw -> draw.channels().get(channel)).toList();
    }

    /** Ceiling x saturation of the adstock. */
    String effect(String adstock) {
        String scaled = graph.add(OnnxOps.MUL, List.of(adstock, row(draw -> 1 / draw.scale())));
        return graph.add(OnnxOps.MUL, List.of(share(scaled), row(ChannelDraw::ceiling)));
    }

    /** Where draws differ in their form, both are computed, and each takes its own. */
    private String share(String scaled) {
        long hill =
                draws.stream().filter(draw -> draw.form() == Saturation.HILL).count();
        if (hill == 0) {
            return tanh(scaled);
        }
        if (hill == draws.size()) {
            return hill(scaled);
        }
        String isHill = graph.add(
                OnnxOps.GREATER, List.of(row(draw -> draw.form() == Saturation.HILL ? 1 : 0), graph.number(.5f)));
        return graph.add(OnnxOps.WHERE, List.of(isHill, hill(scaled), tanh(scaled)));
    }

    private String tanh(String scaled) {
        return graph.add(OnnxOps.TANH, List.of(scaled));
    }

    /** x / (1 + x), with x the power; exactly 0 without spend, which has no logarithm. */
    private String hill(String scaled) {
        String ratio = graph.add(OnnxOps.MAX, List.of(scaled, graph.number(LEAST_RATIO)));
        String exponent =
                graph.add(OnnxOps.MUL, List.of(graph.add(OnnxOps.LOG, List.of(ratio)), row(ChannelDraw::slope)));
        String raised = graph.add(OnnxOps.MAX, List.of(exponent, graph.number(-GREATEST_EXPONENT)));
        String tame = graph.add(OnnxOps.MIN, List.of(raised, graph.number(GREATEST_EXPONENT)));
        String power = graph.add(OnnxOps.EXP, List.of(tame));
        String more = graph.add(OnnxOps.ADD, List.of(power, graph.number(1)));
        String share = graph.add(OnnxOps.DIV, List.of(power, more));
        String some = graph.add(OnnxOps.GREATER, List.of(scaled, graph.number(0)));
        return graph.add(OnnxOps.WHERE, List.of(some, share, graph.number(0)));
    }

    private String row(ToDoubleFunction<ChannelDraw> of) {
        float[] values = new float[draws.size()];
        for (int s = 0; s < values.length; s++) {
            values[s] = (float) of.applyAsDouble(draws.get(s));
        }
        return graph.floats(values, 1, values.length);
    }
}
