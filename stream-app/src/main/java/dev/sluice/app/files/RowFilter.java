package dev.sluice.app.files;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/**
 * One condition of a mapping's {@code where}; a row must meet all of them.
 *
 * @param columns the first of these that the file has
 * @param optional whether the file may lack them; the condition then holds
 */
record RowFilter(List<String> columns, boolean optional, Condition condition) {

    /** What the cell's trimmed text must be. */
    sealed interface Condition {
        record In(Set<String> texts, boolean negated) implements Condition {}

        record StartsWith(List<String> prefixes, boolean negated) implements Condition {}

        record Empty(boolean negated) implements Condition {}

        /** Numerically greater, or less; an empty cell is neither. */
        record Beyond(BigDecimal bound, boolean greater) implements Condition {}
    }

    boolean holds(String cell, NumberText numbers) throws BadText {
        return switch (condition) {
            case Condition.In in -> in.texts().contains(cell) != in.negated();
            case Condition.StartsWith start -> start.prefixes().stream().anyMatch(cell::startsWith) != start.negated();
            case Condition.Empty empty -> numbers.isEmpty(cell) != empty.negated();
            case Condition.Beyond beyond -> {
                if (numbers.isEmpty(cell)) {
                    yield false;
                }
                int order = numbers.decimal(cell).compareTo(beyond.bound());
                yield beyond.greater() ? order > 0 : order < 0;
            }
        };
    }
}
