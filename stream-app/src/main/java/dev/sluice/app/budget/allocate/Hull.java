package dev.sluice.app.budget.allocate;

import java.util.Arrays;

/** A concave polyline: corners from left to right, and the falling slopes between them. Kept to be filled again. */
final class Hull {
    private double[] spend = new double[32];
    private double[] response = new double[32];
    private double[] slope = new double[32];
    private int corners;
    private double from = Double.NaN;
    private double to = Double.NaN;

    /** Begins anew; false where this very hull is still there. */
    boolean start(double newFrom, double newTo) {
        if (from == newFrom && to == newTo) {
            return false;
        }
        from = newFrom;
        to = newTo;
        corners = 0;
        return true;
    }

    void invalidate() {
        from = Double.NaN;
    }

    /** Adds a corner to the right, and drops those that it leaves below. */
    void push(double x, double y) {
        while (corners >= 2
                && (response[corners - 1] - response[corners - 2]) * (x - spend[corners - 1])
                        <= (y - response[corners - 1]) * (spend[corners - 1] - spend[corners - 2])) {
            corners--;
        }
        if (corners == spend.length) {
            spend = Arrays.copyOf(spend, 2 * corners);
            response = Arrays.copyOf(response, 2 * corners);
            slope = Arrays.copyOf(slope, 2 * corners);
        }
        spend[corners] = x;
        response[corners++] = y;
    }

    void finish() {
        for (int i = 0; i + 1 < corners; i++) {
            slope[i] = (response[i + 1] - response[i]) / (spend[i + 1] - spend[i]);
        }
    }

    int corners() {
        return corners;
    }

    /** The corner at or before a spend that lies below the last one's. */
    int cornerBefore(double at) {
        int corner = 0;
        while (corner + 2 < corners && spend[corner + 1] <= at) {
            corner++;
        }
        return corner;
    }

    /** A slope of the hull at its corner, or on the piece after it: the one of these nearest to the slope given. */
    double slopeAt(int corner, double at, double near) {
        if (corner > 0 && at <= spend[corner] * (1 + 1e-12)) {
            return Math.clamp(near, slope[corner], slope[corner - 1]);
        }
        return slope[corner];
    }

    double spend(int corner) {
        return spend[corner];
    }

    double response(int corner) {
        return response[corner];
    }

    /** The slope between a corner and the next. */
    double slope(int corner) {
        return slope[corner];
    }
}
