package dev.sluice.trainer.learn;

import dev.sluice.trainer.data.Dataset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Seeded rows of which the truth is known. */
public final class TestRows {
    private TestRows() {}

    /**
     * Numbers spend and clicks (some missing), size; categories channel (4 levels, some missing) and campaign (60
     * levels); the target depends on all but size, and is positive.
     */
    public static Dataset mixed(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] numbers = new double[3][rows];
        @Nullable String[][] categories = new String[2][rows];
        double[] target = new double[rows];
        for (int row = 0; row < rows; row++) {
            double spend = random.nextDouble(10, 1000);
            double clicks = random.nextDouble(0, 500);
            int channel = random.nextInt(4);
            int campaign = random.nextInt(60);
            numbers[0][row] = spend;
            numbers[1][row] = random.nextInt(10) == 0 ? Double.NaN : clicks;
            numbers[2][row] = random.nextGaussian() * 1e6;
            categories[0][row] = random.nextInt(20) == 0 ? null : "channel-" + channel;
            categories[1][row] = "campaign-" + campaign;
            target[row] = 20 + .05 * spend + .02 * clicks + 5 * channel + .3 * campaign + 3 * random.nextDouble();
        }
        return new Dataset(
                List.of("spend", "clicks", "size"),
                numbers,
                List.of("channel", "campaign"),
                categories,
                target,
                new long[0],
                new String[0]);
    }

    private static final double[] GAPS = {
        Double.NaN, 0, -0.0, -5, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e-30, Float.MIN_VALUE, 1e300
    };

    /** The same rows, a third of which have something in a number column that is no level. */
    public static Dataset withGaps(Dataset rows, String column) {
        int at = rows.numberNames().indexOf(column);
        double[] values = rows.numbers()[at].clone();
        for (int row = 0; row < values.length; row += 3) {
            values[row] = GAPS[row / 3 % GAPS.length];
        }
        return Columns.withNumbers(rows, at, values);
    }

    /** The same rows, none of which has a level in a number column. */
    public static Dataset onlyGaps(Dataset rows, String column) {
        double[] values = new double[rows.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = GAPS[row % GAPS.length];
        }
        return Columns.withNumbers(rows, rows.numberNames().indexOf(column), values);
    }

    /** The same rows without their categories. */
    public static Dataset onlyNumbers(Dataset rows) {
        return new Dataset(
                rows.numberNames(),
                rows.numbers(),
                List.of(),
                new String[0][],
                rows.target(),
                rows.days(),
                rows.series());
    }

    /** The same rows without their numbers. */
    public static Dataset onlyCategories(Dataset rows) {
        return new Dataset(
                List.of(),
                new double[0][],
                rows.categoryNames(),
                rows.categories(),
                rows.target(),
                rows.days(),
                rows.series());
    }

    /** Rows of one number column. */
    public static Dataset of(double[] numbers, double[] target) {
        return new Dataset(
                List.of("x"), new double[][] {numbers}, List.of(), new String[0][], target, new long[0], new String[0]);
    }

    /** Rows of one category column. */
    public static Dataset of(@Nullable String[] categories, double[] target) {
        return new Dataset(
                List.of(),
                new double[0][],
                List.of("c"),
                new @Nullable String[][] {categories},
                target,
                new long[0],
                new String[0]);
    }

    /** From one row to another, the latter not included. */
    public static Dataset between(Dataset rows, int from, int to) {
        return rows.rows(IntStream.range(from, to).toArray());
    }

    /** Numbers that no training saw, in every column, and unknown, empty and missing categories. */
    public static Dataset hostile(Dataset like) {
        double[] odd = {
            1e9,
            -1e9,
            0,
            -0.0,
            Float.MIN_VALUE,
            -Float.MIN_VALUE,
            Double.MIN_VALUE,
            1e300,
            -1e300,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.NaN,
            1,
            1e-30,
            Float.MAX_VALUE
        };
        @Nullable
        String[] strange = {"never seen", "", null, "channel-1", "Channel-1", " channel-1", "campaign-7", "ü€😀"};
        int rows = odd.length * strange.length;
        double[][] numbers = new double[like.numberNames().size()][rows];
        @Nullable String[][] categories = new String[like.categoryNames().size()][rows];
        for (int row = 0; row < rows; row++) {
            for (int c = 0; c < numbers.length; c++) {
                numbers[c][row] = odd[(row + c * 3) % odd.length];
            }
            for (int c = 0; c < categories.length; c++) {
                categories[c][row] = strange[(row / odd.length + c) % strange.length];
            }
        }
        return new Dataset(
                like.numberNames(),
                numbers,
                like.categoryNames(),
                categories,
                new double[rows],
                new long[0],
                new String[0]);
    }

    /** Mean absolute error. */
    public static double mae(double[] predictions, Dataset rows) {
        return IntStream.range(0, predictions.length)
                .mapToDouble(row -> Math.abs(predictions[row] - rows.target()[row]))
                .average()
                .orElseThrow();
    }
}
