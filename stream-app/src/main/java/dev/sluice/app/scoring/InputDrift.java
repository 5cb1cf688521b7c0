package dev.sluice.app.scoring;

import dev.sluice.schemas.model.ModelCard.Distribution;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far a model's inputs have drifted from what it was trained on, by the population stability index: the sum over bins
 * of {@code (now - then) * ln(now / then)}. By rule of thumb, above 0.25 is a shift that matters. Old rows fade.
 */
final class InputDrift {
    /** Fewer rows say nothing. */
    static final int LEAST_ROWS = 50;

    private static final double FADE = 0.999;
    private static final double SMALLEST_SHARE = 1e-4;

    private final Map<String, Distribution> trained;
    private final Map<String, double[]> counts = new TreeMap<>();
    private int rows;

    InputDrift(Map<String, Distribution> trained) {
        this.trained = trained;
        trained.forEach((name, distribution) ->
                counts.put(name, new double[distribution.shares().size() + 1]));
    }

    void add(Map<String, @Nullable Double> numbers, Map<String, @Nullable String> categories) {
        rows++;
        trained.forEach((name, distribution) -> {
            double[] count = counts.get(name);
            if (count == null) {
                return;
            }
            for (int i = 0; i < count.length; i++) {
                count[i] *= FADE;
            }
            int bin = distribution.categories().isEmpty()
                    ? bin(distribution, numbers.get(name))
                    : distribution.categories().indexOf(categories.get(name));
            // The last place counts the missing; a category never seen in training has no share to compare with.
            count[bin < 0 ? count.length - 1 : bin]++;
        });
    }

    private static int bin(Distribution distribution, @Nullable Double value) {
        if (value == null) {
            return -1;
        }
        int bin = 0;
        while (bin < distribution.edges().size() && value > distribution.edges().get(bin)) {
            bin++;
        }
        return bin;
    }

    /** The index of the input that drifted most; NaN while there are too few rows or nothing to compare with. */
    double worst() {
        return rows < LEAST_ROWS || trained.isEmpty() ? Double.NaN : index(worstInput());
    }

    /** The input that drifted most; empty if there is nothing to compare with. */
    String worstInput() {
        return trained.keySet().stream()
                .max(Comparator.comparingDouble(this::index))
                .orElse("");
    }

    private double index(String input) {
        Distribution distribution = trained.get(input);
        double[] count = counts.get(input);
        return distribution == null || count == null ? 0 : index(distribution, count);
    }

    private static double index(Distribution trained, double[] count) {
        double all = 0;
        for (double c : count) {
            all += c;
        }
        double sum = 0;
        for (int i = 0; i < count.length; i++) {
            double then = i < trained.shares().size() ? trained.shares().get(i) : trained.missing();
            double was = Math.max(SMALLEST_SHARE, then);
            double is = Math.max(SMALLEST_SHARE, count[i] / all);
            sum += (is - was) * Math.log(is / was);
        }
        return sum;
    }
}
