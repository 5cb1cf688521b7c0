package dev.sluice.trainer.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Charts with bands and layers, each as SVG text. */
final class TimeCharts {
    private static final int COLOURS = 6;

    private TimeCharts() {}

    /** A line in a band, and dots. */
    static String band(
            String title, double[] x, String yName, double[] line, double[] low, double[] high, double[] dots) {
        double[] all =
                Stream.of(low, high, dots).flatMapToDouble(Arrays::stream).toArray();
        Frame frame = new Frame(title, Frame.range(x), Frame.YEAR, Frame.range(all), yName);
        area(frame, "f0", x, low, high);
        frame.svg.path("l0 thin", points(frame, x, line));
        for (int i = 0; i < dots.length; i++) {
            frame.svg.circle("d1", frame.x.at(x[i]), frame.y.at(dots[i]), 2, Axis.label(dots[i]));
        }
        return frame.svg.toString();
    }

    /** Layers [layer][x], one upon the other. */
    static String stacked(String title, double[] x, String yName, List<String> names, double[][] layers) {
        double[][] tops = new double[layers.length][x.length];
        double least = 0;
        double most = 0;
        for (int i = 0; i < x.length; i++) {
            double top = 0;
            for (int layer = 0; layer < layers.length; layer++) {
                top += layers[layer][i];
                tops[layer][i] = top;
                least = Math.min(least, top);
                most = Math.max(most, top);
            }
        }
        Frame frame = new Frame(title, Frame.range(x), Frame.YEAR, new double[] {least, most}, yName);
        for (int layer = layers.length - 1; layer >= 0; layer--) {
            area(frame, "s" + layer % COLOURS, x, layer == 0 ? new double[x.length] : tops[layer - 1], tops[layer]);
        }
        return Charts.legend(names) + frame.svg;
    }

    /** A median in its band over spend, with a mark at what is spent now. */
    static String curve(String title, double[] spend, String yName, double[][] quantiles, double now) {
        double[] y = Frame.range(
                Arrays.stream(quantiles).flatMapToDouble(Arrays::stream).toArray());
        Frame frame =
                new Frame(title, Frame.range(spend), "spend a week", new double[] {Math.min(0, y[0]), y[1]}, yName);
        area(frame, "f0", spend, quantiles[0], quantiles[2]);
        frame.svg.path("l0", points(frame, spend, quantiles[1]));
        frame.svg.line("rule", frame.x.at(now), frame.y.at(frame.y.low()), frame.x.at(now), frame.y.at(frame.y.high()));
        frame.svg.text("tick", frame.x.at(now) + 4, frame.y.at(frame.y.high()) + 10, "start", "now " + Axis.label(now));
        return frame.svg.toString();
    }

    /** Horizontal intervals, one a name; the first at the top. */
    static String intervals(String title, List<String> names, double[] low, double[] middle, double[] high) {
        int row = 28;
        Svg svg = new Svg(Frame.WIDTH, names.size() * row + 40, title);
        double[] range =
                Frame.range(Stream.of(low, high).flatMapToDouble(Arrays::stream).toArray());
        Axis axis = new Axis(Math.min(0, range[0]), range[1], 150, Frame.WIDTH - 30);
        double bottom = names.size() * row + 6;
        for (double tick : axis.ticks()) {
            svg.line("grid", axis.at(tick), 2, axis.at(tick), bottom);
            svg.text("tick", axis.at(tick), bottom + 14, "middle", Axis.label(tick));
        }
        for (int i = 0; i < names.size(); i++) {
            double y = i * row + 16;
            String hint = Axis.label(low[i]) + " to " + Axis.label(high[i]) + ", median " + Axis.label(middle[i]);
            svg.text("tick", 142, y + 4, "end", Charts.shorten(names.get(i), 22));
            svg.rect("c0", axis.at(low[i]), y - 2, Math.max(1, axis.at(high[i]) - axis.at(low[i])), 4, hint);
            svg.circle("d1", axis.at(middle[i]), y, 5, hint);
        }
        return svg.toString();
    }

    private static void area(Frame frame, String cls, double[] x, double[] low, double[] high) {
        double[] points = new double[4 * x.length];
        for (int i = 0; i < x.length; i++) {
            points[2 * i] = frame.x.at(x[i]);
            points[2 * i + 1] = frame.y.at(high[i]);
            int back = points.length - 2 - 2 * i;
            points[back] = frame.x.at(x[i]);
            points[back + 1] = frame.y.at(low[i]);
        }
        frame.svg.path(cls, points);
    }

    private static double[] points(Frame frame, double[] x, double[] y) {
        double[] points = new double[2 * x.length];
        for (int i = 0; i < x.length; i++) {
            points[2 * i] = frame.x.at(x[i]);
            points[2 * i + 1] = frame.y.at(y[i]);
        }
        return points;
    }
}
