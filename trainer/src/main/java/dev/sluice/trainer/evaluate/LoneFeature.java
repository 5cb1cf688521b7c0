package dev.sluice.trainer.evaluate;

import dev.sluice.trainer.data.Dataset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How much of the target one feature explains by itself, on rows it was not fitted on: a number through a straight line
 * or a curve through the means of small groups, whichever explains more; a category through its means.
 */
final class LoneFeature {
    private static final int GROUP = 5;

    private final Dataset training;
    private final Dataset test;
    private final double mean;

    LoneFeature(Dataset training, Dataset test) {
        this.training = training;
        this.test = test;
        this.mean = Arrays.stream(training.target()).average().orElse(0);
    }

    /** R² of this number on the test rows; empty where undefined. */
    OptionalDouble ofNumber(int column) {
        double[] x = training.numbers()[column];
        int[] order = IntStream.range(0, x.length)
                .filter(row -> !Double.isNaN(x[row]))
                .boxed()
                .sorted(Comparator.comparingDouble(row -> x[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        if (order.length < 2 * GROUP || x[order[0]] == x[order[order.length - 1]]) {
            return OptionalDouble.empty();
        }
        OptionalDouble straight = r2(column, line(x, order));
        OptionalDouble bent = r2(column, curve(x, order));
        return straight.isEmpty() || bent.orElse(Double.NEGATIVE_INFINITY) > straight.getAsDouble() ? bent : straight;
    }

    private OptionalDouble r2(int column, DoubleUnaryOperator predict) {
        return Metrics.r2(
                test.target(),
                Arrays.stream(test.numbers()[column])
                        .map(x -> Double.isNaN(x) ? mean : predict.applyAsDouble(x))
                        .toArray());
    }

    private DoubleUnaryOperator line(double[] x, int[] order) {
        double xMean = Arrays.stream(order).mapToDouble(row -> x[row]).average().orElse(0);
        double yMean = Arrays.stream(order)
                .mapToDouble(row -> training.target()[row])
                .average()
                .orElse(0);
        double both = 0;
        double square = 0;
        for (int row : order) {
            both += (x[row] - xMean) * (training.target()[row] - yMean);
            square += (x[row] - xMean) * (x[row] - xMean);
        }
        double slope = both / square;
        return value -> yMean + slope * (value - xMean);
    }

    /** Straight between the means of groups of five rows or more, in which ties are never parted. */
    private DoubleUnaryOperator curve(double[] x, int[] order) {
        double[] xs = new double[order.length];
        double[] ys = new double[order.length];
        int groups = 0;
        for (int start = 0; start < order.length; ) {
            int end = Math.min(order.length, start + GROUP);
            while (end < order.length && x[order[end]] == x[order[end - 1]]) {
                end++;
            }
            for (int i = start; i < end; i++) {
                xs[groups] += x[order[i]] / (end - start);
                ys[groups] += training.target()[order[i]] / (end - start);
            }
            groups++;
            start = end;
        }
        double[] centres = Arrays.copyOf(xs, groups);
        return value -> between(centres, ys, value);
    }

    private static double between(double[] centres, double[] ys, double value) {
        int place = Arrays.binarySearch(centres, value);
        if (place >= 0) {
            return ys[place];
        }
        int above = -place - 1;
        if (above == 0 || above == centres.length) {
            return ys[above == 0 ? 0 : above - 1];
        }
        double share = (value - centres[above - 1]) / (centres[above] - centres[above - 1]);
        return ys[above - 1] + share * (ys[above] - ys[above - 1]);
    }

    /** R² of this category on the test rows; empty where undefined. */
    OptionalDouble ofCategory(int column) {
        Map<String, double[]> sums = new HashMap<>();
        for (int row = 0; row < training.size(); row++) {
            String category = training.categories()[column][row];
            if (category != null) {
                double[] sum = sums.computeIfAbsent(category, name -> new double[2]);
                sum[0] += training.target()[row];
                sum[1]++;
            }
        }
        return Metrics.r2(
                test.target(),
                Arrays.stream(test.categories()[column])
                        .mapToDouble(category -> mean(category, sums))
                        .toArray());
    }

    private double mean(@Nullable String category, Map<String, double[]> sums) {
        double[] sum = category == null ? null : sums.get(category);
        return sum == null ? mean : sum[0] / sum[1];
    }
}
