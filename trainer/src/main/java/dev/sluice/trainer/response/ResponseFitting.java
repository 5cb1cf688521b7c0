package dev.sluice.trainer.response;

import dev.sluice.trainer.data.TableException;
import dev.sluice.trainer.response.ResponseModel.Draw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/**
 * Fits the response model of one account: the posterior over carry-over, saturation, size, forms and noise by Hamiltonian
 * Monte Carlo, with the baseline integrated out. The same data, settings and seed give the same model.
 */
public final class ResponseFitting {
    /** Weeks below which nothing can be told. */
    public static final int FEWEST_WEEKS = 20;

    /** Told how far a fit is. */
    public interface Progress {
        void at(int done, int total);
    }

    private final ResponseData data;
    private final ResponseSettings settings;
    private final Baseline baseline;
    private final Noise noise;
    private final List<ChannelPrior> priors;

    private ResponseFitting(
            ResponseData data, ResponseSettings settings, Baseline baseline, Noise noise, List<ChannelPrior> priors) {
        this.data = data;
        this.settings = settings;
        this.baseline = baseline;
        this.noise = noise;
        this.priors = priors;
    }

    static ResponseFitting of(ResponseData data, ResponseSettings settings) throws TableException {
        check(data);
        Baseline baseline = new Baseline(data);
        List<ChannelPrior> unknown = IntStream.range(0, data.channels().size())
                .mapToObj(channel -> ChannelPrior.unknown(data.share(channel)))
                .toList();
        return new ResponseFitting(data, settings, baseline, new Noise(baseline), unknown);
    }

    /** The same with other priors, one for each channel. */
    ResponseFitting with(List<ChannelPrior> others) {
        return new ResponseFitting(data, settings, baseline, noise, others);
    }

    /**
     * Fits.
     *
     * @param data with no channels the model is the baseline alone
     * @throws TableException where the data can't be fitted: too few weeks, a channel without spend, an outcome that never
     *     changes, a lift test that fits no channel
     */
    public static ResponsePosterior fit(ResponseData data, ResponseSettings settings, Progress progress)
            throws TableException {
        return of(data, settings).run(progress);
    }

    private static void check(ResponseData data) throws TableException {
        if (data.size() < FEWEST_WEEKS) {
            throw new TableException("There are " + data.size() + " weeks; a response model needs " + FEWEST_WEEKS);
        }
        double first = data.outcome()[0];
        if (Arrays.stream(data.outcome()).allMatch(value -> value == first)) {
            throw new TableException("The outcome is " + first + " in every week; there is nothing to explain");
        }
        for (int channel = 0; channel < data.channels().size(); channel++) {
            if (Arrays.stream(data.spend()[channel]).noneMatch(spend -> spend > 0)) {
                throw new TableException(
                        "Channel " + data.channels().get(channel) + " has no spend in any week; leave it out");
            }
        }
        for (LiftTest test : data.liftTests()) {
            if (!data.channels().contains(test.channel())) {
                throw new TableException("There is a lift test of " + test.channel()
                        + ", which is not among the channels " + data.channels());
            }
            if (!(test.standardError() > 0) || test.deltaSpend() == 0) {
                throw new TableException("A lift test of " + test.channel()
                        + " needs a standard error above 0 and a change of spend other than 0");
            }
        }
    }

    ResponsePosterior run(Progress progress) {
        ResponsePosterior.Collector all =
                new ResponsePosterior.Collector(data, settings.chains() * settings.iterations());
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(settings.seed());
        List<Draw> draws = new ArrayList<>();
        for (int i = 0; i < settings.chains(); i++) {
            progress.at(i, settings.chains());
            Posterior posterior = new Posterior(data, priors, noise, settings.lags());
            Chain chain = new Chain(posterior, random);
            chain.warmUp(settings.warmUp());
            for (Chain.State state : chain.sample(settings.iterations())) {
                Completed completed = complete(posterior, state, random);
                draws.add(completed.draw);
                all.add(posterior, state.z(), completed.draw, completed.logLikelihood);
            }
        }
        progress.at(settings.chains(), settings.chains());
        return all.posterior(model(thinned(draws, all.contributions())), settings.chains());
    }

    /**
     * So many of the draws, evenly from the one with the least media effect to the one with the most: their mean is much
     * closer to that of all than a random choice's would be.
     */
    private List<Draw> thinned(List<Draw> draws, double[][] contributions) {
        double[] media = new double[draws.size()];
        for (double[] channel : contributions) {
            for (int i = 0; i < media.length; i++) {
                media[i] += channel[i];
            }
        }
        int[] order = IntStream.range(0, media.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> media[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        return IntStream.range(0, settings.draws())
                .mapToObj(i -> draws.get(order[(int) ((2L * i + 1) * order.length / (2L * settings.draws()))]))
                .toList();
    }

    private ResponseModel model(List<Draw> draws) {
        return new ResponseModel(
                data.weeks().getFirst(),
                data.size(),
                data.channels(),
                settings.lags(),
                data.controls(),
                baseline.controlMeans(),
                draws);
    }

    /** A state with what was integrated out, and the logarithm of the outcome's likelihood without that, up to a constant. */
    private record Completed(Draw draw, double logLikelihood) {}

    /** Draws what was integrated out: the noise's variance, the baseline's coefficients, the last week's level. */
    private Completed complete(Posterior posterior, Chain.State state, RandomGenerator random) {
        double[] residual = posterior.compute(state.z(), state.forms()).clone();
        Noise.Point point = noise.point(state.forms().noise);
        double[] projected = new double[residual.length];
        Noise.multiply(point.projection(), residual, projected);
        double square = Noise.dot(residual, projected);
        double logLikelihood = point.logLikelihood(square);
        double variance = square / 2 / gamma(residual.length / 2.0, random);
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
        Draw linear = baseline.inUnits(all, residual.length);
        double[] level = new double[2];
        lastLevel(point, residual, level);
        Draw draw = new Draw(
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
        return new Completed(draw, logLikelihood);
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
