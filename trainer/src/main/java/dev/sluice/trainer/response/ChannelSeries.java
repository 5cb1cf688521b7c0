package dev.sluice.trainer.response;

import java.util.Arrays;

/** One channel's spend over its usual spend, with room for the weeks before the history. */
final class ChannelSeries {
    /** Mean spend of weeks with any; 1 where there was none. */
    final double usual;
    /** Spend over the usual spend: [lags + week], 0 before the history. */
    final double[] spend;

    final int lags;
    final int weeks;

    ChannelSeries(double[] history, int lags) {
        this.lags = lags;
        this.weeks = history.length;
        this.usual = Arrays.stream(history).filter(x -> x > 0).average().orElse(1);
        this.spend = new double[lags + weeks];
        for (int week = 0; week < weeks; week++) {
            spend[lags + week] = history[week] / usual;
        }
    }

    /**
     * Adstock of each week: sum over lags of weights[lag] x spend.
     *
     * @param before weekly spend before the history, over the usual spend
     */
    void adstock(double[] weights, double before, double[] adstock) {
        Arrays.fill(adstock, 0);
        for (int lag = 0; lag <= lags; lag++) {
            double weight = weights[lag];
            int from = lags - lag;
            for (int week = 0; week < weeks; week++) {
                adstock[week] += weight * spend[from + week];
            }
        }
        double rest = 0;
        for (int week = lags - 1; week >= 0; week--) {
            rest += weights[week + 1];
            if (week < weeks) {
                adstock[week] += rest * before;
            }
        }
    }

    /** The sum over weeks of factor[week] x spend so many weeks before, in the history. */
    double lagged(double[] factor, int lag) {
        double a = 0;
        double b = 0;
        int from = lags - lag;
        int week = 0;
        for (; week + 1 < weeks; week += 2) {
            a += factor[week] * spend[from + week];
            b += factor[week + 1] * spend[from + week + 1];
        }
        if (week < weeks) {
            a += factor[week] * spend[from + week];
        }
        return a + b;
    }
}
