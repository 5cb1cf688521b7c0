package dev.sluice.trainer.learn;

import dev.sluice.trainer.data.Dataset;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Weekly costs of shops of two currencies, worth 1 and 1/100: one process. */
public final class TwoCurrencies {
    private static final List<String> MONEY = List.of("lag1", "mean8");

    private TwoCurrencies() {}

    /**
     * Rows of thirty series, one a week each. A series' cost turns about its own level, which wanders, is noisy, and
     * follows the pressure, a number that is known before.
     */
    public static Dataset rows(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int shops = 30;
        double[] usual = new double[shops];
        for (int shop = 0; shop < shops; shop++) {
            usual[shop] = (shop % 2 == 0 ? 1 : 100) * Math.exp(random.nextDouble(3, 5));
        }
        double[][] numbers = new double[3][count];
        double[] target = new double[count];
        long[] days = new long[count];
        String[] series = new String[count];
        double[][] past = new double[shops][8];
        for (int row = -8 * shops; row < count; row++) {
            int shop = Math.floorMod(row, shops);
            double pressure = random.nextGaussian();
            usual[shop] *= Math.exp(.02 * random.nextGaussian());
            double cost = usual[shop] * (1 + .15 * pressure) * Math.exp(.05 * random.nextGaussian());
            if (row >= 0) {
                numbers[0][row] = past[shop][7];
                double sum = 0;
                for (double week : past[shop]) {
                    sum += week;
                }
                numbers[1][row] = sum / 8;
                numbers[2][row] = pressure;
                target[row] = cost;
                days[row] = 7L * (row / shops);
                series[row] = "shop" + shop;
            }
            System.arraycopy(past[shop], 1, past[shop], 0, 7);
            past[shop][7] = cost;
        }
        return new Dataset(
                List.of("lag1", "mean8", "pressure"), numbers, List.of(), new String[0][], target, days, series);
    }

    /** The rows in a currency of which it takes so many. */
    static Dataset times(Dataset rows, double rate) {
        double[][] numbers = new double[rows.numbers().length][];
        for (int c = 0; c < numbers.length; c++) {
            double factor = MONEY.contains(rows.numberNames().get(c)) ? rate : 1;
            numbers[c] = Arrays.stream(rows.numbers()[c]).map(x -> factor * x).toArray();
        }
        return Columns.withNumbers(rows, numbers);
    }

    /** The learner, learning relative to the mean of eight weeks. */
    public static Learner relative(Learner plain) {
        return new RelativeLearner(plain, List.of("mean8"), MONEY);
    }
}
