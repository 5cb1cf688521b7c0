package dev.sluice.app.budget.allocate;

/**
 * Brings a good split to the nearby optimum of the curves themselves: Newton's method on the conditions that all channels
 * between their bounds have the same slope and the total stays. Branch and bound ends near the best value, where the
 * value is flat and spends are still some thousandths off; the slopes tell them exactly.
 */
final class Polish {
    private static final int MOST_STEPS = 25;

    private final Majorant[] curves;
    private final double[] least;
    private final double[] most;
    private final Aim aim;
    private final double[] bend;
    private final double[] slope;
    private double price = Double.NaN;

    Polish(Majorant[] curves, double[] least, double[] most, Aim aim) {
        this.curves = curves;
        this.least = least;
        this.most = most;
        this.aim = aim;
        this.bend = new double[curves.length];
        this.slope = new double[curves.length];
    }

    /** The polished split; never of a lower value. */
    double[] polish(double[] start) {
        double[] best = start.clone();
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] next = step(best);
            if (next.length == 0) {
                break;
            }
            best = next;
        }
        return best;
    }

    /** The common slope at what was polished last; NaN where nothing could move. */
    double price() {
        return price;
    }

    private double[] step(double[] x) {
        double total = sum(x);
        double value = value(x, total);
        price = measure(x, total);
        double misfit = misfit(x, price);
        if (Double.isNaN(price) || misfit <= 1e-13 * Math.abs(price)) {
            return new double[0];
        }
        for (double damping = 1; damping > 0.01; damping /= 4) {
            double[] next = move(x, price, damping);
            double newTotal = sum(next);
            boolean keeps = Math.abs(newTotal - total) <= 1e-12 * total
                    || ((isFree(total) || aim.ratio() > 0) && newTotal >= aim.least() && newTotal <= aim.most());
            double newValue = value(next, newTotal);
            if (keeps && newValue >= value - 1e-15 * Math.abs(value)) {
                double newPrice = measure(next, newTotal);
                if (newValue > value + 1e-12 * Math.abs(value) || misfit(next, newPrice) < 0.9 * misfit) {
                    return next;
                }
                measure(x, total);
            }
        }
        return new double[0];
    }

    /** Whether the total itself is free to move to where the next unit is worth its cost. */
    private boolean isFree(double total) {
        double room = 1e-9 * Math.max(total, 1e-6);
        return aim.ratio() == 0 && aim.cost() > 0 && total > aim.least() + room && total < aim.most() - room;
    }

    /** Slopes and bends at a split, and the common slope that a Newton step aims at; NaN where nothing can move. */
    private double measure(double[] x, double total) {
        double weights = 0;
        double weighted = 0;
        for (int i = 0; i < x.length; i++) {
            double width = most[i] - least[i];
            bend[i] = 0;
            slope[i] = curves[i].slope(x[i]);
            double h = 1e-6 * Math.max(x[i], 1e-3 * width);
            if (width <= 0 || x[i] - h < least[i] || x[i] + h > most[i]) {
                continue;
            }
            bend[i] = (curves[i].slope(x[i] + h) - curves[i].slope(x[i] - h)) / (2 * h);
            if (bend[i] != 0) {
                weights += 1 / bend[i];
                weighted += slope[i] / bend[i];
            }
        }
        if (isFree(total)) {
            return aim.leastSlope();
        }
        if (weights == 0) {
            return Double.NaN;
        }
        double common = weighted / weights;
        return aim.ratio() > common ? common + spareTotal(x, total, common) / weights : common;
    }

    /** How much more may be spent, at this slope, until the ratio is just kept. */
    private double spareTotal(double[] x, double total, double common) {
        double spare = (response(x) - aim.ratio() * total) / (aim.ratio() - common);
        return Math.clamp(spare, aim.least() - total, aim.most() - total);
    }

    private double misfit(double[] x, double price) {
        double misfit = 0;
        for (int i = 0; i < x.length; i++) {
            if (bend[i] != 0) {
                misfit = Math.max(misfit, Math.abs(slope[i] - price));
            }
        }
        return misfit;
    }

    private double[] move(double[] x, double price, double damping) {
        double[] next = x.clone();
        double total = 0;
        double room = 0;
        for (int i = 0; i < x.length; i++) {
            if (bend[i] != 0) {
                next[i] = Math.clamp(x[i] + damping * (price - slope[i]) / bend[i], least[i], most[i]);
                room += next[i] - least[i];
            }
            total += next[i] - x[i];
        }
        if (isFree(sum(x)) || aim.ratio() > 0 || room <= 0) {
            return next;
        }
        // What clipping at a bound took or gave goes to the others.
        for (int i = 0; i < x.length && total != 0; i++) {
            if (bend[i] != 0) {
                double moved = Math.clamp(next[i] - total, least[i], most[i]);
                total -= next[i] - moved;
                next[i] = moved;
            }
        }
        return next;
    }

    private double value(double[] x, double total) {
        double response = response(x);
        return aim.reachesRatio(response, total) ? aim.value(response, total) : Double.NEGATIVE_INFINITY;
    }

    private double response(double[] x) {
        double response = 0;
        for (int i = 0; i < x.length; i++) {
            response += curves[i].at(x[i]);
        }
        return response;
    }

    private static double sum(double[] x) {
        double sum = 0;
        for (double amount : x) {
            sum += amount;
        }
        return sum;
    }
}
