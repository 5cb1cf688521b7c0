package dev.sluice.trainer.learn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Target encoding: a category is worth the mean target of its rows, shrunk to the overall mean as if {@value #SMOOTHING}
 * more rows had it (Micci-Barreca, 2001). A training row's own code is computed without its fold, else a learner would
 * read the answer off rare categories.
 */
final class TargetEncoding {
    static final int SMOOTHING = 10;
    private static final int FOLDS = 5;

    private final Map<String, double[]> sums = new HashMap<>(); // level -> per fold: sum, count
    private final double mean;
    private double centre;
    private double spread = 1;

    /** The codes of the training rows, each without its own fold. */
    final double[] outOfFold;

    TargetEncoding(@Nullable String[] column, double[] target, boolean scaled, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] folds = random.ints(column.length, 0, FOLDS).toArray();
        double total = 0;
        for (int row = 0; row < column.length; row++) {
            total += target[row];
            double[] sum = sums.computeIfAbsent(key(column[row]), level -> new double[2 * FOLDS]);
            sum[2 * folds[row]] += target[row];
            sum[2 * folds[row] + 1]++;
        }
        mean = total / column.length;
        outOfFold = new double[column.length];
        for (int row = 0; row < column.length; row++) {
            outOfFold[row] = key(column[row]).isEmpty() ? mean : code(column[row], folds[row]);
        }
        if (scaled) {
            standardise();
        }
    }

    private static String key(@Nullable String level) {
        return level == null ? "" : level;
    }

    private double code(@Nullable String level, int without) {
        double[] sum = sums.getOrDefault(key(level), new double[2 * FOLDS]);
        double of = SMOOTHING * mean;
        double count = SMOOTHING;
        for (int fold = 0; fold < FOLDS; fold++) {
            of += fold == without ? 0 : sum[2 * fold];
            count += fold == without ? 0 : sum[2 * fold + 1];
        }
        return of / count;
    }

    private void standardise() {
        centre = Moments.mean(outOfFold);
        double deviation = Moments.deviation(outOfFold, centre);
        spread = deviation > 0 ? deviation : 1;
        for (int row = 0; row < outOfFold.length; row++) {
            outOfFold[row] = (outOfFold[row] - centre) / spread;
        }
    }

    CategoryTable table(List<String> levels) {
        float[] codes = new float[levels.size() + 1];
        for (int level = 0; level < levels.size(); level++) {
            codes[level] = (float) ((code(levels.get(level), -1) - centre) / spread);
        }
        codes[levels.size()] = (float) ((mean - centre) / spread);
        return new CategoryTable(levels, 1, codes);
    }
}
