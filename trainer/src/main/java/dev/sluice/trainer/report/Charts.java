package dev.sluice.trainer.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The kinds of charts of a report, each as SVG text. */
final class Charts {
    /** Beyond so many points a scatter shows every n-th. */
    private static final int MOST_POINTS = 2_000;

    private static final int COLOURS = 6;

    private Charts() {}

    /** How values are distributed; those beyond the 99th percentile are in the last bin. */
    static String histogram(String title, String name, double[] values) {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            return empty(title);
        }
        double low = sorted[0];
        double high = sorted[(int) ((sorted.length - 1) * 0.99)];
        int bins = Math.clamp((int) Math.sqrt(sorted.length), 8, 30);
        double width = high > low ? (high - low) / bins : 1;
        int[] counts = new int[bins];
        for (double value : sorted) {
            counts[(int) Math.clamp((value - low) / width, 0, bins - 1)]++;
        }
        int most = Arrays.stream(counts).max().orElse(1);
        Frame frame = new Frame(title, new double[] {low, low + width * bins}, name, new double[] {0, most}, "rows");
        for (int i = 0; i < bins; i++) {
            double left = frame.x.at(low + i * width);
            double top = frame.y.at(counts[i]);
            frame.svg.rect(
                    "c0",
                    left + 0.5,
                    top,
                    frame.x.at(low + (i + 1) * width) - left - 1,
                    frame.y.at(0) - top,
                    Axis.label(low + i * width) + " to " + Axis.label(low + (i + 1) * width) + ": " + counts[i]);
        }
        return frame.svg.toString();
    }

    /**
     * Points, coloured by group.
     *
     * @param groups index into the legend, by point
     * @param diagonal whether to draw the line of equals
     */
    static String scatter(
            String title,
            String xName,
            double[] x,
            String yName,
            double[] y,
            int[] groups,
            List<String> legend,
            boolean diagonal) {
        double[] xs = diagonal ? Frame.range(concat(x, y)) : Frame.range(x);
        Frame frame = new Frame(title, xs, xName, diagonal ? xs : Frame.range(y), yName);
        if (diagonal) {
            double low = Math.max(frame.x.low(), frame.y.low());
            double high = Math.min(frame.x.high(), frame.y.high());
            frame.svg.line("rule", frame.x.at(low), frame.y.at(low), frame.x.at(high), frame.y.at(high));
        }
        int every = Math.max(1, x.length / MOST_POINTS);
        for (int i = 0; i < x.length; i += every) {
            if (Double.isFinite(x[i]) && Double.isFinite(y[i])) {
                frame.svg.circle(dot(groups[i]), frame.x.at(x[i]), frame.y.at(y[i]), 2.5, "");
            }
        }
        return legend(legend) + frame.svg;
    }

    /** A line over days since 1970, with zero marked. */
    static String overTime(String title, String yName, double[] days, double[] y) {
        double[] years = Arrays.stream(days).map(day -> 1970 + day / 365.2425).toArray();
        double[] range = Frame.range(concat(y, new double[] {0}));
        Frame frame = new Frame(title, Frame.range(years), Frame.YEAR, range, yName);
        frame.svg.line("rule", frame.x.at(frame.x.low()), frame.y.at(0), frame.x.at(frame.x.high()), frame.y.at(0));
        int every = Math.max(1, y.length / MOST_POINTS);
        for (int i = 0; i < y.length; i += every) {
            frame.svg.circle("d0", frame.x.at(years[i]), frame.y.at(y[i]), 2.5, "");
        }
        return frame.svg.toString();
    }

    /** Horizontal bars, one a name; the first at the top. */
    static String bars(String title, List<String> names, double[] values, String unit) {
        int row = 24;
        int height = names.size() * row + 8;
        Svg svg = new Svg(Frame.WIDTH, height, title);
        double[] range = Frame.range(concat(values, new double[] {0}));
        double span = range[1] > range[0] ? range[1] - range[0] : 1;
        double left = 170;
        double scale = (Frame.WIDTH - left - 70) / span;
        double zero = left - range[0] * scale;
        for (int i = 0; i < names.size(); i++) {
            double y = i * row + 6.0;
            double end = zero + values[i] * scale;
            svg.text("tick", left - 8, y + 12, "end", shorten(names.get(i), 24));
            svg.rect("c0", Math.min(zero, end), y, Math.abs(end - zero), row - 8.0, names.get(i));
            svg.text("tick", Math.max(zero, end) + 5, y + 12, "start", Axis.label(values[i]) + unit);
        }
        svg.line("axis", zero, 2, zero, height - 4.0);
        return svg.toString();
    }

    /** A square of correlations from -1 to 1. */
    static String heatmap(String title, List<String> names, double[][] values) {
        int n = names.size();
        double cell = Math.min(34, 300.0 / n);
        int left = 150;
        Svg svg = new Svg((int) (left + n * cell + 10), (int) (n * cell + 16), title);
        for (int i = 0; i < n; i++) {
            svg.text("tick", left - 6, (i + 0.65) * cell + 4, "end", shorten(names.get(i), 20));
            for (int j = 0; j < n; j++) {
                double value = values[i][j];
                String hint = names.get(i) + " and " + names.get(j) + ": " + String.format(Locale.ROOT, "%.2f", value);
                svg.cell(
                        value < 0 ? "c1" : "c0",
                        left + j * cell,
                        i * cell + 4,
                        cell - 1,
                        cell - 1,
                        Double.isFinite(value) ? Math.abs(value) : 0,
                        hint);
                if (cell > 26 && Double.isFinite(value)) {
                    svg.text(
                            "cell",
                            left + (j + 0.5) * cell,
                            (i + 0.5) * cell + 8,
                            "middle",
                            String.format(Locale.ROOT, "%.1f", value));
                }
            }
        }
        return svg.toString();
    }

    /** Lines over common x values. */
    static String lines(
            String title,
            String xName,
            double[] x,
            String yName,
            List<String> legend,
            double[][] lines,
            boolean diagonal) {
        double[] all = Arrays.stream(lines).flatMapToDouble(Arrays::stream).toArray();
        double[] yRange = diagonal ? Frame.range(concat(all, x)) : Frame.range(all);
        Frame frame = new Frame(title, Frame.range(x), xName, yRange, yName);
        if (diagonal) {
            double[] ends = Frame.range(x);
            frame.svg.line("rule", frame.x.at(ends[0]), frame.y.at(ends[0]), frame.x.at(ends[1]), frame.y.at(ends[1]));
        }
        for (int line = 0; line < lines.length; line++) {
            double[] points = new double[2 * x.length];
            for (int i = 0; i < x.length; i++) {
                points[2 * i] = frame.x.at(x[i]);
                points[2 * i + 1] = frame.y.at(lines[line][i]);
            }
            frame.svg.path("l" + line % COLOURS, points);
        }
        return legend(legend) + frame.svg;
    }

    static String legend(List<String> names) {
        if (names.size() < 2) {
            return "";
        }
        StringBuilder html = new StringBuilder("<p class=\"legend\">");
        for (int i = 0; i < names.size(); i++) {
            html.append("<span><i class=\"b")
                    .append(i % COLOURS)
                    .append("\"></i>")
                    .append(Svg.escape(names.get(i)))
                    .append("</span>");
        }
        return html + "</p>";
    }

    private static String dot(int group) {
        return "d" + group % COLOURS;
    }

    private static String empty(String title) {
        return new Svg(Frame.WIDTH, 60, title)
                .text("tick", Frame.WIDTH / 2.0, 34, "middle", "no values")
                .toString();
    }

    private static double[] concat(double[] a, double[] b) {
        double[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    static String shorten(String name, int length) {
        return name.length() <= length ? name : name.substring(0, length - 1) + "\u2026";
    }
}
