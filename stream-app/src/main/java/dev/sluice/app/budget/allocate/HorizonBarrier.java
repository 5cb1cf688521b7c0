package dev.sluice.app.budget.allocate;

import java.util.Arrays;

/**
 * An interior-point method for a plan of weeks x channels (Boyd and Vandenberghe, "Convex Optimization", ch. 11): Newton's
 * method on the response plus logarithms of what is left to every limit, which count for less and less. Channels meet only
 * in the weeks' totals, so that a step costs one small matrix a channel. Where a curve is convex, its curvature is left
 * out: every step still climbs, towards a nearby best plan rather than the best of all.
 *
 * <p>All plans are [channel][week], in currency units.
 */
final class HorizonBarrier {
    private static final double SHRINK = 0.1;
    private static final int MOST_STEPS = 80;

    private final PipeResponse[] responses;
    private final double[][] least;
    private final double[][] most;
    private final double shift;
    private final boolean weekly;
    private final int channels;
    private final int weeks;
    private final double[][] slope;
    private final double[][] push;
    private final double[] price;
    private double weight;

    /**
     * Limits.
     *
     * @param shift largest change from week to week as a share; infinite for none
     * @param weekly whether every week's total stays, or only that of all weeks
     */
    HorizonBarrier(PipeResponse[] responses, double[][] least, double[][] most, double shift, boolean weekly) {
        this.responses = responses;
        this.least = least;
        this.most = most;
        this.shift = shift;
        this.weekly = weekly;
        this.channels = responses.length;
        this.weeks = channels == 0 ? 0 : least[0].length;
        this.slope = new double[channels][weeks];
        this.push = new double[channels][weeks];
        this.price = new double[weekly ? weeks : 1];
    }

    /** Climbs from a plan strictly within all limits; totals stay as they are there. */
    double[][] climb(double[][] start) {
        double[][] plan = copy(start);
        double response = response(plan);
        int limits = channels * weeks * (Double.isFinite(shift) ? 4 : 2);
        weight = 0.01 * Math.max(response, 1e-9) / limits;
        double last = 1e-6 * Math.max(response, 1e-9) / limits;
        for (int step = 0; step < MOST_STEPS; step++) {
            double[][] move = newton(plan);
            double gain = gain(move);
            double[][] next = gain <= 0.3 * weight ? plan : search(plan, move, gain);
            if (next == plan) {
                if (weight <= last) {
                    break;
                }
                weight *= SHRINK;
            } else {
                plan = next;
            }
        }
        return plan;
    }

    double response(double[][] plan) {
        double sum = 0;
        for (int c = 0; c < channels; c++) {
            sum += responses[c].at(plan[c]);
        }
        return sum;
    }

    /** The slope of the penalized response along a move. */
    private double gain(double[][] move) {
        double gain = 0;
        for (int c = 0; c < channels; c++) {
            for (int w = 0; w < weeks; w++) {
                gain += (slope[c][w] + weight * push[c][w]) * move[c][w];
            }
        }
        return gain;
    }

    private double[][] search(double[][] plan, double[][] move, double gain) {
        double before = response(plan) + weight * logs(plan);
        for (double length = 1; length > 1e-7; length /= 2) {
            double[][] next = copy(plan);
            for (int c = 0; c < channels; c++) {
                for (int w = 0; w < weeks; w++) {
                    next[c][w] += length * move[c][w];
                }
            }
            double logs = logs(next);
            if (!Double.isNaN(logs) && response(next) + weight * logs >= before + 0.01 * length * gain) {
                return next;
            }
        }
        return plan;
    }

    /** Sum of the logarithms of what is left to the limits; NaN where one is reached. */
    private double logs(double[][] plan) {
        double sum = 0;
        for (int c = 0; c < channels; c++) {
            for (int w = 0; w < weeks; w++) {
                double[] slacks = slacks(plan, c, w);
                for (double slack : slacks) {
                    if (slack <= 0) {
                        return Double.NaN;
                    }
                    sum += Math.log(slack);
                }
            }
        }
        return sum;
    }

    /** What is left to the least, the most, and from the week before's shift upwards and downwards. */
    private double[] slacks(double[][] plan, int c, int w) {
        double x = plan[c][w];
        if (w == 0 || !Double.isFinite(shift)) {
            return new double[] {x - least[c][w], most[c][w] - x};
        }
        double before = plan[c][w - 1];
        return new double[] {
            x - least[c][w], most[c][w] - x, (1 + shift) * before - x, x - Math.max(0, 1 - shift) * before
        };
    }

