package dev.sluice.trainer.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Columns that name holidays, sales or other events, as columns of 0 and 1: one for each name. */
public final class Events {
    private static final Set<String> NOTHING = Set.of("0", "0.0", "no", "false", "none", "normal");
    private static final int MOST = 30;

    private Events() {}

    /**
     * A table with the events as further columns of numbers.
     *
     * @param names of those columns
     */
    public record Expanded(Table table, List<String> names) {
        public Expanded {
            names = List.copyOf(names);
        }
    }

    /**
     * Adds them. A column of numbers is taken as it is; in one of names, an empty cell, {@code na}, {@code none},
     * {@code no}, {@code false} and {@code 0} are no event.
     *
     * @throws TableException where a column is no such one, or has too many names
     */
    public static Expanded expand(Table table, List<String> columns) throws TableException {
        Table more = table;
        List<String> names = new ArrayList<>();
        for (String given : columns) {
            String column = table.resolve(given);
            switch (table.column(column)) {
                case Column.Numbers numbers -> names.add(column);
                case Column.Categories categories -> {
                    for (String event : events(table.source(), column, categories.values())) {
                        String name = column + "_" + event;
                        more = more.with(name, flags(categories.values(), event));
                        names.add(name);
                    }
                }
                case Column.Dates dates ->
                    throw new TableException(table.source() + ": column \"" + column + "\" holds dates, not events");
            }
        }
        return new Expanded(more, names);
    }

    private static Set<String> events(String source, String column, @Nullable String[] values) throws TableException {
        TreeSet<String> events = new TreeSet<>();
        for (String value : values) {
            if (value != null && isEvent(value)) {
                events.add(value);
            }
        }
        if (events.size() > MOST) {
            throw new TableException("%s: column \"%s\" names %d events; more than %d can't be told apart"
                    .formatted(source, column, events.size(), MOST));
        }
        return events;
    }

    private static boolean isEvent(String value) {
        return !Values.isMissing(value) && !NOTHING.contains(value.toLowerCase(Locale.ROOT));
    }

    private static Column.Numbers flags(@Nullable String[] values, String event) {
        return new Column.Numbers(Arrays.stream(values)
                .mapToDouble(value -> event.equals(value) ? 1 : 0)
                .toArray());
    }
}
