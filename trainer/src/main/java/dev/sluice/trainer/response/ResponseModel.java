package dev.sluice.trainer.response;

import java.time.LocalDate;
import java.util.List;

/**
 * A fitted response model: equally likely draws from the posterior.
 *
 * <p>In week t (weeks since origin) a draw's outcome is intercept + trend t + bend q(t) + season + controls + level + the
 * channels' effects + noise. The bend is a parabola that goes on as its tangent: q(t) = t^2 up to the last trained week e,
 * e (2 t - e) after it. The season is sum over k of season[2k] sin(w t) + season[2k + 1] cos(w t), w = 2 pi (k + 1) / {@value
 * #YEAR}. The level is what is left of the last trained week's, lastLevel levelDecay^h, h weeks after it, plus normal
 * shocks: its variance is levelSd^2 (1 - levelDecay^2h) / (1 - levelDecay^2). Noise is normal with noiseSd. An effect is
 * ceiling x saturation of the adstock, sum over lags l of carryOver[l] x spend l weeks ago.
 *
 * @param origin first day of the first trained week
 * @param weeks trained weeks
 * @param lags weeks before a week that still count
 * @param controlMeans what an unknown control counts as
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ResponseModel(
        LocalDate origin,
        int weeks,
        List<String> channels,
        int lags,
        List<String> controls,
        double[] controlMeans,
        List<Draw> draws) {
    /** Weeks of a year. */
    public static final double YEAR = 52.1775;

    public ResponseModel {
        channels = List.copyOf(channels);
        controls = List.copyOf(controls);
        draws = List.copyOf(draws);
    }

    /** What the trend bends by in a week, for a bend of 1. */
    public double bent(double week) {
        double in = Math.min(week, weeks - 1);
        return in * (2 * week - in);
    }

    /** One draw; the parameters are in units of the data. Controls count as they are, not centred. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Draw(
            List<ChannelDraw> channels,
            double intercept,
            double trend,
            double bend,
            double[] season,
            double[] controls,
            double levelDecay,
            double levelSd,
            double lastLevel,
            double noiseSd) {
        public Draw {
            channels = List.copyOf(channels);
        }
    }

    /**
     * One channel's response.
     *
     * @param carryOver [lag], 0 or more, sum 1
     * @param ceiling 0 or more, units of the outcome
     * @param scale above 0, units of spend
     * @param slope Hill's exponent; 1 where the form has none
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record ChannelDraw(double[] carryOver, Saturation form, double ceiling, double scale, double slope) {
        /** The effect of an adstock, units of the outcome. */
        public double effect(double adstock) {
            return ceiling * form.share(adstock, scale, slope);
        }
    }
}
