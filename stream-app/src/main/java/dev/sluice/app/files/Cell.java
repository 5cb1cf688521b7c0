package dev.sluice.app.files;

import dev.sluice.event.OrderStatus;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One event field of one file: its rule, bound to the file's columns. Not thread-safe. */
final class Cell {
    /** Gives the raw text of a row; empty for nothing. */
    @FunctionalInterface
    private interface Slot {
        String of(Row row);
    }

    private final EventField field;
    private final FieldRule rule;
    private final NumberText numbers;
    private final @Nullable TimeText times;
    private final Slot slot;
    private final String label;

    private Cell(
            EventField field, FieldRule rule, NumberText numbers, @Nullable TimeText times, Slot slot, String label) {
        this.field = field;
        this.rule = rule;
        this.numbers = numbers;
        this.times = times;
        this.slot = slot;
        this.label = label;
    }

    /** Binds a rule that fits the header, or is optional. */
    static Cell bind(EventField field, FieldRule rule, NumberText numbers, ZoneId zone, Header header, Path file) {
        TimeText times =
                rule.time() == null ? null : new TimeText(rule.time(), rule.zone() == null ? zone : rule.zone());
        List<String> columns = new ArrayList<>();
        Slot slot = slot(rule.source(), rule.optional(), header, file, columns);
        return new Cell(
                field, rule, numbers, times, slot, columns.isEmpty() ? field.label() : String.join("+", columns));
    }

    private static Slot slot(Source source, boolean optional, Header header, Path file, List<String> columns) {
        return switch (source) {
            case Source.Column column -> {
                int place = header.place(column.names());
                if (place < 0) {
                    yield row -> "";
                }
                columns.add(header.name(place));
                yield row -> row.cell(place);
            }
            case Source.Constant constant -> row -> constant.text();
            case Source.Line _ -> row -> Long.toString(row.line());
            case Source.FileName _ -> {
                String name = Objects.toString(file.getFileName(), "");
                yield row -> name;
            }
            case Source.Joined joined -> {
                List<Slot> parts = new ArrayList<>();
                for (Source part : joined.parts()) {
                    if (optional && part instanceof Source.Column column && header.place(column.names()) < 0) {
                        continue;
                    }
                    parts.add(slot(part, optional, header, file, columns));
                }
                yield row -> join(parts, joined.separator(), row);
            }
        };
    }

    private static String join(List<Slot> parts, String separator, Row row) {
        StringBuilder text = new StringBuilder();
        boolean filled = false;
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i).of(row);
            filled |= !part.isEmpty();
            text.append(i == 0 ? "" : separator).append(part);
        }
        return filled ? text.toString() : "";
    }

    /** The text after replacements; null for an empty cell. */
    @Nullable
    String text(Row row) throws BadCell {
        String raw = slot.of(row);
        if (numbers.isEmpty(raw)) {
            return rule.ifEmpty() == null || rule.ifEmpty().isEmpty() ? null : rule.ifEmpty();
        }
        if (rule.values().isEmpty()) {
            return raw;
        }
        String replaced = rule.values().get(raw.toLowerCase(Locale.ROOT));
        if (replaced == null) {
            replaced = switch (rule.otherwise()) {
                case FieldRule.KEEP -> raw;
                case FieldRule.REJECT ->
                    throw new BadCell(
                            label, raw, "the mapping's values for '" + field.label() + "' have no such entry");
                default -> rule.otherwise();
            };
        }
        return replaced.isEmpty() ? null : replaced;
    }

    String requiredText(Row row) throws BadCell {
        String text = text(row);
        if (text == null) {
            throw new BadCell(label, "", "'" + field.label() + "' is empty");
        }
        return text;
    }

    /** Micros; null for an empty cell. */
    @Nullable
    Long money(Row row) throws BadCell {
        String text = text(row);
        try {
            return text == null ? null : numbers.micros(text, rule.unit());
        } catch (BadText e) {
            throw bad(text, e);
        }
    }

    @Nullable
    Long count(Row row) throws BadCell {
        String text = text(row);
        try {
            return text == null ? null : numbers.count(text);
        } catch (BadText e) {
            throw bad(text, e);
        }
    }

    @Nullable
    Double real(Row row) throws BadCell {
        String text = text(row);
        try {
            return text == null ? null : numbers.real(text);
        } catch (BadText e) {
            throw bad(text, e);
        }
    }

    /** Milliseconds since the epoch, or the whole number of a revision without a format. */
    @Nullable
    Long time(Row row) throws BadCell {
        String text = text(row);
        try {
            return text == null ? null : times == null ? Long.valueOf(numbers.count(text)) : times.millis(text);
        } catch (BadText e) {
            throw bad(text, e);
        }
    }

    LocalDate day(Row row) throws BadCell {
        String text = requiredText(row);
        try {
            return Objects.requireNonNull(times, "a day has a format").day(text);
        } catch (BadText e) {
            throw bad(text, e);
        }
    }

    @Nullable
    OrderStatus status(Row row) throws BadCell {
        String text = text(row);
        try {
            return text == null ? null : OrderStatus.valueOf(text);
        } catch (IllegalArgumentException e) {
            throw new BadCell(
                    label,
                    text == null ? "" : text,
                    "no order status; there are " + List.of(OrderStatus.values())
                            + ": say in the mapping's 'values' which it means");
        }
    }

    BadCell bad(Row row, String reason) {
        return new BadCell(label, slot.of(row), reason);
    }

    private BadCell bad(@Nullable String text, BadText problem) {
        return new BadCell(label, text == null ? "" : text, problem.reason());
    }
}
