package dev.sluice.trainer.onnx;

import dev.sluice.trainer.response.ResponsePrediction;
import java.util.List;

/**
 * Quantiles of a mixture of normal distributions, one a draw, as nodes: by bisection between the least and the greatest of
 * the draws' own quantiles, since the mixture's lies between. Sampling would need many shocks a draw for the same
 * precision, and a sort.
 */
final class QuantileNodes {
    /** Halves the range to a two-millionth. */
    private static final int STEPS = 21;

    private final Graph graph;
    private final String outcome;
    private final String spread;
    /** What the error function's argument is multiplied by, [rows, draws]. */
    private final String sharpness;

    private final int draws;

    /**
     * Prepares the nodes.
     *
     * @param outcome means [rows, draws]
     * @param spread standard deviations [rows, draws]
     */
    QuantileNodes(Graph graph, String outcome, String spread, int draws) {
        this.graph = graph;
        this.outcome = outcome;
        this.spread = spread;
        this.draws = draws;
        this.sharpness = graph.add(OnnxOps.DIV, List.of(graph.number((float) Math.sqrt(.5)), spread));
    }

    /** Three columns, in ascending order for every row. */
    String p10p50p90() {
        String p10 = quantile(.1);
        String p50 = graph.add(OnnxOps.MAX, List.of(quantile(.5), p10));
        String p90 = graph.add(OnnxOps.MAX, List.of(quantile(.9), p50));
        return graph.concat(List.of(p10, p50, p90));
    }

    private String quantile(double nominal) {
        double level = ResponsePrediction.level(nominal, draws);
        float normal = (float) ResponsePrediction.normal(level);
        String own =
                graph.add(OnnxOps.ADD, List.of(outcome, graph.add(OnnxOps.MUL, List.of(spread, graph.number(normal)))));
        String low = reduce(OnnxOps.REDUCE_MIN, own);
        String high = reduce(OnnxOps.REDUCE_MAX, own);
        // The error function runs from -1 to 1, shares from 0 to 1.
        String wanted = graph.number((float) (2 * level - 1));
        for (int step = 0; step < STEPS; step++) {
            String middle = middle(low, high);
            String away = graph.add(OnnxOps.SUB, List.of(middle, outcome));
            String shares = graph.add(OnnxOps.ERF, List.of(graph.add(OnnxOps.MUL, List.of(away, sharpness))));
            String tooLow = graph.add(OnnxOps.LESS, List.of(reduce(OnnxOps.REDUCE_MEAN, shares), wanted));
            low = graph.add(OnnxOps.WHERE, List.of(tooLow, middle, low));
            high = graph.add(OnnxOps.WHERE, List.of(tooLow, high, middle));
        }
        return middle(low, high);
    }

    private String middle(String low, String high) {
        return graph.add(OnnxOps.MUL, List.of(graph.add(OnnxOps.ADD, List.of(low, high)), graph.number(.5f)));
    }

    private String reduce(OnnxOps.Op op, String value) {
        return graph.add(op, List.of(value), Attributes.wholes("axes", new long[] {1}));
    }
}
