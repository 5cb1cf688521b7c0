package dev.sluice.app.budget.allocate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Branch and bound over the channels' ranges (in the manner of Udell and Boyd, "Maximizing a sum of sigmoids", 2013). A node
 * is a range per channel; its bound is the best split over the concave covers of the curves within these ranges, its
 * candidate that same split on the curves themselves. Where a cover is loose because its polyline is coarse, the polyline
 * gets a point; where it is loose because the curve is not concave, the range is split in two.
 *
 * <p>The bound holds for the curves themselves, everywhere, as every cover is above its curve (see {@link Majorant}).
 */
final class Search {
    /** Share of the response within which the best split is sought. */
    private static final double TOLERANCE = 1e-6;

    private static final int MOST_NODES = 20_000;
    private static final int MOST_ROUNDS = 30;
    /** A round that closes less than this share of the gap is no use. */
    private static final double SLOW = 0.2;

    /** Ranges by channel, and a value that no split within them exceeds. */
    private record Node(double[] from, double[] to, double bound, int branch, double at) {}

    private final Majorant[] majorants;
    private final Hull[] hulls;
    private final Aim aim;
    private final Relaxation relaxation;
    private final Polish polish;
    private final PriorityQueue<Node> open =
            new PriorityQueue<>(Comparator.comparingDouble(Node::bound).reversed());

    private double[] best = {};
    private double bestValue = Double.NEGATIVE_INFINITY;
    private double closedBound = Double.NEGATIVE_INFINITY;
    private double tolerance;
    private int nodes;

    Search(Majorant[] majorants, Polish polish, Aim aim) {
        this.majorants = majorants;
        this.hulls = new Hull[majorants.length];
        this.polish = polish;
        this.aim = aim;
        this.relaxation = new Relaxation(majorants.length);
    }

    /** Searches between bounds; false where no split keeps the ratio. */
    boolean run(double[] from, double[] to) {
        visit(from, to);
        while (!open.isEmpty() && nodes < MOST_NODES) {
            Node node = open.remove();
            if (node.bound <= bestValue + tolerance) {
                closedBound = Math.max(closedBound, node.bound);
                break; // all others are lower
            }
            double[] left = node.to.clone();
            left[node.branch] = node.at;
            double[] right = node.from.clone();
            right[node.branch] = node.at;
            visit(node.from, left);
            visit(right, node.to);
        }
        if (!open.isEmpty()) {
            closedBound = Math.max(closedBound, open.peek().bound);
        }
        return best.length > 0;
    }

    private void visit(double[] from, double[] to) {
        nodes++;
        double bound = Double.POSITIVE_INFINITY;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            cover(from, to);
            if (!relaxation.solve(hulls, aim)) {
                return;
            }
            double before = bound;
            bound = Math.min(bound, aim.value(relaxation.response(), relaxation.total()));
            if (tolerance == 0) {
                tolerance = TOLERANCE * Math.max(1e-9, aim.gain() * relaxation.response());
            }
            if (bound > bestValue + tolerance) {
                offer(from);
            }
            if (bound <= bestValue + tolerance || !tighten()) {
                break;
            }
            if (gapChannel() >= 0 && before - bound < SLOW * (bound - bestValue)) {
                break; // what is left is the curve's own shape
            }
        }
        close(from, to, bound);
    }

    private void close(double[] from, double[] to, double bound) {
        int channel = gapChannel();
        if (bound > bestValue + tolerance && channel >= 0) {
            double at = branchPoint(channel);
            if (at > from[channel] && at < to[channel]) {
                open.add(new Node(from, to, bound, channel, at));
                return;
            }
        }
        closedBound = Math.max(closedBound, bound);
    }

    /** The channel that lies on a chord over a stretch where its curve is not concave; -1 for none. */
    private int gapChannel() {
        int channel = relaxation.partial();
        if (channel < 0) {
            return -1;
        }
        int corner = relaxation.corner(channel);
        double left = hulls[channel].spend(corner);
        double right = hulls[channel].spend(corner + 1);
        return majorants[channel].onOneTangent(left, right) ? -1 : channel;
    }

    private void cover(double[] from, double[] to) {
        for (int i = 0; i < hulls.length; i++) {
            hulls[i] = majorants[i].hull(from[i], to[i]);
        }
    }

    /** Takes what the relaxed split is on the curves themselves, polished, where it is the best so far. */
    private void offer(double[] from) {
        double[] spend = relaxation.spend();
        if (!aim.reachesRatio(response(spend), relaxation.total())) {
            spend = less(spend, from);
        }
        if (spend.length > 0) {
            double[] polished = polish.polish(spend);
            double value = aim.value(response(polished), Arrays.stream(polished).sum());
            if (value > bestValue) {
                bestValue = value;
                best = polished;
            }
        }
    }

    /** The covers promise more than the curves keep: less money, in proportion, reaches the ratio if it is near. */
    private double[] less(double[] spend, double[] from) {
        double[] less = spend.clone();
        double reached = -1;
        double low = 0;
        double high = 1;
        for (int step = 0; step < 40; step++) {
            double share = (low + high) / 2;
            double total = 0;
            for (int i = 0; i < less.length; i++) {
                less[i] = from[i] + share * (spend[i] - from[i]);
                total += less[i];
            }
            boolean reaches = total >= aim.least() && aim.reachesRatio(response(less), total);
            reached = reaches ? share : reached;
            low = reaches ? share : low;
            high = reaches ? high : share;
        }
        for (int i = 0; i < less.length; i++) {
            less[i] = from[i] + reached * (spend[i] - from[i]);
        }
        return reached >= 0 ? less : new double[0];
    }

    private double response(double[] spend) {
        double sum = 0;
        for (int i = 0; i < spend.length; i++) {
            sum += majorants[i].at(spend[i]);
        }
        return sum;
    }

    /**
     * Adds points where covers are loose for want of them: where the curves have the price's slope, so that the bound is
     * that of Lagrange's dual on the curves themselves; at the relaxed price, and without a gap at the polished split's.
     */
    private boolean tighten() {
        boolean added = false;
        double price = relaxation.price();
        double polished = gapChannel() < 0 ? polish.price() : Double.NaN;
        for (int i = 0; i < hulls.length; i++) {
            int corner = relaxation.corner(i);
            double left = hulls[i].spend(corner);
            added |= tighten(i, left, price, polished);
            if (i == relaxation.partial()) {
                double right = hulls[i].spend(corner + 1);
                added |= tighten(i, right, price, polished);
            }
        }
        return added;
    }

    private boolean tighten(int channel, double near, double price, double polished) {
        boolean added = majorants[channel].touch(near, price);
        return (!Double.isNaN(polished) && majorants[channel].touch(near, polished)) || added;
    }

    /** The relaxed spend, kept off the ends of the chord it lies on, so that both halves are news. */
    private double branchPoint(int channel) {
        int corner = relaxation.corner(channel);
        double left = hulls[channel].spend(corner);
        double right = hulls[channel].spend(corner + 1);
        double margin = 0.1 * (right - left);
        double point = Math.clamp(relaxation.spend()[channel], left + margin, right - margin);
        majorants[channel].add(point);
        return majorants[channel].pointBefore(point);
    }

    double[] best() {
        return best;
    }

    /** No split within all ranges has a value above this. */
    double bound() {
        return Math.max(bestValue, closedBound);
    }
}
