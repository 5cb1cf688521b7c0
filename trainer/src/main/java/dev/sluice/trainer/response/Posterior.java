package dev.sluice.trainer.response;

import java.util.Arrays;
import java.util.List;

/**
 * The log-density of what is not integrated out: six coordinates a channel, given its forms and the noise's point. Priors
 * are in units of the data (usual spend, mean outcome), so that they don't depend on currency or size: decays of .1 to .8,
 * half saturation at .2 to 5 times the usual spend, and a size that is half-normal around 0 with a spread that grows with
 * the channel's share of the spend. Not for several threads.
 */
final class Posterior {
    /** Spread of the effect's share of the outcome for a channel with all of the spend. */
    private static final double SIZE_SPREAD = 0.55;

    private static final double DECAY_MEAN = -0.7;
    private static final double DECAY_SD = 1.2;
    private static final double HALF_MEAN = 0.2;
    private static final double HALF_SD = 0.9;
    private static final double SLOPE_MEAN = 0.25;
    private static final double SLOPE_SD = 0.3;
    private static final double BEFORE_MEAN = -0.7;
    private static final double BEFORE_SD = 1.2;

    private final double[] outcome;
    private final Noise noise;
    private final ChannelEffect[] effects;
    private final double[] sizeSpread;
    private final double[] residual;
    private final double[] projected;

    Posterior(ResponseData data, Noise noise, int lags) {
        this.outcome = data.outcome();
        this.noise = noise;
        int channels = data.channels().size();
        double mean = Arrays.stream(outcome).map(Math::abs).average().orElse(1);
        double total = Arrays.stream(data.spend()).mapToDouble(x -> Arrays.stream(x).sum()).sum();
        effects = new ChannelEffect[channels];
        sizeSpread = new double[channels];
        for (int channel = 0; channel < channels; channel++) {
            String name = data.channels().get(channel);
            List<LiftTest> tests = data.liftTests().stream()
                    .filter(test -> test.channel().equals(name))
                    .toList();
            double share = Arrays.stream(data.spend()[channel]).sum() / total;
            sizeSpread[channel] = SIZE_SPREAD * Math.pow(share, 0.75);
            effects[channel] =
                    new ChannelEffect(new ChannelSeries(data.spend()[channel], lags), mean, sizeSpread[channel], tests);
        }
        residual = new double[outcome.length];
        projected = new double[outcome.length];
    }

    /** The forms and the noise's point, which a step of the sampler changes apart from the coordinates. */
    static final class Forms {
        final CarryOver[] carryOver;
        final LevelOff[] levelOff;
        int noise;

        Forms(int channels) {
            carryOver = new CarryOver[channels];
            levelOff = new LevelOff[channels];
        }
    }

    Noise noise() {
        return noise;
    }

    int channels() {
        return effects.length;
    }

    int dimensions() {
        return effects.length * ChannelEffect.COORDINATES;
    }

    /** Where a chain may start. */
    double[] centre() {
        double[] z = new double[dimensions()];
        for (int channel = 0; channel < effects.length; channel++) {
            int at = channel * ChannelEffect.COORDINATES;
            z[at + ChannelEffect.DECAY] = DECAY_MEAN;
            z[at + ChannelEffect.HALF] = HALF_MEAN;
            z[at + ChannelEffect.SLOPE] = SLOPE_MEAN;
            z[at + ChannelEffect.BEFORE] = BEFORE_MEAN;
            z[at + ChannelEffect.SIZE] = Math.log(sizeSpread[channel] / 4);
        }
        return z;
    }

    /** The log-density at z; with its gradient where an array for it is given. */
    double at(double[] z, Forms forms, double[] gradient) {
        compute(z, forms);
        Noise.Point point = noise.point(forms.noise);
        Noise.multiply(point.projection(), residual, projected);
        double square = Noise.dot(residual, projected);
        double density = point.logDensity() - outcome.length / 2.0 * Math.log(square) + prior(z, gradient);
        for (int channel = 0; channel < effects.length; channel++) {
            density += effects[channel].density() + forms.levelOff[channel].logPrior();
        }
        if (gradient.length > 0) {
            double factor = outcome.length / square;
            for (int week = 0; week < projected.length; week++) {
                projected[week] *= factor;
            }
            for (int channel = 0; channel < effects.length; channel++) {
                effects[channel].addGradient(projected, gradient, channel * ChannelEffect.COORDINATES);
            }
        }
        return density;
    }

    /** The outcome less the channels' effects; valid until the next call. */
    double[] compute(double[] z, Forms forms) {
        System.arraycopy(outcome, 0, residual, 0, residual.length);
        for (int channel = 0; channel < effects.length; channel++) {
            ChannelEffect effect = effects[channel];
            effect.compute(z, channel * ChannelEffect.COORDINATES, forms.carryOver[channel], forms.levelOff[channel]);
            for (int week = 0; week < residual.length; week++) {
                residual[week] -= effect.effect[week];
            }
        }
        return residual;
    }

    /** The effect of a channel that was computed last: [week]; valid until the next call. */
    double[] effect(int channel) {
        return effects[channel].effect;
    }

    /** What was computed last. */
    List<ResponseModel.ChannelDraw> draws() {
        return Arrays.stream(effects).map(ChannelEffect::draw).toList();
    }

    private double prior(double[] z, double[] gradient) {
        if (gradient.length > 0) {
            Arrays.fill(gradient, 0);
        }
        double sum = 0;
        for (int channel = 0; channel < effects.length; channel++) {
            int at = channel * ChannelEffect.COORDINATES;
            sum += normal(z, at + ChannelEffect.DECAY, DECAY_MEAN, DECAY_SD, gradient);
            sum += normal(z, at + ChannelEffect.SHAPE, 0, 1, gradient);
            sum += normal(z, at + ChannelEffect.HALF, HALF_MEAN, HALF_SD, gradient);
            sum += normal(z, at + ChannelEffect.SLOPE, SLOPE_MEAN, SLOPE_SD, gradient);
            sum += normal(z, at + ChannelEffect.BEFORE, BEFORE_MEAN, BEFORE_SD, gradient);
        }
        return sum;
    }

    private static double normal(double[] z, int i, double mean, double sd, double[] gradient) {
        double from = (z[i] - mean) / sd;
        if (gradient.length > 0) {
            gradient[i] -= from / sd;
        }
        return -from * from / 2;
    }
}
