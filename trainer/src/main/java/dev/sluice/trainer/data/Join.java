package dev.sluice.trainer.data;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Two tables joined on a key.
 *
 * @param table the rows of the left one that have a match, with the right one's columns (but its key); a name that
 *     both have gets {@code _right} there
 * @param leftUnmatched rows of the left table that are left out, as the right one has no such key or theirs is missing
 * @param rightUnmatched rows of the right table that no row asked for
 */
public record Join(Table table, int leftUnmatched, int rightUnmatched) {

    /** An inner join on a column that both have. */
    public static Join inner(Table left, Table right, String key) throws TableException {
        return inner(left, key, right, key);
    }

    /**
     * An inner join. Several rows of the left table may ask for the same row of the right one.
     *
     * @throws TableException where a key column is missing, the two differ in type, or a key is there twice on the
     *     right side
     */
    public static Join inner(Table left, String leftKey, Table right, String rightKey) throws TableException {
        Column leftColumn = left.column(leftKey);
        Column rightColumn = right.column(rightKey);
        if (leftColumn.type() != rightColumn.type()) {
            throw new TableException("the key holds %s in %s and %s in %s: declare its type in both"
                    .formatted(
                            leftColumn.type().plural(),
                            left.source(),
                            rightColumn.type().plural(),
                            right.source()));
        }
        Map<Object, Integer> places = places(rightColumn, right, rightKey);
        List<Integer> leftRows = new ArrayList<>();
        List<Integer> rightRows = new ArrayList<>();
        for (int row = 0; row < left.size(); row++) {
            Object key = key(leftColumn, row);
            Integer match = key == null ? null : places.get(key);
            if (match != null) {
                leftRows.add(row);
                rightRows.add(match);
            }
        }
        Table joined = left.rows(toArray(leftRows));
        Table others = right.without(rightKey).rows(toArray(rightRows));
        for (Map.Entry<String, Column> column : others.columns().entrySet()) {
            joined = joined.with(free(column.getKey(), joined.names()), column.getValue());
        }
        Set<Integer> used = new HashSet<>(rightRows);
        return new Join(joined, left.size() - leftRows.size(), right.size() - used.size());
    }

    private static Map<Object, Integer> places(Column column, Table right, String name) throws TableException {
        Map<Object, Integer> places = new HashMap<>();
        for (int row = 0; row < column.size(); row++) {
            Object key = key(column, row);
            Integer first = key == null ? null : places.putIfAbsent(key, row);
            if (first != null) {
                throw new TableException("%s: the key \"%s\" is %s in rows %d and %d: each may be there once"
                        .formatted(right.source(), name, shown(column, row), first + 1, row + 1));
            }
        }
        return places;
    }

    private static @Nullable Object key(Column column, int row) {
        return switch (column) {
            case Column.Numbers numbers ->
                Double.isNaN(numbers.values()[row]) ? null : Double.valueOf(numbers.values()[row] + 0.0);
            case Column.Categories categories -> categories.values()[row];
            case Column.Dates dates -> dates.days()[row] == Column.Dates.MISSING ? null : dates.days()[row];
        };
    }

    private static String shown(Column column, int row) {
        return switch (column) {
            case Column.Numbers numbers -> {
                double value = numbers.values()[row];
                yield value == Math.rint(value) && Math.abs(value) < 1e15
                        ? Long.toString((long) value)
                        : Double.toString(value);
            }
            case Column.Categories categories -> String.valueOf(categories.values()[row]);
            case Column.Dates dates -> LocalDate.ofEpochDay(dates.days()[row]).toString();
        };
    }

    private static String free(String name, List<String> taken) {
        String free = name;
        while (taken.contains(free)) {
            free += "_right";
        }
        return free;
    }

    private static int[] toArray(List<Integer> rows) {
        return rows.stream().mapToInt(Integer::intValue).toArray();
    }
}
