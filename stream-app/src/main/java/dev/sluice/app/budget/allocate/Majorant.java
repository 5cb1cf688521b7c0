package dev.sluice.app.budget.allocate;

import java.util.Arrays;

/**
 * A polyline that is never below a response curve, and on it at its points. Between two points the curve's slope only
 * rises or only falls, since every turn of the curve is a point; so a convex stretch is covered by its chord, and a
 * concave one by the tangents at its two ends, up to where they meet. Points are added where the search needs them.
 */
final class Majorant {
    private static final int FIRST_POINTS = 10;

    private final ResponseCurve curve;
    private final double nearest;
    private final Hull hull = new Hull();

    private double[] spend;
    private double[] response;
    private double[] slope;
    // Where the tangents meet between point i and the next; NaN where the chord is the cover.
    private double[] meetSpend;
    private double[] meetResponse;
    private int points;

    /** Covers a curve between two spends. */
    Majorant(ResponseCurve curve, double from, double to) {
        this.curve = curve;
        this.nearest = 1e-13 * Math.max(to, 1e-6);
        double[] inside = Arrays.stream(curve.turns())
                .filter(turn -> turn > from && turn < to)
                .toArray();
        double[] first = Arrays.copyOf(inside, inside.length + FIRST_POINTS + 1);
        for (int i = 0; i <= FIRST_POINTS; i++) {
            first[inside.length + i] = i == FIRST_POINTS ? to : from + (to - from) * i / FIRST_POINTS;
        }
        Arrays.sort(first);
        int room = 2 * first.length + 16;
        spend = new double[room];
        response = new double[room];
        slope = new double[room];
        meetSpend = new double[room];
        meetResponse = new double[room];
        for (double at : first) {
            if (points == 0 || at > spend[points - 1]) {
                set(points++, at);
            }
        }
        for (int i = 0; i + 1 < points; i++) {
            cover(i);
        }
    }

    private void set(int i, double at) {
        spend[i] = at;
        response[i] = curve.at(at);
        slope[i] = curve.slope(at);
    }

    private void cover(int i) {
        double width = spend[i + 1] - spend[i];
        double rise = response[i + 1] - response[i];
        double bend = slope[i] - slope[i + 1];
        meetSpend[i] = Double.NaN;
        // The tangents meet inside only where the stretch is concave; a flat stretch after a kink is its own chord.
        double meet = (rise - slope[i + 1] * width) / bend;
        if (bend > 0 && rise > 0 && meet > 0 && meet < width) {
            meetSpend[i] = spend[i] + meet;
            meetResponse[i] = response[i] + slope[i] * meet;
        }
    }

    /** Adds a point; false where one is there, or too near for numbers to tell apart. */
    boolean add(double at) {
        int i = before(at);
        if (at - spend[i] <= nearest || (i + 1 < points && spend[i + 1] - at <= nearest)) {
            return false;
        }
        if (points == spend.length) {
            grow();
        }
        int behind = points - i - 1;
        for (double[] column : new double[][] {spend, response, slope, meetSpend, meetResponse}) {
            System.arraycopy(column, i + 1, column, i + 2, behind);
        }
        points++;
        set(i + 1, at);
        cover(i);
        if (i + 2 < points) {
            cover(i + 1);
        }
        hull.invalidate();
        return true;
    }

    private void grow() {
        int room = 2 * points;
        spend = Arrays.copyOf(spend, room);
        response = Arrays.copyOf(response, room);
        slope = Arrays.copyOf(slope, room);
        meetSpend = Arrays.copyOf(meetSpend, room);
        meetResponse = Arrays.copyOf(meetResponse, room);
    }

    /**
     * Adds the point next to {@code near} at which the slope is {@code price}, so that at this price the cover touches the
     * curve; where there is none, the place itself.
     */
    boolean touch(double near, double price) {
        int i = before(near);
        if (near - spend[i] <= nearest) {
            return false;
        }
        if (i + 1 == points || Double.isNaN(meetSpend[i])) {
            return add(near);
        }
        return add(slope[i] > price && price > slope[i + 1] ? whereSlopeIs(price, i) : near) || add(near);
    }

    /** Regula falsi (Illinois) on a falling slope; a rough answer does, since the next round comes nearer. */
    private double whereSlopeIs(double price, int i) {
        double a = spend[i];
        double b = spend[i + 1];
        double above = slope[i] - price;
        double below = slope[i + 1] - price;
        double middle = meetSpend[i];
        for (int step = 0; step < 20; step++) {
            double here = curve.slope(middle) - price;
            if (here > 0) {
                a = middle;
                above = here;
                below *= step == 0 ? 1 : 0.5;
            } else {
                b = middle;
                below = here;
                above *= step == 0 ? 1 : 0.5;
            }
            if (Math.abs(here) <= 1e-7 * price) {
                break;
            }
            middle = a + (b - a) * above / (above - below);
        }
        return middle;
    }

    private int before(double at) {
        int low = 0;
        int high = points - 1;
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

    /** The least concave cover between two points, valid until the next call. */
    Hull hull(double from, double to) {
        if (hull.start(from, to)) {
            int first = before(from);
            int last = before(to);
            hull.push(spend[first], response[first]);
            for (int i = first; i < last; i++) {
                if (!Double.isNaN(meetSpend[i])) {
                    hull.push(meetSpend[i], meetResponse[i]);
                }
                hull.push(spend[i + 1], response[i + 1]);
            }
            hull.finish();
        }
        return hull;
    }

    /** Whether both places lie on one concave stretch between two neighbouring points. */
    boolean onOneTangent(double left, double right) {
        int i = before(left);
        return i + 1 < points && right <= spend[i + 1] && !Double.isNaN(meetSpend[i]);
    }

    /** The point at or before a place. */
    double pointBefore(double at) {
        return spend[before(at)];
    }

    double at(double spent) {
        return curve.at(spent);
    }

    double slope(double spent) {
        return curve.slope(spent);
    }
}
