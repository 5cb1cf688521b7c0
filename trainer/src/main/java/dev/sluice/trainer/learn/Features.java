package dev.sluice.trainer.learn;

import dev.sluice.trainer.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From rows to a float32 matrix: the numbers (scaled, or as they are with NaN for missing), then the codes of the
 * categories. Numbers are cast to float32 before anything else, as whoever feeds the ONNX graph must.
 *
 * @param numberNames number inputs, in their order
 * @param scaling how numbers are made ready; null where they stay as they are, for trees
 * @param categoryNames category inputs, in their order
 * @param tables how each becomes numbers
 */
public record Features(
        List<String> numberNames,
        @Nullable NumberScaling scaling,
        List<String> categoryNames,
        List<CategoryTable> tables) {
    /** Beyond so many levels, a category is target-encoded. */
    static final int ONE_HOT_LEVELS = 30;

    public Features {
        numberNames = List.copyOf(numberNames);
        categoryNames = List.copyOf(categoryNames);
        tables = List.copyOf(tables);
    }

    /** What was fitted, and the training rows' own matrix, which differs: there, target encoding is out of fold. */
    @SuppressWarnings("ArrayRecordComponent") // a matrix, not a value to compare
    record Fitting(Features features, float[] matrix) {}

    /** For learners that need tame numbers: imputed, winsorised, standardised. */
    static Fitting scaled(Dataset rows, double[] target, long seed) throws CannotLearnException {
        return fit(rows, NumberScaling.fit(rows.numbers()), target, seed);
    }

    /** For trees: numbers as they are. */
    static Fitting raw(Dataset rows, double[] target, long seed) throws CannotLearnException {
        return fit(rows, null, target, seed);
    }

    private static Fitting fit(Dataset rows, @Nullable NumberScaling scaling, double[] target, long seed)
            throws CannotLearnException {
        check(rows);
        List<CategoryTable> tables = new ArrayList<>();
        List<@Nullable TargetEncoding> encodings = new ArrayList<>();
        for (@Nullable String[] column : rows.categories()) {
            List<String> levels = CategoryTable.levels(column);
            @Nullable
            TargetEncoding encoding = levels.size() <= ONE_HOT_LEVELS
                    ? null
                    : new TargetEncoding(column, target, scaling != null, seed + encodings.size());
            tables.add(encoding == null ? CategoryTable.oneHot(levels) : encoding.table(levels));
            encodings.add(encoding);
        }
        Features features = new Features(rows.numberNames(), scaling, rows.categoryNames(), tables);
        if ((long) rows.size() * features.width() > Integer.MAX_VALUE - 8) {
            throw new CannotLearnException(rows.size() + " rows of " + features.width()
                    + " features are more than fit into memory; take fewer rows or columns");
        }
        float[] matrix = features.matrix(rows);
        features.outOfFold(encodings, matrix);
        return new Fitting(features, matrix);
    }

    private static void check(Dataset rows) throws CannotLearnException {
        if (rows.size() == 0) {
            throw new CannotLearnException("There are no rows to learn from");
        }
        if (rows.numberNames().isEmpty() && rows.categoryNames().isEmpty()) {
            throw new CannotLearnException("There is no input column to learn from; name at least one");
        }
    }

    private void outOfFold(List<@Nullable TargetEncoding> encodings, float[] matrix) {
        int width = width();
        int at = numberWidth();
        for (int c = 0; c < tables.size(); c++) {
            @Nullable TargetEncoding encoding = encodings.get(c);
            if (encoding != null) {
                for (int row = 0; row < encoding.outOfFold.length; row++) {
                    matrix[row * width + at] = (float) encoding.outOfFold[row];
                }
            }
            at += tables.get(c).width();
        }
    }

    private int numberWidth() {
        return scaling == null ? numberNames.size() : scaling.width();
    }

    /** How many numbers a row becomes. */
    public int width() {
        return numberWidth() + tables.stream().mapToInt(CategoryTable::width).sum();
    }

    /** The rows as a row-major matrix [row][{@link #width()}]. */
    float[] matrix(Dataset rows) {
        if (!rows.numberNames().equals(numberNames) || !rows.categoryNames().equals(categoryNames)) {
            throw new IllegalArgumentException("The rows have the columns " + rows.numberNames() + " and "
                    + rows.categoryNames() + ", the model was trained on " + numberNames + " and " + categoryNames);
        }
        int width = width();
        float[] matrix = new float[Math.multiplyExact(rows.size(), width)];
        if (scaling == null) {
            copy(rows.numbers(), matrix, width);
        } else {
            scaling.write(rows.numbers(), matrix, width);
        }
        int at = numberWidth();
        for (int c = 0; c < tables.size(); c++) {
            tables.get(c).encode(rows.categories()[c], matrix, width, at);
            at += tables.get(c).width();
        }
        return matrix;
    }

    private static void copy(double[][] columns, float[] matrix, int stride) {
        for (int c = 0; c < columns.length; c++) {
            double[] column = columns[c];
            for (int row = 0; row < column.length; row++) {
                matrix[row * stride + c] = (float) column[row];
            }
        }
    }
}
