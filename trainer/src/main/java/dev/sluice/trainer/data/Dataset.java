package dev.sluice.trainer.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows to learn from, by column. The arrays are not copied: whoever makes one leaves them alone.
 *
 * @param numberNames names of the number inputs
 * @param numbers [number input][row]; NaN is missing
 * @param categoryNames names of the category inputs
 * @param categories [category input][row]; null is missing
 * @param target [row]; never NaN
 * @param days [row], days since 1970-01-01; empty where rows have no date
 * @param series [row], the series that a dated row belongs to (such as account/channel), for naive forecasts; empty
 *     where all rows are one series
 */
@SuppressWarnings("ArrayRecordComponent") // columns of numbers, not values to compare
public record Dataset(
        List<String> numberNames,
        double[][] numbers,
        List<String> categoryNames,
        @Nullable String[][] categories,
        double[] target,
        long[] days,
        String[] series) {

    public Dataset {
        numberNames = List.copyOf(numberNames);
        categoryNames = List.copyOf(categoryNames);
        if (numberNames.size() != numbers.length || categoryNames.size() != categories.length) {
            throw new IllegalArgumentException("a name for every column");
        }
        if ((days.length > 0 && days.length != target.length)
                || (series.length > 0 && series.length != target.length)) {
            throw new IllegalArgumentException("a date and a series for every row, or for none");
        }
    }

    /** How many rows there are. */
    public int size() {
        return target.length;
    }

    /** Whether rows have dates. */
    public boolean isDated() {
        return days.length > 0;
    }

    /** Some of the rows, in the order given; a row may come twice. */
    public Dataset rows(int[] chosen) {
        double[][] someNumbers = new double[numbers.length][];
        for (int c = 0; c < numbers.length; c++) {
            double[] column = numbers[c];
            someNumbers[c] =
                    Arrays.stream(chosen).mapToDouble(row -> column[row]).toArray();
        }
        @Nullable String[][] someCategories = new String[categories.length][];
        for (int c = 0; c < categories.length; c++) {
            @Nullable String[] column = categories[c];
            someCategories[c] =
                    Arrays.stream(chosen).mapToObj(row -> column[row]).toArray(String[]::new);
        }
        return new Dataset(
                numberNames,
                someNumbers,
                categoryNames,
                someCategories,
                Arrays.stream(chosen).mapToDouble(row -> target[row]).toArray(),
                days.length == 0
                        ? days
                        : Arrays.stream(chosen).mapToLong(row -> days[row]).toArray(),
                series.length == 0
                        ? series
                        : Arrays.stream(chosen).mapToObj(row -> series[row]).toArray(String[]::new));
    }

    /** These rows, and after them others of the same columns. */
    public Dataset followedBy(Dataset others) {
        if (!numberNames.equals(others.numberNames) || !categoryNames.equals(others.categoryNames)) {
            throw new IllegalArgumentException("the rows have different columns");
        }
        double[][] allNumbers = new double[numbers.length][];
        for (int c = 0; c < numbers.length; c++) {
            allNumbers[c] = DoubleStream.concat(Arrays.stream(numbers[c]), Arrays.stream(others.numbers[c]))
                    .toArray();
        }
        @Nullable String[][] allCategories = new String[categories.length][];
        for (int c = 0; c < categories.length; c++) {
            allCategories[c] = Stream.concat(Arrays.stream(categories[c]), Arrays.stream(others.categories[c]))
                    .toArray(String[]::new);
        }
        return new Dataset(
                numberNames,
                allNumbers,
                categoryNames,
                allCategories,
                DoubleStream.concat(Arrays.stream(target), Arrays.stream(others.target))
                        .toArray(),
                LongStream.concat(Arrays.stream(days), Arrays.stream(others.days))
                        .toArray(),
                Stream.concat(Arrays.stream(series), Arrays.stream(others.series))
                        .toArray(String[]::new));
    }
}
