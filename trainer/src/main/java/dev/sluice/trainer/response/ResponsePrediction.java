package dev.sluice.trainer.response;

import dev.sluice.trainer.response.ResponseModel.ChannelDraw;
import dev.sluice.trainer.response.ResponseModel.Draw;
import java.util.Arrays;
import org.hipparchus.special.Erf;

/**
 * What a response model says of one week, in double precision. The model's file must say the same.
 *
 * @param baseline [draw], level included
 * @param incremental [channel][draw]
 * @param spread [draw], standard deviation of what is observed around the draw's outcome: noise and the level's shocks
 */
@SuppressWarnings("ArrayRecordComponent") // a table of numbers, not a value to compare
public record ResponsePrediction(double[] baseline, double[][] incremental, double[] spread) {
    /** A level that never fades would have no end to its variance's formula; this one's half-life is a million years. */
    public static final double GREATEST_DECAY = 1 - 1e-8;

    /** A level that is gone at once. */
    public static final double LEAST_DECAY = 1e-30;

    /** More than any spend; a sum of such squared is still finite as a float. */
    public static final double GREATEST_SPEND = 1e15;

    /** Narrower than any outcome is wide. */
    public static final double LEAST_SPREAD = 1e-12;

    private static final double PRECISION = 1e-10;

    /**
     * Predicts a week.
     *
     * @param spend [channel][weeks before: 0 to lags]; NaN and what is below 0 count as 0
     * @param controls [control]; NaN counts as the mean in training
     * @param week weeks since the model's origin
     */
    public static ResponsePrediction of(ResponseModel model, double[][] spend, double[] controls, double week) {
        int draws = model.draws().size();
        double[] baseline = new double[draws];
        double[] spread = new double[draws];
        double[][] incremental = new double[model.channels().size()][draws];
        double ahead = Math.max(0, week - (model.weeks() - 1));
        for (int s = 0; s < draws; s++) {
            Draw draw = model.draws().get(s);
            double decay = Math.clamp(draw.levelDecay(), LEAST_DECAY, GREATEST_DECAY);
            baseline[s] = still(model, draw, controls, week) + draw.lastLevel() * Math.pow(decay, ahead);
            double shocks = draw.levelSd() * draw.levelSd() * (1 - Math.pow(decay, 2 * ahead)) / (1 - decay * decay);
            spread[s] = Math.max(LEAST_SPREAD, Math.sqrt(draw.noiseSd() * draw.noiseSd() + shocks));
            for (int c = 0; c < incremental.length; c++) {
                ChannelDraw channel = draw.channels().get(c);
                incremental[c][s] = channel.effect(adstock(channel.carryOver(), spend[c]));
            }
        }
        return new ResponsePrediction(baseline, incremental, spread);
    }

    /**
     * What does not hang on the past: intercept, trend with its bend, season, controls.
     *
     * @param controls [control]; NaN counts as the mean in training
     * @param week weeks since the model's origin
     */
    public static double still(ResponseModel model, Draw draw, double[] controls, double week) {
        double sum = draw.intercept() + draw.trend() * week + draw.bend() * model.bent(week);
        for (int k = 0; 2 * k + 1 < draw.season().length; k++) {
            double angle = 2 * Math.PI * (k + 1) / ResponseModel.YEAR * week;
            sum += draw.season()[2 * k] * Math.sin(angle) + draw.season()[2 * k + 1] * Math.cos(angle);
        }
        for (int k = 0; k < controls.length; k++) {
            sum += draw.controls()[k] * (Double.isNaN(controls[k]) ? model.controlMeans()[k] : controls[k]);
        }
        return sum;
    }

    /** The adstock of spend [weeks before: 0 to lags]. */
    public static double adstock(double[] weights, double[] spend) {
        double sum = 0;
        for (int lag = 0; lag < weights.length; lag++) {
            sum += weights[lag] * (spend[lag] > 0 ? Math.min(spend[lag], GREATEST_SPEND) : 0);
        }
        return sum;
    }

    /** The outcome of each draw. */
    public double[] outcome() {
        double[] outcome = baseline.clone();
        for (double[] channel : incremental) {
            for (int s = 0; s < outcome.length; s++) {
                outcome[s] += channel[s];
            }
        }
        return outcome;
    }

    /** As the file gives them: baseline, mean, p10, p50, p90, and each channel's incremental outcome. */
    public double[] outputs() {
        double[] outcome = outcome();
        double[] outputs = new double[5 + incremental.length];
        outputs[0] = mean(baseline);
        outputs[1] = mean(outcome);
        outputs[2] = quantile(outcome, .1);
        outputs[3] = quantile(outcome, .5);
        outputs[4] = quantile(outcome, .9);
        for (int c = 0; c < incremental.length; c++) {
            outputs[5 + c] = mean(incremental[c]);
        }
        return outputs;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    /**
     * Where a quantile is taken. Moved down by a quarter of a draw: where draws have hardly any noise, their shares are
     * steps, and a level just between two of them would be anyone's guess.
     */
    public static double level(double nominal, int draws) {
        return nominal - Math.min(.01, .25 / draws);
    }

    /** The standard normal distribution's quantile. */
    public static double normal(double level) {
        return Math.sqrt(2) * Erf.erfInv(2 * level - 1);
    }

    /**
     * A quantile of what will be observed: of the mixture of the draws' normal distributions, found by bisection between
     * the least and the greatest of the draws' own quantiles.
     */
    private double quantile(double[] outcome, double nominal) {
        double level = level(nominal, outcome.length);
        double normal = normal(level);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int s = 0; s < outcome.length; s++) {
            low = Math.min(low, outcome[s] + normal * spread[s]);
            high = Math.max(high, outcome[s] + normal * spread[s]);
        }
        while (high - low > PRECISION * Math.max(Math.abs(low), Math.abs(high))) {
            double middle = low + (high - low) / 2;
            if (share(outcome, middle) < level) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low + (high - low) / 2;
    }

    /** The share of what will be observed that lies below a value. */
    private double share(double[] outcome, double value) {
        double sum = 0;
        for (int s = 0; s < outcome.length; s++) {
            sum += Erf.erfc((outcome[s] - value) / (spread[s] * Math.sqrt(2)));
        }
        return sum / (2 * outcome.length);
    }
}
