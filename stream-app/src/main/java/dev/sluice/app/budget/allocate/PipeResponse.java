package dev.sluice.app.budget.allocate;

/**
 * What one channel brings over a horizon and the weeks after it, for a spend in every week: the mean over draws of the effect
 * of the spend that works in each week, with the spend before the horizon in the pipe and a steady one after it.
 */
final class PipeResponse {
    private final HorizonProblem.Draw[] draws;
    private final double[][] carryOver;
    private final double[] past;
    private final int weeks;
    private final int after;
    private final double next;

    PipeResponse(HorizonProblem.Channel channel, int weeks, double nextSpend) {
        draws = channel.draws().toArray(HorizonProblem.Draw[]::new);
        carryOver = new double[draws.length][];
        int lags = 0;
        for (int s = 0; s < draws.length; s++) {
            carryOver[s] = draws[s].carryOver();
            lags = Math.max(lags, carryOver[s].length - 1);
        }
        this.past = channel.past();
        this.weeks = weeks;
        this.after = lags;
        this.next = nextSpend;
    }

    /** Response of the horizon and of the weeks after it in which its spend still works. */
    double at(double[] spend) {
        double sum = 0;
        for (int s = 0; s < draws.length; s++) {
            for (int week = 0; week < weeks + after; week++) {
                sum += draws[s].effect().at(working(spend, carryOver[s], week));
            }
        }
        return sum / draws.length;
    }

    /** The spend that works in a week. */
    private double working(double[] spend, double[] weights, int week) {
        double sum = 0;
        for (int lag = 0; lag < weights.length; lag++) {
            int when = week - lag;
            double spent = when >= weeks ? next : when >= 0 ? spend[when] : -when <= past.length ? past[-when - 1] : 0;
            sum += weights[lag] * spent;
        }
        return sum;
    }

    /**
     * Adds the slope by week, and takes the curvature, where it is concave, from a matrix.
     *
     * @param bend weeks x weeks; the negative second derivative is added to it
     */
    void derive(double[] spend, double[] slope, double[][] bend) {
        for (int s = 0; s < draws.length; s++) {
            double[] weights = carryOver[s];
            for (int week = 0; week < weeks + after; week++) {
                double working = working(spend, weights, week);
                ResponseCurve effect = draws[s].effect();
                double h = 1e-4 * Math.max(working, 1e-6);
                double here = effect.slope(working);
                double first = here / draws.length;
                double second = Math.max(0, (here - effect.slope(working + h)) / h / draws.length);
                int earliest = Math.max(0, week - weights.length + 1);
                int latest = Math.min(week, weeks - 1);
                for (int i = earliest; i <= latest; i++) {
                    slope[i] += first * weights[week - i];
                    double share = second * weights[week - i];
                    for (int j = earliest; j <= i && share > 0; j++) {
                        bend[i][j] += share * weights[week - j];
                    }
                }
            }
        }
    }

    /**
     * The response that concave covers of the effects promise, and its slope by week, at a plan: their first-order expansion
     * bounds every other plan's response.
     *
     * @param most largest spend of each week
     */
    double cover(double[] spend, double most, double[] slope) {
        double sum = 0;
        for (int s = 0; s < draws.length; s++) {
            double reach = reach(carryOver[s], most);
            Majorant majorant = new Majorant(draws[s].effect(), 0, reach);
            double[] working = new double[weeks + after];
            for (int week = 0; week < working.length; week++) {
                working[week] = Math.min(reach, working(spend, carryOver[s], week));
                majorant.add(working[week]);
            }
            Hull hull = majorant.hull(0, reach);
            for (int week = 0; week < working.length; week++) {
                int corner = hull.cornerBefore(working[week]);
                double steep = hull.slopeAt(corner, working[week], majorant.slope(working[week]));
                sum += hull.response(corner) + hull.slope(corner) * (working[week] - hull.spend(corner));
                for (int lag = 0; lag < carryOver[s].length; lag++) {
                    if (week - lag >= 0 && week - lag < weeks) {
                        slope[week - lag] += steep * carryOver[s][lag] / draws.length;
                    }
                }
            }
        }
        return sum / draws.length;
    }

    private double reach(double[] weights, double most) {
        double largest = Math.max(most, next);
        for (double spent : past) {
            largest = Math.max(largest, spent);
        }
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        return Math.max(1e-6, sum * largest * (1 + 1e-12));
    }
}
