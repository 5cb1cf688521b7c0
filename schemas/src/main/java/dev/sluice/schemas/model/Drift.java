package dev.sluice.schemas.model;

import dev.sluice.schemas.model.ModelCard.Distribution;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far an input has moved from what a model was trained on: the population stability index, the sum over bins of
 * (now − then) · ln(now / then) over the shares of each (the symmetric Kullback–Leibler divergence). By the usual rule
 * of thumb a value above {@link #NOTABLE} is worth a look. Bins are those of a {@link Distribution}, and two more: the
 * missing, and categories that the distribution does not list.
 *
 * <p>Small samples look drifted by chance, so compare with {@link #byChance}, too.
 */
public final class Drift {
    /** Above this, an input has moved enough to matter. */
    public static final double NOTABLE = .2;

    private static final int BINS = 10;
    private static final int MOST_CATEGORIES = 50;
    private static final double LEAST_SHARE = 1e-4;

    private Drift() {}

    /**
     * The distribution of numbers in ten bins with about as many values each; fewer where values are tied.
     *
     * @param values NaN is missing; at least one value of either kind
     */
    public static Distribution ofNumbers(double[] values) {
        double[] sorted =
                Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        double[] edges = new double[BINS - 1];
        int n = 0;
        for (int i = 1; i < BINS && sorted.length > 0; i++) {
            double edge = sorted[(int) Math.ceil((double) i * sorted.length / BINS) - 1];
            // The greatest value as an edge would leave nothing for the last bin.
            if ((n == 0 || edge > edges[n - 1]) && edge < sorted[sorted.length - 1]) {
                edges[n++] = edge;
            }
        }
        List<Double> inner = Arrays.stream(edges, 0, n).boxed().toList();
        long[] counts = new long[n + 1];
        Distribution bins = new Distribution(inner, List.of(), List.of(), 0);
        for (double value : sorted) {
            counts[bin(bins, value)]++;
        }
        return new Distribution(inner, List.of(), shares(counts, values.length), missing(sorted.length, values.length));
    }

    /**
     * The distribution of categories, the most frequent first, at most fifty; what is left to 1 are the others.
     *
     * @param values null is missing; at least one value of either kind
     */
    public static Distribution ofCategories(@Nullable String[] values) {
        Map<String, Long> counts = new TreeMap<>();
        int present = 0;
        for (String value : values) {
            if (value != null) {
                counts.merge(value, 1L, Long::sum);
                present++;
            }
        }
        List<Map.Entry<String, Long>> most = counts.entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry<String, Long>::getValue, Comparator.reverseOrder())
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST_CATEGORIES)
                .toList();
        return new Distribution(
                List.of(),
                most.stream().map(Map.Entry::getKey).toList(),
                shares(most.stream().mapToLong(Map.Entry::getValue).toArray(), values.length),
                missing(present, values.length));
    }

    private static List<Double> shares(long[] counts, int of) {
        return Arrays.stream(counts).mapToObj(count -> (double) count / of).toList();
    }

    private static double missing(int present, int of) {
        return (double) (of - present) / of;
    }

    /** How many bins a sample has to be counted into: those of the distribution, the unlisted, the missing. */
    public static int bins(Distribution distribution) {
        return listed(distribution) + 2;
    }

    private static int listed(Distribution distribution) {
        return distribution.shares().size();
    }

    /** The bin of a number; the last for NaN. Compare like with like: a float is not the double it was made from. */
    public static int bin(Distribution distribution, double value) {
        if (Double.isNaN(value)) {
            return bins(distribution) - 1;
        }
        List<Double> edges = distribution.edges();
        int bin = 0;
        while (bin < edges.size() && value > edges.get(bin)) {
            bin++;
        }
        return bin;
    }

    /** The bin of a category; the last for null, the one before for what the distribution does not list. */
    public static int bin(Distribution distribution, @Nullable String value) {
        if (value == null) {
            return bins(distribution) - 1;
        }
        int place = distribution.categories().indexOf(value);
        return place >= 0 ? place : bins(distribution) - 2;
    }

    /** The index of these numbers. */
    public static double psi(Distribution distribution, double[] values) {
        double[] counts = new double[bins(distribution)];
        for (double value : values) {
            counts[bin(distribution, value)]++;
        }
        return psiOfCounts(distribution, counts);
    }

    /** The index of these categories. */
    public static double psi(Distribution distribution, @Nullable String[] values) {
        double[] counts = new double[bins(distribution)];
        for (String value : values) {
            counts[bin(distribution, value)]++;
        }
        return psiOfCounts(distribution, counts);
    }

    /**
     * The index of a sample by its counts per bin, which may be weighted; 0 for an empty one. An empty bin counts as half a
     * row, and at least as a share of 0.0001.
     */
    public static double psiOfCounts(Distribution distribution, double[] counts) {
        if (counts.length != bins(distribution)) {
            throw new IllegalArgumentException("a count for every bin");
        }
        double n = Arrays.stream(counts).sum();
        double psi = 0;
        for (int bin = 0; bin < counts.length && n > 0; bin++) {
            double then = expected(distribution, bin);
            double now = counts[bin] / n;
            if (then > 0 || now > 0) {
                double least = Math.max(LEAST_SHARE, .5 / n);
                double a = Math.max(now, then > 0 ? least : 0);
                double b = Math.max(then, LEAST_SHARE);
                psi += (a - b) * Math.log(a / b);
            }
        }
        return psi;
    }

    private static double expected(Distribution distribution, int bin) {
        int listed = listed(distribution);
        if (bin < listed) {
            return distribution.shares().get(bin);
        }
        if (bin == listed + 1) {
            return distribution.missing();
        }
        double others = 1
                - distribution.missing()
                - distribution.shares().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum();
        return others > 1e-9 ? others : 0;
    }

    /**
     * The value that the index exceeds once in a thousand times where nothing has moved: without drift it is about
     * (1/trained + 1/sampled) times a chi-square variable with one degree of freedom less than bins (Yurdakul 2018);
     * its quantile by Wilson and Hilferty's approximation.
     *
     * @param trained how many rows the distribution is of
     * @param sampled how many rows are compared with it
     */
    public static double byChance(Distribution distribution, long trained, long sampled) {
        long used = 0;
        for (int bin = 0; bin < bins(distribution); bin++) {
            used += expected(distribution, bin) > 0 ? 1 : 0;
        }
        double freedom = Math.max(1, used - 1);
        double spread = 2 / (9 * freedom);
        double quantile = freedom * Math.pow(1 - spread + 3.0902 * Math.sqrt(spread), 3);
        return quantile * (1.0 / trained + 1.0 / sampled);
    }
}
