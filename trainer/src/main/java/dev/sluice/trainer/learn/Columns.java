package dev.sluice.trainer.learn;

import dev.sluice.trainer.data.Dataset;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Rows with one of their columns replaced; the others are shared. */
final class Columns {
    private Columns() {}

    /** The rows with another number column. */
    static Dataset withNumbers(Dataset rows, int column, double[] values) {
        double[][] numbers = rows.numbers().clone();
        numbers[column] = values;
        return withNumbers(rows, numbers);
    }

    /** The rows with other number columns of the same names. */
    static Dataset withNumbers(Dataset rows, double[][] numbers) {
        return new Dataset(
                rows.numberNames(),
                numbers,
                rows.categoryNames(),
                rows.categories(),
                rows.target(),
                rows.days(),
                rows.series());
    }

    /** The rows with other targets. */
    static Dataset withTarget(Dataset rows, double[] target) {
        return new Dataset(
                rows.numberNames(),
                rows.numbers(),
                rows.categoryNames(),
                rows.categories(),
                target,
                rows.days(),
                rows.series());
    }

    /** The rows with another category column. */
    static Dataset withCategories(Dataset rows, int column, IntFunction<@Nullable String> value) {
        @Nullable String[][] categories = rows.categories().clone();
        @Nullable String[] values = new String[rows.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = value.apply(row);
        }
        categories[column] = values;
        return new Dataset(
                rows.numberNames(),
                rows.numbers(),
                rows.categoryNames(),
                categories,
                rows.target(),
                rows.days(),
                rows.series());
    }
}
