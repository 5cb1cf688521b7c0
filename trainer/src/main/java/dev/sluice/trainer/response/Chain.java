package dev.sluice.trainer.response;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One chain of the sampler: Hamiltonian Monte Carlo on the coordinates (Neal, MCMC using Hamiltonian dynamics, 2011), with
 * a dense metric learned while warming up and steps found by dual averaging (Hoffman and Gelman, The No-U-Turn Sampler,
 * 2014); Metropolis flips for the forms and the noise's point. Since coordinates mean the same in every form, a flip's
 * acceptance is the ratio of the posteriors. Not for several threads.
 */
final class Chain {
    private static final int MOST_STEPS = 20;
    /** A step of the energy beyond which a path has left what can be computed. */
    private static final double DIVERGED = 1000;

    private static final double[] NOTHING = {};

    private final Posterior posterior;
    private final RandomGenerator random;
    private final int size;
    private final double[] z;
    private final Posterior.Forms forms;
    private double density;
    private final double[] gradient;
    private double[][] spread;
    private final StepSize step = new StepSize(0.1);

    /** A state that was visited. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record State(double[] z, Posterior.Forms forms) {}

    Chain(Posterior posterior, RandomGenerator random) {
        this.posterior = posterior;
        this.random = random;
        this.size = posterior.dimensions();
        this.z = posterior.centre();
        this.forms = new Posterior.Forms(posterior.channels());
        for (int channel = 0; channel < posterior.channels(); channel++) {
            forms.carryOver[channel] = CarryOver.values()[random.nextInt(CarryOver.values().length)];
            forms.levelOff[channel] = LevelOff.values()[random.nextInt(LevelOff.values().length)];
        }
        for (int i = 0; i < size; i++) {
            z[i] += 0.5 * random.nextGaussian();
        }
        this.gradient = new double[size];
        this.density = posterior.at(z, forms, gradient);
        this.spread = new double[size][size];
        for (int i = 0; i < size; i++) {
            spread[i][i] = 0.3;
        }
    }

    /** Finds the posterior and its shape. */
    void warmUp(int iterations) {
        List<double[]> seen = new ArrayList<>();
        int renew = iterations / 6;
        for (int i = 1; i <= iterations; i++) {
            step.learn(move(step.size()));
            flip();
            seen.add(z.clone());
            if (i == renew || i == 2 * renew || i == 4 * renew) {
                spread = spread(seen.subList(seen.size() / 3, seen.size()));
                seen.clear();
                step.restart(0.5);
            }
        }
        step.settle();
    }

    /** Visits states of the posterior. */
    List<State> sample(int iterations) {
        List<State> states = new ArrayList<>(iterations);
        for (int i = 0; i < iterations; i++) {
            move(step.size());
            flip();
            states.add(new State(z.clone(), forms.copy()));
        }
        return states;
    }

    /** A path through the posterior; returns the probability that its end is accepted. */
    private double move(double size) {
        double[] momentum = new double[this.size];
        double energy = density;
        for (int i = 0; i < momentum.length; i++) {
            momentum[i] = random.nextGaussian();
            energy -= momentum[i] * momentum[i] / 2;
        }
        int steps = 1 + random.nextInt(MOST_STEPS);
        double stride = size * (0.8 + 0.4 * random.nextDouble());
        double[] position = z.clone();
        double[] slope = gradient.clone();
        kick(momentum, slope, stride / 2);
        double end = Double.NaN;
        for (int i = 1; i <= steps; i++) {
            drift(position, momentum, stride);
            end = posterior.at(position, forms, slope);
            if (!(end > energy - DIVERGED)) {
                return 0;
            }
            kick(momentum, slope, i == steps ? stride / 2 : stride);
        }
        double endEnergy = end;
        for (double m : momentum) {
            endEnergy -= m * m / 2;
        }
        double accept = Math.min(1, Math.exp(endEnergy - energy));
        if (random.nextDouble() < accept) {
            System.arraycopy(position, 0, z, 0, z.length);
            System.arraycopy(slope, 0, gradient, 0, slope.length);
            density = end;
        }
        return Double.isNaN(accept) ? 0 : accept;
    }

    private void kick(double[] momentum, double[] slope, double stride) {
        for (int i = 0; i < size; i++) {
            double sum = 0;
            for (int j = i; j < size; j++) {
                sum += spread[j][i] * slope[j];
            }
            momentum[i] += stride * sum;
        }
    }

    private void drift(double[] position, double[] momentum, double stride) {
        for (int i = 0; i < size; i++) {
            double sum = 0;
            for (int j = 0; j <= i; j++) {
                sum += spread[i][j] * momentum[j];
            }
            position[i] += stride * sum;
        }
    }

    /** Tries another form for one channel, and a neighbouring point for the noise. */
    private void flip() {
        boolean changed = posterior.channels() > 0 && flipForms();
        int noise = forms.noise;
        forms.noise = posterior
                .noise()
                .neighbour(noise, random.nextInt(posterior.noise().sides()));
        if (forms.noise != noise && stays(0)) {
            changed = true;
        } else {
            forms.noise = noise;
        }
        if (changed) {
            density = posterior.at(z, forms, gradient);
        }
    }

    private boolean flipForms() {
        int channel = random.nextInt(posterior.channels());
        CarryOver carryOver = forms.carryOver[channel];
        LevelOff levelOff = forms.levelOff[channel];
        boolean changed = false;
        int at = channel * ChannelEffect.COORDINATES;
        double shape = z[at + ChannelEffect.SHAPE];
        forms.carryOver[channel] = other(CarryOver.values(), carryOver);
        double prior = 0;
        if (random.nextBoolean()) {
            // A shape drawn from its prior: the ratio is then the likelihood's, so the prior must leave the densities.
            z[at + ChannelEffect.SHAPE] = random.nextGaussian();
            prior = (z[at + ChannelEffect.SHAPE] * z[at + ChannelEffect.SHAPE] - shape * shape) / 2;
        }
        if (stays(prior)) {
            changed = true;
        } else {
            forms.carryOver[channel] = carryOver;
            z[at + ChannelEffect.SHAPE] = shape;
        }
        forms.levelOff[channel] = other(LevelOff.values(), levelOff);
        if (stays(0)) {
            changed = true;
        } else {
            forms.levelOff[channel] = levelOff;
        }
        return changed;
    }

    private boolean stays(double correction) {
        double proposed = posterior.at(z, forms, NOTHING);
        if (Math.log(random.nextDouble()) < proposed - density + correction) {
            density = proposed;
            return true;
        }
        return false;
    }

    private <T> T other(T[] all, T now) {
        T other = all[random.nextInt(all.length - 1)];
        return other == now ? all[all.length - 1] : other;
    }

    /** The factor of the states' covariance, drawn towards its diagonal as far as there are few states. */
    private double[][] spread(List<double[]> seen) {
        double[] mean = new double[size];
        for (double[] each : seen) {
            for (int i = 0; i < size; i++) {
                mean[i] += each[i] / seen.size();
            }
        }
        double trust = seen.size() / (seen.size() + 2.0 * size);
        double[][] covariance = new double[size][size];
        for (double[] each : seen) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j <= i; j++) {
                    covariance[i][j] += (each[i] - mean[i]) * (each[j] - mean[j]) / seen.size();
                }
            }
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                covariance[i][j] *= trust;
                covariance[j][i] = covariance[i][j];
            }
            covariance[i][i] = trust * covariance[i][i] + (1 - trust) * Math.max(covariance[i][i], 0.01) + 1e-6;
        }
        return new Cholesky(covariance).lower;
    }
}
