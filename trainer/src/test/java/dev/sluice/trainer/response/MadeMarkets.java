package dev.sluice.trainer.response;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Weekly histories whose channels are known: geometric carry-over and tanh saturation over a seasonal baseline. */
final class MadeMarkets {
    /** Revenue that a channel brought over all weeks for a unit spent. */
    @SuppressWarnings("ArrayRecordComponent") // a table of numbers, not a value to compare
    record Market(ResponseData data, double[] roas) {}

    private MadeMarkets() {}

    /**
     * A market.
     *
     * @param noise standard deviation of the noise, in units of a mean revenue of about 1,000
     * @param scale factor of all money
     * @param seed of spend and noise; the channels are the same for every seed
     */
    static Market of(int channels, int weeks, double noise, double scale, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        double[][] spend = new double[channels][weeks];
        double[] outcome = new double[weeks];
        double[] roas = new double[channels];
        for (int week = 0; week < weeks; week++) {
            double season = Math.sin(2 * Math.PI * week / ResponseModel.YEAR);
            outcome[week] = scale * (600 + 0.5 * week + 60 * season + noise * random.nextGaussian());
        }
        for (int channel = 0; channel < channels; channel++) {
            double decay = 0.3 + 0.3 * channel / channels;
            double ceiling = 250.0 / (1 + channel);
            double half = 60;
            double adstock = 50;
            double brought = 0;
            double spent = 0;
            for (int week = 0; week < weeks; week++) {
                double now = 50 * Math.exp(0.5 * random.nextGaussian()) * (random.nextInt(10) == 0 ? 0.1 : 1);
                spend[channel][week] = scale * now;
                adstock = decay * adstock + (1 - decay) * now;
                double effect = ceiling * Math.tanh(adstock / half);
                outcome[week] += scale * effect;
                brought += effect;
                spent += now;
            }
            roas[channel] = brought / spent;
        }
        LocalDate first = LocalDate.parse("2023-01-02");
        List<String> names = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            names.add("c" + channel);
        }
        return new Market(
                new ResponseData(
                        IntStream.range(0, weeks).mapToObj(first::plusWeeks).toList(),
                        outcome,
                        names,
                        spend,
                        List.of(),
                        new double[0][],
                        List.of()),
                roas);
    }

    /** The same history with lift tests. */
    static ResponseData tested(ResponseData data, List<LiftTest> tests) {
        return new ResponseData(
                data.weeks(),
                data.outcome(),
                data.channels(),
                data.spend(),
                data.controls(),
                data.controlValues(),
                tests);
    }
}
