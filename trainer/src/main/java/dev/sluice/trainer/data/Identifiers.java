package dev.sluice.trainer.data;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Columns that name a row instead of describing it: a learner would learn them by heart. */
final class Identifiers {
    private static final int FEWEST = 20;
    private static final double ALMOST_ALL = .9;
    /** {@code customer_id}, {@code Customer ID}, {@code customerId}, {@code ID}, {@code id}; not {@code paid}. */
    private static final Pattern NAME = Pattern.compile("(?i:id|uuid|key)|.*([_ .-](?i:id|uuid|key)|[a-z](Id|ID))");

    private Identifiers() {}

    /** Why this column is no input by itself; empty where it may be one. */
    static Optional<String> reasonToLeaveOut(String name, Column column) {
        return switch (column) {
            case Column.Dates dates -> Optional.of("holds dates");
            case Column.Categories categories -> ofCategories(categories);
            case Column.Numbers numbers -> ofNumbers(name, numbers.values());
        };
    }

    private static Optional<String> ofCategories(Column.Categories categories) {
        Set<String> distinct = new HashSet<>();
        Arrays.stream(categories.values()).filter(Objects::nonNull).forEach(distinct::add);
        int present = categories.size() - categories.missing();
        return present >= FEWEST && distinct.size() > ALMOST_ALL * present
                ? Optional.of("like an identifier: %d different values in %d rows".formatted(distinct.size(), present))
                : Optional.empty();
    }

    private static Optional<String> ofNumbers(String name, double[] values) {
        double[] present =
                Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        boolean whole = Arrays.stream(present).allMatch(v -> v == Math.rint(v));
        if (present.length < FEWEST || !whole) {
            return Optional.empty();
        }
        long distinct = Arrays.stream(present).distinct().count();
        if (distinct == present.length && present[present.length - 1] - present[0] == present.length - 1) {
            return Optional.of("it counts the rows");
        }
        return NAME.matcher(name).matches() && distinct > ALMOST_ALL * present.length
                ? Optional.of("like an identifier: %d different values in %d rows".formatted(distinct, present.length))
                : Optional.empty();
    }
}
