package dev.sluice.trainer.response;

import java.util.Arrays;

/**
 * What a fit found, beside the model that leaves the house: over all states of the sampler, not only the draws that are
 * kept.
 *
 * @param model the kept draws
 * @param effects [channel][week], posterior mean of each channel's effect
 * @param still [week], posterior mean of intercept, trend, season and controls
 * @param contributions [channel][state], each channel's effect summed over the weeks
 * @param parameters [channel][decay's logit, logarithms of half saturation and slope][state]
 * @param sameWeek [channel], how far the effect goes with the same week's spend, R squared: a quarter of the states have
 *     this or more
 * @param negativeBaseline share of weeks and states in which the outcome without media is below 0
 * @param logLikelihood mean over the states of the logarithm of the outcome's likelihood, with the baseline integrated out; up
 *     to a constant that models of the same outcome share
 * @param mixing [channel], ratio of its contribution's spread over all chains to that within them: about 1 where chains agree
 *     (Gelman and Rubin 1992)
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ResponsePosterior(
        ResponseModel model,
        double[][] effects,
        double[] still,
        double[][] contributions,
        double[][][] parameters,
        double[] sameWeek,
        double negativeBaseline,
        double logLikelihood,
        double[] mixing) {

    /** Gathers states. */
    static final class Collector {
        private final ResponseData data;
        private final int total;
        private final double[][] effects;
        private final double[] still;
        private final double[][] contributions;
        private final double[][][] parameters;
        private final double[][] sameWeek;
        private final ResponseModel frame;
        private long negative;
        private double logLikelihood;
        private int seen;

        Collector(ResponseData data, int total) {
            this.data = data;
            this.total = total;
            int channels = data.channels().size();
            effects = new double[channels][data.size()];
            still = new double[data.size()];
            contributions = new double[channels][total];
            parameters = new double[channels][3][total];
            sameWeek = new double[channels][total];
            frame = new ResponseModel(
                    data.weeks().getFirst(),
                    data.size(),
                    data.channels(),
                    0,
                    data.controls(),
                    new double[data.controls().size()],
                    java.util.List.of());
        }

        /** Adds the state that the posterior computed last, completed as this draw. */
        void add(Posterior posterior, double[] z, ResponseModel.Draw draw, double logLikelihoodOfState) {
            for (int channel = 0; channel < effects.length; channel++) {
                double[] effect = posterior.effect(channel);
                for (int week = 0; week < effect.length; week++) {
                    effects[channel][week] += effect[week] / total;
                    contributions[channel][seen] += effect[week];
                }
                int at = channel * ChannelEffect.COORDINATES;
                parameters[channel][0][seen] = z[at + ChannelEffect.DECAY];
                parameters[channel][1][seen] = z[at + ChannelEffect.HALF];
                parameters[channel][2][seen] = z[at + ChannelEffect.SLOPE];
                sameWeek[channel][seen] = square(effect, data.spend()[channel]);
            }
            double[] controls = new double[data.controls().size()];
            for (int week = 0; week < still.length; week++) {
                for (int control = 0; control < controls.length; control++) {
                    controls[control] = data.controlValues()[control][week];
                }
                double value = ResponsePrediction.still(frame, draw, controls, week);
                still[week] += value / total;
                negative += value < 0 ? 1 : 0;
            }
            logLikelihood += logLikelihoodOfState / total;
            seen++;
        }

        double[][] contributions() {
            return contributions;
        }

        ResponsePosterior posterior(ResponseModel model, int chains) {
            double[] quartiles = new double[sameWeek.length];
            double[] mixing = new double[sameWeek.length];
            for (int channel = 0; channel < quartiles.length; channel++) {
                double[] sorted = sameWeek[channel].clone();
                Arrays.sort(sorted);
                quartiles[channel] = sorted[sorted.length * 3 / 4];
                mixing[channel] = mixing(contributions[channel], chains);
            }
            double below = (double) negative / ((long) total * still.length);
            return new ResponsePosterior(
                    model, effects, still, contributions, parameters, quartiles, below, logLikelihood, mixing);
        }
    }

    private static double mixing(double[] values, int chains) {
        int each = values.length / chains;
        double within = 0;
        double[] means = new double[chains];
        for (int chain = 0; chain < chains; chain++) {
            double[] part = Arrays.copyOfRange(values, chain * each, (chain + 1) * each);
            means[chain] = mean(part);
            within += variance(part) / chains;
        }
        return chains < 2 || within == 0 ? 1 : Math.sqrt((each - 1.0) / each + variance(means) / within);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum() / (values.length - 1);
    }

    /** Squared correlation; 0 where either does not vary. */
    static double square(double[] a, double[] b) {
        double meanA = mean(a);
        double meanB = mean(b);
        double aa = 0;
        double bb = 0;
        double ab = 0;
        for (int i = 0; i < a.length; i++) {
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
            ab += (a[i] - meanA) * (b[i] - meanB);
        }
        return aa == 0 || bb == 0 ? 0 : ab * ab / (aa * bb);
    }
}
