package dev.sluice.trainer.onnx;

import dev.sluice.trainer.learn.Level;
import java.util.Arrays;
import java.util.List;

/** A row's level as nodes: the same float operations as {@link Level}. */
final class LevelGraph {
    private final Graph graph;
    private final String numbers;
    private final Level of;
    private final String level;

    /**
     * Adds the level's nodes.
     *
     * @param numbers the number inputs as they are fed
     */
    LevelGraph(Graph graph, String numbers, Level of) {
        this.graph = graph;
        this.numbers = numbers;
        this.of = of;
        String first = graph.number(of.otherwise());
        for (int i = of.columns().length - 1; i >= 0; i--) {
            first = usable(of.columns()[i], first);
        }
        level = first;
    }

    /** The levels [rows, 1]. */
    String level() {
        return level;
    }

    private String usable(int column, String otherwise) {
        String value = graph.add(
                OnnxOps.GATHER, List.of(numbers, graph.wholes(new long[] {column}, 1)), Attributes.whole("axis", 1));
        String above = graph.add(OnnxOps.GREATER, List.of(value, graph.number(Math.nextDown(Level.LEAST))));
        String below = graph.add(OnnxOps.LESS, List.of(value, graph.number(Math.nextUp(Level.GREATEST))));
        String both = graph.add(OnnxOps.AND, List.of(above, below));
        return graph.add(OnnxOps.WHERE, List.of(both, value, otherwise));
    }

    /** The number inputs, those in the level's unit divided by it. */
    String divided(int inputs) {
        if (of.divided().length == 0) {
            return numbers;
        }
        float[] in = new float[inputs];
        Arrays.stream(of.divided()).forEach(column -> in[column] = 1);
        String which = graph.add(OnnxOps.GREATER, List.of(graph.floats(in, 1, inputs), graph.number(0)));
        String divisors = graph.add(OnnxOps.WHERE, List.of(which, level, graph.number(1)));
        return graph.add(OnnxOps.DIV, List.of(numbers, divisors));
    }
}
