package dev.sluice.trainer.report;

/** The frame of a chart: axes with ticks, grid and labels. */
final class Frame {
    /** Name of an axis that counts years. */
    static final String YEAR = "year";

    static final int WIDTH = 480;
    static final int HEIGHT = 300;
    private static final int LEFT = 56;
    private static final int RIGHT = 24;
    private static final int TOP = 28;
    private static final int BOTTOM = 44;

    final Svg svg;
    final Axis x;
    final Axis y;

    /** Draws a frame over ranges of values. */
    Frame(String title, double[] xRange, String xName, double[] yRange, String yName) {
        svg = new Svg(WIDTH, HEIGHT, title);
        x = new Axis(xRange[0], xRange[1], LEFT, WIDTH - RIGHT);
        y = new Axis(yRange[0], yRange[1], HEIGHT - BOTTOM, TOP);
        for (double tick : y.ticks()) {
            svg.line("grid", LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick));
            svg.text("tick", LEFT - 6, y.at(tick) + 4, "end", Axis.label(tick));
        }
        for (double tick : x.ticks()) {
            svg.text(
                    "tick",
                    x.at(tick),
                    HEIGHT - BOTTOM + 16,
                    "middle",
                    xName.equals(YEAR) ? year(tick) : Axis.label(tick));
        }
        svg.line("axis", LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM);
        svg.text("name", (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", xName);
        svg.text("name", 4, 12, "start", yName);
    }

    /** Years have no thousands. */
    private static String year(double tick) {
        return tick == Math.rint(tick) ? Long.toString((long) tick) : "";
    }

    /** Smallest and greatest of the finite values. */
    static double[] range(double... values) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            if (Double.isFinite(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        return low <= high ? new double[] {low, high} : new double[] {0, 1};
    }
}
