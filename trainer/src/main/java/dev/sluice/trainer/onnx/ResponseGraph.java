package dev.sluice.trainer.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.schemas.model.ResponseCard;
import dev.sluice.trainer.response.ResponseModel;
import dev.sluice.trainer.response.ResponsePrediction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A response model as a graph, all draws side by side: values are [rows, draws]. What {@link ResponsePrediction} says row
 * by row in double precision; see {@link ResponseCard} for the inputs and outputs.
 */
final class ResponseGraph {
    private final Graph graph = new Graph();
    private final ResponseModel model;
    private final int draws;

    private ResponseGraph(ResponseModel model) {
        this.model = model;
        this.draws = model.draws().size();
    }

    static GraphProto of(ResponseModel model) {
        return new ResponseGraph(model).build();
    }

    private GraphProto build() {
        int channels = model.channels().size();
        int weights = model.lags() + 1;
        int width = ResponseCard.inputs(model.channels(), model.lags(), model.controls())
                .size();
        String numbers = graph.input(ModelCard.NUMBERS, TensorProto.DataType.FLOAT, width);
        String carryOver = graph.floats(carryOver(channels, weights), draws, (long) channels * weights);

        List<String> effects = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            effects.add(effect(numbers, carryOver, c));
        }
        BaselineNodes base = new BaselineNodes(graph, model, numbers);
        List<String> all = new ArrayList<>(effects);
        all.addFirst(base.baseline());
        String outcome = graph.add(OnnxOps.SUM, all);
        String shares = new QuantileNodes(graph, outcome, base.spread(), draws).p10p50p90();

        List<String> outputs = new ArrayList<>(List.of(mean(base.baseline()), mean(outcome), shares));
        effects.forEach(effect -> outputs.add(mean(effect)));
        graph.output(ModelCard.PREDICTION, graph.concat(outputs), 5 + channels);
        graph.output(ResponseCard.INCREMENTAL, graph.concat(effects), channels * draws);
        graph.constantOutput(ResponseCard.CARRY_OVER, carryOver, draws, channels * weights);
        return graph.build();
    }

    /** [draw][channel x weights + lag]: the very weights that spend is spread with, and that the file tells. */
    private float[] carryOver(int channels, int weights) {
        float[] all = new float[draws * channels * weights];
        for (int s = 0; s < draws; s++) {
            for (int c = 0; c < channels; c++) {
                double[] of = model.draws().get(s).channels().get(c).carryOver();
                for (int lag = 0; lag < weights; lag++) {
                    all[(s * channels + c) * weights + lag] = (float) of[lag];
                }
            }
        }
        return all;
    }

    private String effect(String numbers, String carryOver, int channel) {
        return new EffectNodes(graph, model, channel).effect(adstock(numbers, carryOver, channel));
    }

    /** Spend of the week and of those before, spread: [rows, lags + 1] x [lags + 1, draws]. */
    private String adstock(String numbers, String carryOver, int channel) {
        int channels = model.channels().size();
        int weights = model.lags() + 1;
        long firstLag = channels + (long) channel * model.lags();
        long[] columns = LongStream.concat(LongStream.of(channel), LongStream.range(firstLag, firstLag + model.lags()))
                .toArray();
        String raw = columns(numbers, columns);
        String known = graph.add(OnnxOps.WHERE, List.of(isNaN(raw), graph.number(0), raw));
        String positive = graph.add(OnnxOps.MAX, List.of(known, graph.number(0)));
        String spend =
                graph.add(OnnxOps.MIN, List.of(positive, graph.number((float) ResponsePrediction.GREATEST_SPEND)));
        long from = (long) channel * weights;
        String own = columns(carryOver, LongStream.range(from, from + weights).toArray());
        String turned = graph.add(OnnxOps.TRANSPOSE, List.of(own), Attributes.wholes("perm", new long[] {1, 0}));
        return graph.add(OnnxOps.MAT_MUL, List.of(spend, turned));
    }

    private String columns(String of, long[] which) {
        return graph.add(OnnxOps.GATHER, List.of(of, graph.wholes(which, which.length)), Attributes.whole("axis", 1));
    }

    private String isNaN(String value) {
        return graph.add(OnnxOps.IS_NAN, List.of(value));
    }

    /** Over the draws, [rows, 1]. */
    private String mean(String value) {
        return graph.add(OnnxOps.REDUCE_MEAN, List.of(value), Attributes.wholes("axes", new long[] {1}));
    }
}
