package dev.sluice.trainer.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.trainer.learn.Features;
import dev.sluice.trainer.learn.Fitted;
import dev.sluice.trainer.learn.Level;
import dev.sluice.trainer.learn.LinearModel;
import dev.sluice.trainer.learn.Link;
import dev.sluice.trainer.learn.MlpModel;
import dev.sluice.trainer.learn.MlpModel.DenseLayer;
import dev.sluice.trainer.learn.QuantileSpread;
import dev.sluice.trainer.learn.ResidualSpread;
import dev.sluice.trainer.learn.Spread;
import dev.sluice.trainer.learn.TrainedModel;
import dev.sluice.trainer.learn.TreeModel;
import java.util.List;

/** A trained model as a graph: features, point prediction, percentiles. */
final class ModelGraph {
    private final Graph graph = new Graph();
    private final FeatureGraph inputs;

    private ModelGraph(Features features, Level level) {
        inputs = new FeatureGraph(
                graph, features.numberNames().size(), features.categoryNames().size(), level);
    }

    static GraphProto of(TrainedModel model) {
        ModelGraph of = new ModelGraph(features(model.point()), model.point().level());
        String mean = of.point(model.point().plain());
        String percentiles =
                switch (model.spread()) {
                    case ResidualSpread residual -> of.around(mean, residual);
                    case QuantileSpread quantile -> of.moved(quantile);
                };
        String all = of.graph.concat(List.of(mean, of.floored(percentiles, model.spread())));
        of.graph.output(ModelCard.PREDICTION, of.inputs.timesLevel(all), ModelCard.QUANTILE_OUTPUTS.size());
        return of.graph.build();
    }

    /** What a fitted model makes of its inputs. */
    static Features features(Fitted point) {
        return switch (point.plain()) {
            case LinearModel linear -> linear.features();
            case TreeModel trees -> trees.features();
            case MlpModel mlp -> mlp.features();
            default ->
                throw new IllegalArgumentException(
                        "There is no graph for a " + point.getClass().getSimpleName());
        };
    }

    private String point(Fitted point) {
        return switch (point) {
            case LinearModel linear -> inverse(linear(linear), linear.link());
            case TreeModel trees ->
                inverse(new TreeNodes(trees.trees()).add(graph, inputs.matrix(trees.features())), trees.link());
            case MlpModel mlp -> inverse(layers(mlp), mlp.link());
            default ->
                throw new IllegalArgumentException(
                        "There is no graph for a " + point.getClass().getSimpleName());
        };
    }

    /** Summed as doubles: terms may cancel, and a float's sum would hang on their order. */
    private String linear(LinearModel model) {
        float[] coefficients = model.coefficients();
        String sum = graph.add(
                OnnxOps.GEMM,
                List.of(
                        graph.cast(inputs.matrix(model.features()), TensorProto.DataType.DOUBLE),
                        graph.doubles(coefficients, coefficients.length, 1),
                        graph.doubles(new float[] {model.intercept()}, 1)));
        return graph.cast(sum, TensorProto.DataType.FLOAT);
    }

    /** Summed as doubles, too. */
    private String layers(MlpModel model) {
        String value = graph.cast(inputs.matrix(model.features()), TensorProto.DataType.DOUBLE);
        for (int l = 0; l < model.layers().size(); l++) {
            DenseLayer layer = model.layers().get(l);
            value = graph.add(
                    OnnxOps.GEMM,
                    List.of(
                            value,
                            graph.doubles(layer.weights(), layer.inputs(), layer.outputs()),
                            graph.doubles(layer.bias(), layer.outputs())));
            value = l == model.layers().size() - 1 ? value : graph.add(OnnxOps.RELU, List.of(value));
        }
        return graph.cast(value, TensorProto.DataType.FLOAT);
    }

    private String inverse(String z, Link link) {
        if (!link.log()) {
            return z;
        }
        String raised = graph.add(OnnxOps.MAX, List.of(z, graph.number(link.low())));
        String bounded = graph.add(OnnxOps.MIN, List.of(raised, graph.number(link.high())));
        String exp = graph.add(OnnxOps.EXP, List.of(bounded));
        return graph.add(OnnxOps.SUB, List.of(exp, graph.number(1)));
    }

    private String around(String mean, ResidualSpread spread) {
        String offsets = graph.floats(new float[] {spread.low(), spread.middle(), spread.high()}, 1, 3);
        if (spread.relative()) {
            String size = graph.add(
                    OnnxOps.MAX, List.of(graph.add(OnnxOps.ABS, List.of(mean)), graph.number(spread.least())));
            offsets = graph.add(OnnxOps.MUL, List.of(offsets, size));
        }
        return graph.add(OnnxOps.ADD, List.of(mean, offsets));
    }

    private String moved(QuantileSpread spread) {
        Features features = spread.model().features();
        String raw = new TreeNodes(spread.model().trees()).add(graph, inputs.matrix(features));
        List<String> ordered = ordered(raw);
        String offsets = graph.floats(new float[] {spread.low(), spread.middle(), spread.high()}, 1, 3);
        String moved = graph.add(OnnxOps.ADD, List.of(graph.concat(ordered), offsets));
        return graph.concat(ordered(moved));
    }

    /** Three percentiles of which the outer ones give way to the middle one. */
    private List<String> ordered(String percentiles) {
        List<String> parts = graph.add(OnnxOps.SPLIT, List.of(percentiles), 3, Attributes.whole("axis", 1));
        String middle = parts.get(1);
        return List.of(
                graph.add(OnnxOps.MIN, List.of(parts.get(0), middle)),
                middle,
                graph.add(OnnxOps.MAX, List.of(parts.get(2), middle)));
    }

    private String floored(String percentiles, Spread spread) {
        return Float.isInfinite(spread.floor())
                ? percentiles
                : graph.add(OnnxOps.MAX, List.of(percentiles, graph.number(spread.floor())));
    }
}
