package dev.sluice.trainer.learn;

import dev.sluice.trainer.data.Dataset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a row's target is measured in: its level, such as the usual CAC of the row's channel, so that rows of accounts of
 * any currency or size look alike. A row's level is the first of some number inputs that is usable in it (finite and
 * above 0, to be exact from {@value #LEAST} to {@value #GREATEST}), else a constant. All is float32, one operation a
 * step, as in the graph.
 *
 * @param columns places of the level's inputs, the preferred first; none where targets are absolute
 * @param otherwise the median level of the training rows that have one
 * @param divided places of the inputs that are in the level's unit, and are divided by it, too; ascending
 */
@SuppressWarnings("ArrayRecordComponent") // places, not values to compare
public record Level(int[] columns, float otherwise, int[] divided) {
    /** Where targets are absolute. */
    public static final Level NONE = new Level(new int[0], 1, new int[0]);
    /** A smaller level is as good as none. */
    public static final float LEAST = 1e-6f;
    /** So is a greater one. */
    public static final float GREATEST = 1e15f;

    static Level fit(Dataset rows, List<String> levels, List<String> inputs) throws CannotLearnException {
        int[] columns = places(rows, levels);
        Level usable = new Level(columns, Float.NaN, places(rows, inputs));
        float[] known = usable.of(rows);
        double[] ascending = IntStream.range(0, known.length)
                .mapToDouble(row -> known[row])
                .filter(level -> !Double.isNaN(level))
                .sorted()
                .toArray();
        if (ascending.length == 0) {
            throw new CannotLearnException("targets can't be relative to " + String.join(" or ", levels)
                    + ": no training row has a level above 0");
        }
        return new Level(columns, (float) Moments.quantile(ascending, .5), usable.divided());
    }

    private static int[] places(Dataset rows, List<String> names) throws CannotLearnException {
        for (String name : names) {
            if (!rows.numberNames().contains(name)) {
                throw new CannotLearnException("there is no number input \"" + name + "\" to be relative to");
            }
        }
        return names.stream().mapToInt(rows.numberNames()::indexOf).toArray();
    }

    /** Whether targets are absolute. */
    public boolean isNone() {
        return columns.length == 0;
    }

    /** Levels [row]. */
    float[] of(Dataset rows) {
        float[] levels = new float[rows.size()];
        Arrays.fill(levels, otherwise);
        for (int i = columns.length - 1; i >= 0; i--) {
            double[] column = rows.numbers()[columns[i]];
            for (int row = 0; row < levels.length; row++) {
                float level = (float) column[row];
                levels[row] = level >= LEAST && level <= GREATEST ? level : levels[row];
            }
        }
        return levels;
    }

    /** The rows with targets, and inputs of the same unit, divided by their levels. */
    public Dataset relative(Dataset rows) {
        if (isNone()) {
            return rows;
        }
        float[] levels = of(rows);
        double[][] numbers = rows.numbers().clone();
        for (int c : divided) {
            double[] column = numbers[c];
            numbers[c] = IntStream.range(0, levels.length)
                    .mapToDouble(row -> (float) column[row] / levels[row])
                    .toArray();
        }
        return Columns.withTarget(Columns.withNumbers(rows, numbers), relative(rows.target(), levels));
    }

    /** Values of rows, such as outcomes, divided by the rows' levels. */
    public double[] relative(double[] values, Dataset rows) {
        return isNone() ? values : relative(values, of(rows));
    }

    private static double[] relative(double[] values, float[] levels) {
        return IntStream.range(0, values.length)
                .mapToDouble(row -> values[row] / levels[row])
                .toArray();
    }

    /** Float32 values [row][output], relative ones, times the rows' levels; in place. */
    void multiply(double[][] values, Dataset rows) {
        if (isNone()) {
            return;
        }
        float[] levels = of(rows);
        for (int row = 0; row < values.length; row++) {
            for (int output = 0; output < values[row].length; output++) {
                values[row][output] = (float) values[row][output] * levels[row];
            }
        }
    }
}