    private double[][] newton(double[][] plan) {
        double[][][] inverse = new double[channels][][];
        double[][] free = new double[channels][];
        for (int c = 0; c < channels; c++) {
            double[][] bend = new double[weeks][weeks];
            Arrays.fill(slope[c], 0);
            Arrays.fill(push[c], 0);
            responses[c].derive(plan[c], slope[c], bend);
            penalize(plan, c, bend);
            inverse[c] = SmallMatrix.inverse(bend);
            double[] up = new double[weeks];
            for (int w = 0; w < weeks; w++) {
                up[w] = slope[c][w] + weight * push[c][w];
            }
            free[c] = SmallMatrix.times(inverse[c], up);
        }
        findPrices(inverse, free);
        double[][] move = new double[channels][];
        for (int c = 0; c < channels; c++) {
            double[] prices = new double[weeks];
            for (int w = 0; w < weeks; w++) {
                prices[w] = price[weekly ? w : 0];
            }
            double[] held = SmallMatrix.times(inverse[c], prices);
            move[c] = new double[weeks];
            for (int w = 0; w < weeks; w++) {
                move[c][w] = free[c][w] - held[w];
            }
        }
        return move;
    }

    /** The prices of money at which the moves leave the totals as they are. */
    private void findPrices(double[][][] inverse, double[][] free) {
        double[][] sum = new double[price.length][price.length];
        double[] excess = new double[price.length];
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < weeks; i++) {
                excess[weekly ? i : 0] += free[c][i];
                for (int j = 0; j < weeks; j++) {
                    sum[weekly ? i : 0][weekly ? j : 0] += inverse[c][i][j];
                }
            }
        }
        double[] found = SmallMatrix.times(SmallMatrix.inverse(sum), excess);
        System.arraycopy(found, 0, price, 0, found.length);
    }

    /** Adds the logarithms' slopes and curvatures. */
    private void penalize(double[][] plan, int c, double[][] bend) {
        for (int w = 0; w < weeks; w++) {
            double[] slack = slacks(plan, c, w);
            push[c][w] += 1 / slack[0] - 1 / slack[1];
            bend[w][w] += weight * (1 / (slack[0] * slack[0]) + 1 / (slack[1] * slack[1]));
            if (slack.length > 2) {
                pushPair(c, w, 1 + shift, -1, slack[2], bend);
                pushPair(c, w, -Math.max(0, 1 - shift), 1, slack[3], bend);
            }
        }
    }

    private void pushPair(int c, int w, double before, double here, double slack, double[][] bend) {
        push[c][w - 1] += before / slack;
        push[c][w] += here / slack;
        double curve = weight / (slack * slack);
        bend[w - 1][w - 1] += curve * before * before;
        bend[w][w] += curve * here * here;
        bend[w][w - 1] += curve * before * here;
    }

    /**
     * No plan within the limits and with these totals brings more: concave covers of the effects, expanded at this plan, with
     * the limits' prices as Lagrange's multipliers.
     */
    double upperBound(double[][] plan) {
        newton(plan);
        double bound = 0;
        for (int c = 0; c < channels; c++) {
            double[] rise = new double[weeks];
            double largest = 0;
            for (int w = 0; w < weeks; w++) {
                largest = Math.max(largest, most[c][w]);
            }
            bound += responses[c].cover(plan[c], largest, rise);
            for (int w = 1; w < weeks && Double.isFinite(shift); w++) {
                // Multiplier times slack is the weight, for each of the two.
                bound += 2 * weight;
                double[] slack = slacks(plan, c, w);
                double down = Math.max(0, 1 - shift);
                rise[w - 1] += weight * ((1 + shift) / slack[2] - down / slack[3]);
                rise[w] += weight * (1 / slack[3] - 1 / slack[2]);
            }
            for (int w = 0; w < weeks; w++) {
                double reduced = rise[w] - price[weekly ? w : 0];
                bound += Math.max(reduced * (most[c][w] - plan[c][w]), reduced * (least[c][w] - plan[c][w]));
            }
        }
        return bound;
    }

    private static double[][] copy(double[][] plan) {
        double[][] copy = new double[plan.length][];
        for (int c = 0; c < plan.length; c++) {
            copy[c] = plan[c].clone();
        }
        return copy;
    }
}
