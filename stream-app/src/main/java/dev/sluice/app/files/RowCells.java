package dev.sluice.app.files;

import dev.sluice.event.OrderStatus;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every event field of one file. A field that the mapping leaves out reads as null. */
final class RowCells {
    private static final int LONGEST_KEY = 200;
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private final Map<EventField, Cell> cells = new EnumMap<>(EventField.class);
    private final ImportOptions options;

    private RowCells(ImportOptions options) {
        this.options = options;
    }

    static RowCells bind(Mapping mapping, ImportOptions options, Header header, Path file) throws FileProblem {
        RowCells bound = new RowCells(options);
        for (Map.Entry<EventField, List<FieldRule>> rule : mapping.rules().entrySet()) {
            bound.cells.put(
                    rule.getKey(),
                    Cell.bind(
                            rule.getKey(),
                            fitting(rule.getKey(), rule.getValue(), header),
                            mapping.layout().numbers(),
                            options.zone(),
                            header,
                            file));
        }
        if (options.currency() != null && !CURRENCIES.contains(options.currency())) {
            throw FileProblem.of(file, "'" + options.currency() + "' is no ISO 4217 currency, such as EUR or USD");
        }
        return bound;
    }

    private static FieldRule fitting(EventField field, List<FieldRule> rules, Header header) throws FileProblem {
        for (FieldRule rule : rules) {
            if (rule.fits(header)) {
                return rule;
            }
        }
        for (FieldRule rule : rules) {
            if (rule.optional() && rule.ifColumn().isEmpty()) {
                return rule;
            }
        }
        List<String> columns =
                rules.stream().flatMap(rule -> rule.columns().stream()).toList();
        throw header.missing(columns, field);
    }

    ImportOptions options() {
        return options;
    }

    boolean has(EventField field) {
        return cells.containsKey(field);
    }

    @Nullable
    String text(EventField field, Row row) throws BadCell {
        Cell cell = cells.get(field);
        return cell == null ? null : cell.text(row);
    }

    /** A key of an event: not empty, at most 200 characters, no control characters. */
    String key(EventField field, Row row) throws BadCell {
        String text = cell(field).requiredText(row);
        checkKey(field, row, text);
        return text;
    }

    private void checkKey(EventField field, Row row, String text) throws BadCell {
        if (text.length() > LONGEST_KEY || text.chars().anyMatch(Character::isISOControl)) {
            throw bad(
                    field,
                    row,
                    "'" + field.label() + "' is longer than " + LONGEST_KEY + " or holds control characters");
        }
    }

    String account(Row row) throws BadCell {
        return fallback(EventField.ACCOUNT, row, options.account());
    }

    String currency(Row row) throws BadCell {
        String code = fallback(EventField.CURRENCY, row, options.currency());
        if (!CURRENCIES.contains(code)) {
            throw bad(EventField.CURRENCY, row, "not an ISO 4217 currency code such as EUR or USD");
        }
        return code;
    }

    private String fallback(EventField field, Row row, @Nullable String constant) throws BadCell {
        String text = text(field, row);
        if (text == null) {
            text = constant;
        }
        if (text == null) {
            throw bad(field, row, "'" + field.label() + "' is empty");
        }
        checkKey(field, row, text);
        return text;
    }

    /** Micros; null where nothing is said. */
    @Nullable
    Long money(EventField field, Row row) throws BadCell {
        Cell cell = cells.get(field);
        return cell == null ? null : cell.money(row);
    }

    /** Micros, zero or more; null where nothing is said. */
    @Nullable
    Long positiveMoney(EventField field, Row row) throws BadCell {
        return notNegative(field, row, money(field, row));
    }

    /** Zero or more; null where nothing is said. */
    @Nullable
    Long positiveCount(EventField field, Row row) throws BadCell {
        Cell cell = cells.get(field);
        return notNegative(field, row, cell == null ? null : cell.count(row));
    }

    @Nullable
    Long count(EventField field, Row row) throws BadCell {
        Cell cell = cells.get(field);
        return cell == null ? null : cell.count(row);
    }

    private @Nullable Long notNegative(EventField field, Row row, @Nullable Long value) throws BadCell {
        if (value != null && value < 0) {
            throw bad(field, row, "'" + field.label() + "' is negative");
        }
        return value;
    }

    @Nullable
    Double positiveReal(EventField field, Row row) throws BadCell {
        Cell cell = cells.get(field);
        Double value = cell == null ? null : cell.real(row);
        if (value != null && value < 0) {
            throw bad(field, row, "'" + field.label() + "' is negative");
        }
        return value;
    }

    @Nullable
    Long time(EventField field, Row row) throws BadCell {
        Cell cell = cells.get(field);
        return cell == null ? null : cell.time(row);
    }

    LocalDate day(EventField field, Row row) throws BadCell {
        return cell(field).day(row);
    }

    @Nullable
    OrderStatus status(Row row) throws BadCell {
        Cell cell = cells.get(EventField.STATUS);
        return cell == null ? null : cell.status(row);
    }

    <T> T required(EventField field, Row row, @Nullable T value) throws BadCell {
        if (value == null) {
            throw bad(field, row, "'" + field.label() + "' is empty");
        }
        return value;
    }

    BadCell bad(EventField field, Row row, String reason) {
        Cell cell = cells.get(field);
        return cell == null ? new BadCell(field.label(), "", reason) : cell.bad(row, reason);
    }

    private Cell cell(EventField field) {
        Cell cell = cells.get(field);
        if (cell == null) {
            throw new IllegalStateException("the mapping's parser lets no mapping through without " + field.label());
        }
        return cell;
    }
}
