package dev.sluice.trainer.response;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Fits the response model of one account. */
public final class ResponseFitting {
    private final ResponseData data;
    private final ResponseSettings settings;
    private final Baseline baseline;
    private final Noise noise;

    private ResponseFitting(ResponseData data, ResponseSettings settings) {
        this.data = data;
        this.settings = settings;
        this.baseline = new Baseline(data);
        this.noise = new Noise(baseline);
    }

    /** The posterior, as all states that the chains visited. */
    public static List<ResponseModel.Draw> draws(ResponseData data, ResponseSettings settings) {
        return new ResponseFitting(data, settings).run();
    }

    private List<ResponseModel.Draw> run() {
        List<ResponseModel.Draw> draws = new ArrayList<>();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(settings.seed());
        for (int i = 0; i < settings.chains(); i++) {
            Posterior posterior = new Posterior(data, noise, settings.lags());
            Chain chain = new Chain(posterior, random);
            chain.warmUp(settings.warmUp());
            for (Chain.State state : chain.sample(settings.iterations())) {
                draws.add(complete(posterior, state, random));
            }
        }
        return draws;
    }

    /** Draws what was integrated out: the noise's variance, the baseline's coefficients, the last week's level. */
    private ResponseModel.Draw complete(Posterior posterior, Chain.State state, RandomGenerator random) {
        double[] residual = posterior.compute(state.z(), state.forms()).clone();
        Noise.Point point = noise.point(state.forms().noise);
        double[] projected = new double[residual.length];
        Noise.multiply(point.projection(), residual, projected);
        double variance = Noise.dot(residual, projected) / 2 / gamma(residual.length / 2.0, random);
        int size = point.columns().length;
        double[] mean = new double[size];
        double[] shock = new double[size];
        for (int i = 0; i < size; i++) {
            mean[i] = Noise.dot(point.weighted()[i], residual);
            shock[i] = Math.sqrt(variance) * random.nextGaussian();
        }
        point.coefficients().solve(mean);
        point.coefficients().backward(shock);
        for (int i = 0; i < size; i++) {
            mean[i] += shock[i];
            double[] column = baseline.columns[point.columns()[i]];
            for (int week = 0; week < residual.length; week++) {
                residual[week] -= mean[i] * column[week];
            }
        }
        double[] all = new double[baseline.size()];
        for (int i = 0; i < size; i++) {
            all[point.columns()[i]] = mean[i];
        }
        ResponseModel.Draw linear = baseline.inUnits(all, residual.length);
        double[] level = new double[2];
        lastLevel(point, residual, level);
        return new ResponseModel.Draw(
                posterior.draws(),
                linear.intercept(),
                linear.trend(),
                linear.bend(),
                linear.season(),
                linear.controls(),
                point.persistence(),
                Math.sqrt(variance * point.strength() * (1 - point.persistence() * point.persistence())),
                level[0] + Math.sqrt(variance * level[1]) * random.nextGaussian(),
                Math.sqrt(variance));
    }

    /** Mean of the last week's level given the residual, and its variance in units of the noise's. */
    private static void lastLevel(Noise.Point point, double[] residual, double[] level) {
        int weeks = residual.length;
        double[] link = new double[weeks];
        for (int week = 0; week < weeks; week++) {
            link[week] = point.strength() * Math.pow(point.persistence(), weeks - 1 - week);
        }
        double[] weighted = new double[weeks];
        Noise.multiply(point.precision(), link, weighted);
        level[0] = Noise.dot(weighted, residual);
        level[1] = Math.max(0, point.strength() - Noise.dot(weighted, link));
    }

    /** A draw of the gamma distribution with scale 1; Marsaglia and Tsang 2000. */
    private static double gamma(double shape, RandomGenerator random) {
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = Math.pow(1 + c * x, 3);
            if (v > 0 && Math.log(random.nextDouble()) < x * x / 2 + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }
}
