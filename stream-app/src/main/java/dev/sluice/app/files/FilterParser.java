package dev.sluice.app.files;

import dev.sluice.app.files.RowFilter.Condition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code where}: a list of conditions on columns. */
final class FilterParser {
    private static final List<String> TESTS = List.of(
            "equals",
            "not_equals",
            "in",
            "not_in",
            "starts_with",
            "not_starts_with",
            "empty",
            "greater_than",
            "less_than");
    private static final List<String> NAMES;

    static {
        List<String> names = new ArrayList<>(List.of("column", "optional"));
        names.addAll(TESTS);
        NAMES = List.copyOf(names);
    }

    private final List<String> faults;
    private final YamlText read;

    FilterParser(List<String> faults) {
        this.faults = faults;
        this.read = new YamlText(faults);
    }

    List<RowFilter> parse(@Nullable Yaml where) {
        List<RowFilter> filters = new ArrayList<>();
        if (where == null) {
            return filters;
        }
        for (Yaml item : where instanceof Yaml.Sequence list ? list.items() : List.of(where)) {
            Yaml.Table table = read.table(item, "where");
            read.knownNames(table, NAMES);
            Yaml column = table.entries().get("column");
            if (column == null) {
                faults.add(table.place() + ": a condition needs a 'column'");
                continue;
            }
            filters.add(new RowFilter(
                    read.texts(column), read.flag(table.entries().get("optional"), false), condition(table)));
        }
        return filters;
    }

    private Condition condition(Yaml.Table table) {
        List<String> stated =
                TESTS.stream().filter(table.entries()::containsKey).toList();
        if (stated.size() != 1) {
            faults.add(table.place() + ": a condition needs exactly one of " + String.join(", ", TESTS));
            return new Condition.Empty(true);
        }
        String test = stated.getFirst();
        Yaml value = table.entries().getOrDefault(test, table);
        return switch (test) {
            case "equals", "in" -> new Condition.In(Set.copyOf(read.texts(value)), false);
            case "not_equals", "not_in" -> new Condition.In(Set.copyOf(read.texts(value)), true);
            case "starts_with" -> new Condition.StartsWith(read.texts(value), false);
            case "not_starts_with" -> new Condition.StartsWith(read.texts(value), true);
            case "empty" -> new Condition.Empty(!read.flag(value, true));
            default -> new Condition.Beyond(bound(value), test.equals("greater_than"));
        };
    }

    private BigDecimal bound(Yaml value) {
        try {
            return NumberText.PLAIN.decimal(read.text(value));
        } catch (BadText e) {
            faults.add(value.place() + ": '" + read.text(value) + "' is " + e.reason());
            return BigDecimal.ZERO;
        }
    }
}
