package dev.sluice.trainer.response;

import java.util.Arrays;
import java.util.List;

/**
 * The log-density of what is not integrated out: six coordinates a channel, given its forms and the noise's point. Priors
 * are in units of the data (usual spend, mean outcome), so that they don't depend on currency or size. Not for several
 * threads.
 */
final class Posterior {
    private static final double BEFORE_MEAN = -0.7;
    private static final double BEFORE_SD = 1.2;

    private final double[] outcome;
    private final Noise noise;
    private final ChannelEffect[] effects;
    private final List<ChannelPrior> priors;
    private final double[] residual;
    private final double[] projected;

    Posterior(ResponseData data, List<ChannelPrior> priors, Noise noise, int lags) {
        this.priors = priors;
        this.outcome = data.outcome();
        this.noise = noise;
        int channels = data.channels().size();
        double mean = Arrays.stream(outcome).map(Math::abs).average().orElse(1);
        effects = new ChannelEffect[channels];
        for (int channel = 0; channel < channels; channel++) {
            String name = data.channels().get(channel);
            List<LiftTest> tests = data.liftTests().stream()
                    .filter(test -> test.channel().equals(name))
                    .toList();
            effects[channel] =
                    new ChannelEffect(new ChannelSeries(data.spend()[channel], lags), mean, priors.get(channel), tests);
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

        Forms copy() {
            Forms copy = new Forms(carryOver.length);
            System.arraycopy(carryOver, 0, copy.carryOver, 0, carryOver.length);
            System.arraycopy(levelOff, 0, copy.levelOff, 0, levelOff.length);
            copy.noise = noise;
            return copy;
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
            ChannelPrior prior = priors.get(channel);
            z[at + ChannelEffect.DECAY] = prior.decay();
            z[at + ChannelEffect.HALF] = prior.half();
            z[at + ChannelEffect.SLOPE] = prior.slope();
            z[at + ChannelEffect.BEFORE] = BEFORE_MEAN;
            z[at + ChannelEffect.SIZE] = Math.log(prior.usualSize());
        }
        return z;
    }

    /** The log-density at z; with its gradient where an array for it is given. */
    double at(double[] z, Forms forms, double[] gradient) {
        compute(z, forms);
        Noise.Point point = noise.point(forms.noise);
        Noise.multiply(point.projection(), residual, projected);
        double square = Noise.dot(residual, projected);
        double density = point.logLikelihood(square) + prior(z, gradient);
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
            ChannelPrior prior = priors.get(channel);
            sum += normal(z, at + ChannelEffect.DECAY, prior.decay(), prior.decaySd(), gradient);
            sum += normal(z, at + ChannelEffect.SHAPE, 0, 1, gradient);
            sum += normal(z, at + ChannelEffect.HALF, prior.half(), prior.halfSd(), gradient);
            sum += normal(z, at + ChannelEffect.SLOPE, prior.slope(), prior.slopeSd(), gradient);
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
