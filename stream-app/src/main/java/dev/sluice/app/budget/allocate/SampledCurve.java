package dev.sluice.app.budget.allocate;

import java.util.Arrays;

/**
 * The smooth monotone curve through samples: piecewise cubic, with slopes by Fritsch and Butland (1984), the "PCHIP" of
 * numerical libraries, so that it neither overshoots nor falls between samples.
 *
 * <p>Beyond the last sample it is flat: nobody asked the model what more money brings there, and a curve that went on
 * rising would invite the allocator to bet on it. Sample as far as money may go. Where the first sample is not at 0, the
 * curve starts from no response at no spend.
 */
public final class SampledCurve implements ResponseCurve {
    /** A fall between samples of up to this share of the range is a model's rounding, and levelled. */
    public static final double ROUNDING = 1e-5;

    private final double[] spend;
    private final double[] response;
    private final double[] slope;
    private final double[] turns;

    private SampledCurve(double[] spend, double[] response) {
        this.spend = spend;
        this.response = response;
        this.slope = slopes(spend, response);
        this.turns = findTurns();
    }

    /**
     * The curve through samples.
     *
     * @param spend 0 or more, strictly rising, currency units
     * @param response finite, 0 or more, not falling
     * @throws IllegalArgumentException that says which sample is not so
     */
    public static SampledCurve of(double[] spend, double[] response) {
        if (spend.length == 0 || spend.length != response.length) {
            throw new IllegalArgumentException("a curve needs as many responses as spends, and at least one; there are "
                    + response.length + " and " + spend.length);
        }
        boolean fromOrigin = spend[0] > 0;
        int shift = fromOrigin ? 1 : 0;
        double[] x = new double[spend.length + shift];
        double[] y = new double[x.length];
        System.arraycopy(spend, 0, x, shift, spend.length);
        System.arraycopy(response, 0, y, shift, response.length);
        check(x, y);
        return new SampledCurve(x, y);
    }

    private static void check(double[] x, double[] y) {
        double range = Arrays.stream(y).max().orElse(0);
        for (int i = 0; i < x.length; i++) {
            if (!Double.isFinite(x[i]) || !Double.isFinite(y[i]) || x[i] < 0 || y[i] < 0) {
                throw new IllegalArgumentException(
                        "spend and response must be finite and 0 or more, not " + x[i] + " and " + y[i]);
            }
            if (i > 0 && x[i] <= x[i - 1]) {
                throw new IllegalArgumentException("spend must rise, but " + x[i] + " follows " + x[i - 1]);
            }
            if (i > 0 && y[i] < y[i - 1] - ROUNDING * range) {
                throw new IllegalArgumentException("the response falls from " + y[i - 1] + " at a spend of " + x[i - 1]
                        + " to " + y[i] + " at " + x[i] + "; it must not fall as spend grows");
            }
            if (i > 0) {
                y[i] = Math.max(y[i], y[i - 1]);
            }
        }
    }

    private static double[] slopes(double[] x, double[] y) {
        int last = x.length - 1;
        double[] slope = new double[x.length];
        if (last == 0) {
            return slope;
        }
        if (last == 1) {
            Arrays.fill(slope, (y[1] - y[0]) / (x[1] - x[0]));
            return slope;
        }
        for (int i = 1; i < last; i++) {
            double h0 = x[i] - x[i - 1];
            double h1 = x[i + 1] - x[i];
            double d0 = (y[i] - y[i - 1]) / h0;
            double d1 = (y[i + 1] - y[i]) / h1;
            double w0 = 2 * h1 + h0;
            double w1 = h1 + 2 * h0;
            slope[i] = d0 <= 0 || d1 <= 0 ? 0 : (w0 + w1) / (w0 / d0 + w1 / d1);
        }
        slope[0] = endSlope(x[1] - x[0], x[2] - x[1], y[1] - y[0], y[2] - y[1]);
        slope[last] = endSlope(
                x[last] - x[last - 1], x[last - 1] - x[last - 2], y[last] - y[last - 1], y[last - 1] - y[last - 2]);
        return slope;
    }

    /** Three-point slope at an end, kept within what leaves the cubic monotone. */
    private static double endSlope(double h0, double h1, double rise0, double rise1) {
        double d0 = rise0 / h0;
        double d1 = rise1 / h1;
        double slope = ((2 * h0 + h1) * d0 - h0 * d1) / (h0 + h1);
        return Math.clamp(slope, 0, 3 * d0);
    }

    /** Where the slope stops rising or falling: within a cubic at most once, and at samples. */
    private double[] findTurns() {
        double[] found = new double[2 * spend.length];
        int count = 0;
        int before = 0;
        for (int i = 0; i + 1 < spend.length; i++) {
            double width = spend[i + 1] - spend[i];
            double rise = (response[i + 1] - response[i]) / width;
            // Half the second derivative at both ends, times the width.
            double left = 3 * rise - 2 * slope[i] - slope[i + 1];
            double right = slope[i] + 2 * slope[i + 1] - 3 * rise;
            for (int half = 0; half < 2; half++) {
                double bend = half == 0 ? left : right;
                int sign = (int) Math.signum(bend);
                if (sign != 0 && before != 0 && sign != before) {
                    found[count++] = half == 0 ? spend[i] : spend[i] + width * left / (left - right);
                }
                before = sign == 0 ? before : sign;
            }
        }
        found[count++] = spend[spend.length - 1];
        return Arrays.copyOf(found, count);
    }

    @Override
    public double at(double at) {
        int last = spend.length - 1;
        if (at >= spend[last]) {
            return response[last];
        }
        if (at <= spend[0]) {
            return response[0];
        }
        int i = segment(at);
        double width = spend[i + 1] - spend[i];
        double t = (at - spend[i]) / width;
        double rise = response[i + 1] - response[i];
        double s0 = slope[i] * width;
        double s1 = slope[i + 1] * width;
        return response[i] + t * (s0 + t * (3 * rise - 2 * s0 - s1 + t * (s0 + s1 - 2 * rise)));
    }

    @Override
    public double slope(double at) {
        int last = spend.length - 1;
        if (at > spend[last] || last == 0) {
            return 0;
        }
        int i = segment(at);
        double width = spend[i + 1] - spend[i];
        double t = (at - spend[i]) / width;
        double rise = (response[i + 1] - response[i]) / width;
        double bend = 3 * rise - 2 * slope[i] - slope[i + 1];
        return Math.max(0, slope[i] + t * (2 * bend + 3 * t * (slope[i] + slope[i + 1] - 2 * rise)));
    }

    private int segment(double at) {
        int low = 0;
        int high = spend.length - 2;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (spend[middle] <= at) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    @Override
    public double[] turns() {
        return turns.clone();
    }

    /** The largest spend that was sampled. */
    public double lastSpend() {
        return spend[spend.length - 1];
    }
}
