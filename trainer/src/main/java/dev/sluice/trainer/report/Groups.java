package dev.sluice.trainer.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rows by category: the most frequent categories have a group of their own, the rest share the last.
 *
 * @param names of the groups
 * @param of [row], index of its group
 */
@SuppressWarnings("ArrayRecordComponent") // an index, not a value to compare
record Groups(List<String> names, int[] of) {
    private static final String MISSING = "(missing)";

    /** All rows in one group. */
    static Groups one(int rows) {
        return new Groups(List.of(""), new int[rows]);
    }

    /** By category. */
    static Groups by(@Nullable String[] categories, int most) {
        Map<String, Integer> counts = new HashMap<>();
        for (String category : categories) {
            counts.merge(Objects.requireNonNullElse(category, MISSING), 1, Integer::sum);
        }
        List<String> names = new ArrayList<>(counts.keySet());
        names.sort(Comparator.<String>comparingInt(name -> -Objects.requireNonNull(counts.get(name)))
                .thenComparing(Comparator.naturalOrder()));
        boolean rest = names.size() > most;
        List<String> shown = new ArrayList<>(rest ? names.subList(0, most - 1) : names);
        Collections.sort(shown);
        int other = shown.size();
        if (rest) {
            shown.add("other");
        }
        int[] of = Arrays.stream(categories)
                .mapToInt(category -> {
                    int at = shown.indexOf(Objects.requireNonNullElse(category, MISSING));
                    return at < 0 ? other : at;
                })
                .toArray();
        return new Groups(shown, of);
    }

    /** Means of the finite values by group; NaN for a group without any. */
    double[] means(double[] values) {
        double[] sums = new double[names.size()];
        int[] counts = new int[names.size()];
        for (int row = 0; row < of.length; row++) {
            if (Double.isFinite(values[row])) {
                sums[of[row]] += values[row];
                counts[of[row]]++;
            }
        }
        double[] means = new double[sums.length];
        for (int group = 0; group < means.length; group++) {
            means[group] = counts[group] == 0 ? Double.NaN : sums[group] / counts[group];
        }
        return means;
    }
}
