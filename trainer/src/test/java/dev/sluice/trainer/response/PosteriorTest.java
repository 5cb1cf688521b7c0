package dev.sluice.trainer.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PosteriorTest {
    private static final double STEP = 1e-5;

    @Test
    void theGradientIsThatOfTheDensityInEveryForm() {
        ResponseData data = MadeMarkets.tested(
                MadeMarkets.of(2, 100, 30, 1, 5).data(),
                List.of(new LiftTest("c1", 40, 10, 15, 5), new LiftTest("c0", Double.NaN, -30, -80, 20)));
        Noise noise = new Noise(new Baseline(data));
        List<ChannelPrior> priors =
                List.of(ChannelPrior.unknown(.5), new ChannelPrior(-.5, .4, .1, .3, .2, .2, Math.log(.1), .5));
        Posterior posterior = new Posterior(data, priors, noise, 8);
        RandomGenerator random = new SplittableRandom(1);
        for (int i = 0; i < 200; i++) {
            Posterior.Forms forms = new Posterior.Forms(2);
            for (int channel = 0; channel < 2; channel++) {
                forms.carryOver[channel] = CarryOver.values()[random.nextInt(CarryOver.values().length)];
                forms.levelOff[channel] = LevelOff.values()[random.nextInt(LevelOff.values().length)];
            }
            forms.noise = random.nextInt(noise.size());
            double[] z = posterior.centre();
            for (int k = 0; k < z.length; k++) {
                z[k] += 0.7 * random.nextGaussian();
            }
            double[] gradient = new double[z.length];
            posterior.at(z, forms, gradient);
            for (int k = 0; k < z.length; k++) {
                double slope = slope(posterior, forms, z, k);
                assertThat(gradient[k]).as("coordinate %d", k).isCloseTo(slope, within(1e-5 * (1 + Math.abs(slope))));
            }
        }
    }

    private static double slope(Posterior posterior, Posterior.Forms forms, double[] z, int k) {
        double[] up = z.clone();
        double[] down = z.clone();
        up[k] += STEP;
        down[k] -= STEP;
        double[] none = {};
        return (posterior.at(up, forms, none) - posterior.at(down, forms, none)) / (2 * STEP);
    }

    @Test
    void aDrawGivesTheEffectThatWasComputed() {
        ResponseData data = MadeMarkets.of(2, 60, 30, 1000, 6).data();
        List<ChannelPrior> priors = List.of(ChannelPrior.unknown(.5), ChannelPrior.unknown(.5));
        Posterior posterior = new Posterior(data, priors, new Noise(new Baseline(data)), 8);
        Posterior.Forms forms = new Posterior.Forms(2);
        forms.carryOver[0] = CarryOver.DELAYED;
        forms.carryOver[1] = CarryOver.WEIBULL;
        forms.levelOff[0] = LevelOff.HILL;
        forms.levelOff[1] = LevelOff.TANH;
        posterior.compute(posterior.centre(), forms);
        List<ResponseModel.ChannelDraw> draws = posterior.draws();
        for (int channel = 0; channel < 2; channel++) {
            double[] spend = data.spend()[channel];
            int week = 40;
            double[] lags = IntStream.rangeClosed(0, 8)
                    .mapToDouble(lag -> spend[week - lag])
                    .toArray();
            ResponseModel.ChannelDraw draw = draws.get(channel);
            double adstock = ResponsePrediction.adstock(draw.carryOver(), lags);
            assertThat(draw.effect(adstock)).isCloseTo(posterior.effect(channel)[week], within(1e-6));
        }
    }
}
