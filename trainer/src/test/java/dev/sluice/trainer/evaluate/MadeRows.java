package dev.sluice.trainer.evaluate;

import dev.sluice.trainer.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Rows made by hand. */
final class MadeRows {
    private final int size;
    private final List<String> names = new ArrayList<>();
    private final List<double[]> numbers = new ArrayList<>();
    private final List<String> categoryNames = new ArrayList<>();
    private final List<String[]> categories = new ArrayList<>();
    private double[] target = new double[0];
    private long[] days = new long[0];
    private String[] series = new String[0];

    MadeRows(int size) {
        this.size = size;
    }

    MadeRows number(String name, IntToDoubleFunction value) {
        names.add(name);
        numbers.add(IntStream.range(0, size).mapToDouble(value).toArray());
        return this;
    }

    MadeRows random(String name, double from, double to, long seed) {
        Random random = new Random(seed);
        return number(name, row -> from + (to - from) * random.nextDouble());
    }

    MadeRows category(String name, String... cycle) {
        categoryNames.add(name);
        categories.add(IntStream.range(0, size)
                .mapToObj(row -> cycle[row % cycle.length])
                .toArray(String[]::new));
        return this;
    }

    MadeRows target(IntToDoubleFunction value) {
        target = IntStream.range(0, size).mapToDouble(value).toArray();
        return this;
    }

    /** The number of that name, to make a target of. */
    double of(String name, int row) {
        return numbers.get(names.indexOf(name))[row];
    }

    MadeRows weekly() {
        days = IntStream.range(0, size).mapToLong(row -> 7L * row).toArray();
        return this;
    }

    MadeRows dated(long... given) {
        days = given;
        return this;
    }

    MadeRows series(String... given) {
        series = given;
        return this;
    }

    Dataset rows() {
        return new Dataset(
                names,
                numbers.toArray(double[][]::new),
                categoryNames,
                categories.toArray(String[][]::new),
                target,
                days,
                series);
    }

    static Dataset part(Dataset all, int from, int to) {
        return all.rows(IntStream.range(from, to).toArray());
    }
}
