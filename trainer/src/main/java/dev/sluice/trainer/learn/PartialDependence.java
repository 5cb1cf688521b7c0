package dev.sluice.trainer.learn;

import dev.sluice.trainer.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a model predicts on average when one input is set to a value in all rows and the others stay as they are
 * (Friedman, 2001).
 *
 * @param input name
 * @param points ascending for a number; the most frequent first for a category
 */
public record PartialDependence(String input, List<Point> points) {
    private static final int MOST_ROWS = 500;

    public PartialDependence {
        points = List.copyOf(points);
    }

    /**
     * One value and the mean prediction with it.
     *
     * @param label the number or the category as text
     * @param at the number; NaN for a category
     */
    public record Point(String label, double at, double mean) {}

    /**
     * The curve of an input, over at most 500 of the rows.
     *
     * @param points at most so many: quantiles of a number, the most frequent categories
     * @throws IllegalArgumentException where the rows have no such input
     */
    public static PartialDependence of(Fitted model, Dataset rows, String input, int points, long seed) {
        Dataset some = sample(rows, seed);
        int number = rows.numberNames().indexOf(input);
        int category = rows.categoryNames().indexOf(input);
        if (number < 0 && category < 0) {
            throw new IllegalArgumentException("There is no input '" + input + "'; there are " + rows.numberNames()
                    + " and " + rows.categoryNames());
        }
        return new PartialDependence(
                input,
                number >= 0
                        ? ofNumber(model, some, rows.numbers()[number], number, points)
                        : ofCategory(model, some, rows, category, points));
    }

    private static Dataset sample(Dataset rows, long seed) {
        return rows.size() <= MOST_ROWS
                ? rows
                : rows.rows(new SplittableRandom(seed)
                        .ints(MOST_ROWS, 0, rows.size())
                        .toArray());
    }

    private static List<Point> ofNumber(Fitted model, Dataset some, double[] values, int column, int points) {
        double[] ascending =
                Arrays.stream(values).filter(x -> !Double.isNaN(x)).sorted().toArray();
        if (ascending.length == 0) {
            return List.of();
        }
        double[] grid = new double[points];
        for (int i = 0; i < points; i++) {
            grid[i] = Moments.quantile(ascending, points == 1 ? .5 : .01 + .98 * i / (points - 1));
        }
        List<Point> curve = new ArrayList<>();
        for (double at : Arrays.stream(grid).distinct().toArray()) {
            double[] same = new double[some.size()];
            Arrays.fill(same, at);
            curve.add(new Point(String.valueOf(at), at, mean(model, Columns.withNumbers(some, column, same))));
        }
        return curve;
    }

    private static List<Point> ofCategory(Fitted model, Dataset some, Dataset rows, int column, int points) {
        List<Point> curve = new ArrayList<>();
        for (String level : Frequencies.mostFrequent(rows.categories()[column], points)) {
            curve.add(new Point(level, Double.NaN, mean(model, Columns.withCategories(some, column, row -> level))));
        }
        return curve;
    }

    private static double mean(Fitted model, Dataset rows) {
        return Moments.mean(model.predict(rows));
    }
}
