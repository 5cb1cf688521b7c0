package dev.sluice.trainer.response;

import dev.sluice.schemas.model.ResponseCard;
import dev.sluice.trainer.data.Dataset;
import dev.sluice.trainer.response.ResponseModel.ChannelDraw;
import dev.sluice.trainer.response.ResponseModel.Draw;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Response models that nobody fitted, and rows for them. */
public final class MadeModels {
    private MadeModels() {}

    /** Channels c0, c1, ... and controls x0, x1, ..., over 104 weeks from a Monday on. */
    public static ResponseModel of(int channels, int lags, int controls, int draws, long seed) {
        return of(channels, lags, controls, draws, null, seed);
    }

    /** All of one form; or of both, mixed, where it is null. */
    public static ResponseModel of(
            int channels, int lags, int controls, int draws, @Nullable Saturation form, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        double[] means = random.doubles(controls, -2, 5).toArray();
        List<Draw> all = new ArrayList<>();
        for (int s = 0; s < draws; s++) {
            List<ChannelDraw> effects = new ArrayList<>();
            for (int c = 0; c < channels; c++) {
                effects.add(channel(c, lags, form, random));
            }
            all.add(new Draw(
                    effects,
                    random.nextGaussian(20_000, 300),
                    random.nextGaussian(10, 1),
                    random.nextGaussian(0, .05),
                    random.doubles(4, -500, 500).toArray(),
                    random.doubles(controls, -800, 800).toArray(),
                    s % 7 == 0 ? s % 2 : random.nextDouble(.2, .95),
                    random.nextDouble(100, 400),
                    random.nextGaussian(0, 500),
                    random.nextDouble(300, 900)));
        }
        return new ResponseModel(
                LocalDate.parse("2024-01-01"), 104, names("c", channels), lags, names("x", controls), means, all);
    }

    private static ChannelDraw channel(int c, int lags, @Nullable Saturation form, RandomGenerator random) {
        double decay = random.nextDouble(0, .8);
        double[] weights = IntStream.rangeClosed(0, lags)
                .mapToDouble(lag -> Math.pow(decay, lag))
                .toArray();
        double sum =
                IntStream.rangeClosed(0, lags).mapToDouble(lag -> weights[lag]).sum();
        for (int lag = 0; lag <= lags; lag++) {
            weights[lag] /= sum;
        }
        Saturation own = form != null ? form : random.nextBoolean() ? Saturation.TANH : Saturation.HILL;
        return new ChannelDraw(
                weights,
                own,
                random.nextDouble(500, 9_000) * (c + 1),
                random.nextDouble(200, 4_000),
                own == Saturation.HILL ? random.nextDouble(.5, 4) : 1);
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    /** Weeks like those of the training, and some ahead. */
    public static Dataset rows(ResponseModel model, int rows, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        List<String> names = ResponseCard.inputs(model.channels(), model.lags(), model.controls());
        double[][] numbers = new double[names.size()][rows];
        for (int i = 0; i < names.size(); i++) {
            for (int row = 0; row < rows; row++) {
                numbers[i][row] = names.get(i).equals(ResponseCard.WEEK)
                        ? random.nextInt(0, 130)
                        : names.get(i).startsWith("spend.") ? random.nextDouble(0, 6_000) : random.nextDouble(-5, 10);
            }
        }
        return dataset(names, numbers);
    }

    /** Nothing spent, a fortune spent, spend below 0 and unknown, unknown controls, weeks long before and far ahead. */
    public static Dataset hostile(ResponseModel model) {
        double[] spends = {0, 1e-12, 1e-3, 1, 1e6, 1e12, 3e38, -50, Double.NaN, 1e-40, Double.POSITIVE_INFINITY};
        double[] weeks = {0, 103, 104, 105, 500, 5_000, -30, 103.5};
        List<String> names = ResponseCard.inputs(model.channels(), model.lags(), model.controls());
        int rows = spends.length * weeks.length;
        double[][] numbers = new double[names.size()][rows];
        for (int i = 0; i < names.size(); i++) {
            for (int row = 0; row < rows; row++) {
                double spend = spends[(row + (row % 3 == 0 ? i : 0)) % spends.length];
                numbers[i][row] = names.get(i).equals(ResponseCard.WEEK)
                        ? weeks[row / spends.length]
                        : names.get(i).startsWith("spend.") ? spend : row % 4 == 0 ? Double.NaN : 1e4 * (row % 3);
            }
        }
        return dataset(names, numbers);
    }

    private static Dataset dataset(List<String> names, double[][] numbers) {
        return new Dataset(
                names, numbers, List.of(), new String[0][], new double[numbers[0].length], new long[0], new String[0]);
    }
}
