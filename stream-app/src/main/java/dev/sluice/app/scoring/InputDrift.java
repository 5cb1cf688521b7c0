package dev.sluice.app.scoring;

import dev.sluice.schemas.model.Drift;
import dev.sluice.schemas.model.ModelCard.Distribution;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far a model's inputs have drifted from what it was trained on, by the population stability index of {@link Drift}. By
 * rule of thumb, above 0.25 is a shift that matters. Old rows fade.
 */
final class InputDrift {
    /** Fewer rows say nothing. */
    static final int LEAST_ROWS = 50;

    private static final double FADE = 0.999;

    private final Map<String, Distribution> trained;
    private final Map<String, double[]> counts = new TreeMap<>();
    private int rows;

    InputDrift(Map<String, Distribution> trained) {
        this.trained = trained;
        trained.forEach((name, distribution) -> counts.put(name, new double[Drift.bins(distribution)]));
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
            count[bin(name, distribution, numbers, categories)]++;
        });
    }

    private static int bin(
            String name,
            Distribution distribution,
            Map<String, @Nullable Double> numbers,
            Map<String, @Nullable String> categories) {
        return distribution.categories().isEmpty()
                ? Drift.bin(
                        distribution,
                        Objects.requireNonNullElse(numbers.get(name), Double.NaN)
                                .doubleValue())
                : Drift.bin(distribution, categories.get(name));
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
        return distribution == null || count == null ? 0 : Drift.psiOfCounts(distribution, count);
    }
}
