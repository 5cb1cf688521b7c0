package dev.sluice.app.budget.allocate;

/**
 * The best split over concave covers: pieces of all covers are bought from the steepest down, until the money, or what is
 * worth buying, ends. Its response is an upper bound of every split's over the curves below.
 */
final class Relaxation {
    private final int channels;
    private final int[] corner;
    private final double[] spend;
    private double response;
    private double total;
    private double price;
    private int partial;

    Relaxation(int channels) {
        this.channels = channels;
        this.corner = new int[channels];
        this.spend = new double[channels];
    }

    /** Solves; false where no split reaches the least total, or the ratio. */
    boolean solve(Hull[] hulls, Aim aim) {
        if (aim.ratio() > 0) {
            double reach = reach(hulls, aim);
            return !Double.isNaN(reach) && fill(hulls, reach, reach, 0);
        }
        return fill(hulls, aim.least(), aim.most(), aim.leastSlope());
    }

    private void start(Hull[] hulls) {
        response = 0;
        total = 0;
        partial = -1;
        price = Double.POSITIVE_INFINITY;
        for (int i = 0; i < channels; i++) {
            corner[i] = 0;
            spend[i] = hulls[i].spend(0);
            response += hulls[i].response(0);
            total += spend[i];
        }
    }

    /** The channel whose next piece is the steepest; -1 where all are bought. */
    private int steepest(Hull[] hulls) {
        int best = -1;
        double steepest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < channels; i++) {
            if (corner[i] + 1 < hulls[i].corners() && hulls[i].slope(corner[i]) > steepest) {
                steepest = hulls[i].slope(corner[i]);
                best = i;
            }
        }
        return best;
    }

    private boolean fill(Hull[] hulls, double least, double most, double leastSlope) {
        start(hulls);
        double tiny = 1e-12 * Math.max(most, 1e-6);
        if (total > most + tiny) {
            return false;
        }
        int next = steepest(hulls);
        while (next >= 0) {
            Hull hull = hulls[next];
            double slope = hull.slope(corner[next]);
            double limit = slope > leastSlope ? most : least;
            double room = limit - total;
            if (room <= 0) {
                break;
            }
            price = slope;
            double length = hull.spend(corner[next] + 1) - spend[next];
            if (room < length) {
                spend[next] += room;
                response += room * slope;
                total += room;
                partial = next;
                break;
            }
            corner[next]++;
            spend[next] = hull.spend(corner[next]);
            response += length * slope;
            total += length;
            next = steepest(hulls);
        }
        return total >= least - tiny;
    }

    /** The largest total at which the covers' response still reaches the ratio; NaN where none does. */
    private double reach(Hull[] hulls, Aim aim) {
        start(hulls);
        double reach = total >= aim.least() && response >= aim.ratio() * total ? total : Double.NaN;
        for (int next = steepest(hulls); next >= 0 && total < aim.most(); next = steepest(hulls)) {
            Hull hull = hulls[next];
            double slope = hull.slope(corner[next]);
            double length = Math.min(hull.spend(corner[next] + 1) - hull.spend(corner[next]), aim.most() - total);
            double spare = response - aim.ratio() * total;
            double end = total + length;
            if (slope < aim.ratio() && spare + (slope - aim.ratio()) * length < 0) {
                end = total + spare / (aim.ratio() - slope);
            }
            double spareAtEnd = spare + (slope - aim.ratio()) * (end - total);
            if (end >= aim.least() && spareAtEnd >= -1e-12 * (response + 1e-300) && end >= total) {
                reach = end;
            }
            response += slope * length;
            total += length;
            corner[next]++;
        }
        return reach;
    }

    /** The highest ratio of response to spend that the covers allow. */
    double bestRatio(Hull[] hulls, Aim aim) {
        start(hulls);
        double best = total > 0 && total >= aim.least() ? response / total : 0;
        for (int next = steepest(hulls); next >= 0 && total < aim.most(); next = steepest(hulls)) {
            double slope = hulls[next].slope(corner[next]);
            double length =
                    Math.min(hulls[next].spend(corner[next] + 1) - hulls[next].spend(corner[next]), aim.most() - total);
            if (total < aim.least() && total + length > aim.least()) {
                best = Math.max(best, (response + slope * (aim.least() - total)) / aim.least());
            }
            response += slope * length;
            total += length;
            corner[next]++;
            if (total >= aim.least()) {
                best = Math.max(best, response / total);
            }
        }
        return best;
    }

    /** The covers' response at the split. */
    double response() {
        return response;
    }

    double total() {
        return total;
    }

    /** The slope of the last piece that was bought. */
    double price() {
        return price;
    }

    /** By channel, valid until the next solve. */
    double[] spend() {
        return spend;
    }

    /** The channel of whose last piece only a part was bought; -1 where there is none. */
    int partial() {
        return partial;
    }

    /** The corner at or before the channel's spend. */
    int corner(int channel) {
        return corner[channel];
    }
}
