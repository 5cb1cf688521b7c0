package dev.sluice.app.files;

import dev.sluice.app.files.EventField.Type;
import dev.sluice.event.OrderStatus;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one entry of {@code fields}: a column name, or a table that says more. */
final class RuleParser {
    private static final List<String> SOURCES = List.of("column", "columns", "constant", "row", "file");
    private static final List<String> NAMES = List.of(
            "column",
            "columns",
            "constant",
            "row",
            "file",
            "separator",
            "optional",
            "values",
            "otherwise",
            "if_empty",
            "format",
            "zone",
            "unit",
            "if_column");
    private static final Map<String, BigDecimal> UNITS = Map.of(
            "micros", new BigDecimal("0.000001"),
            "millis", new BigDecimal("0.001"),
            "cents", new BigDecimal("0.01"),
            "units", BigDecimal.ONE,
            "thousands", new BigDecimal("1000"),
            "lakh", new BigDecimal("100000"),
            "millions", new BigDecimal("1000000"),
            "crore", new BigDecimal("10000000"));

    private final List<String> faults;
    private final YamlText read;
    private final @Nullable ZoneId defaultZone;

    RuleParser(List<String> faults, @Nullable ZoneId defaultZone) {
        this.faults = faults;
        this.read = new YamlText(faults);
        this.defaultZone = defaultZone;
    }

    /** The rules of a field, of which the first that fits a file counts. */
    List<FieldRule> parse(EventField field, Yaml value) {
        if (value instanceof Yaml.Table table && table.entries().containsKey("first_of")) {
            read.knownNames(table, List.of("first_of"));
            return table.entries().get("first_of") instanceof Yaml.Sequence list
                    ? list.items().stream().map(item -> rule(field, item)).toList()
                    : List.of(rule(field, table));
        }
        return List.of(rule(field, value));
    }

    private FieldRule rule(EventField field, Yaml value) {
        if (!(value instanceof Yaml.Table table)) {
            return new FieldRule(
                    new Source.Column(read.texts(value)),
                    false,
                    Map.of(),
                    field.type() == Type.STATUS ? FieldRule.REJECT : FieldRule.KEEP,
                    null,
                    time(field, table(value)),
                    defaultZone,
                    BigDecimal.ONE,
                    List.of());
        }
        read.knownNames(table, NAMES);
        Yaml ifEmpty = table.entries().get("if_empty");
        Yaml zone = table.entries().get("zone");
        Yaml ifColumn = table.entries().get("if_column");
        Map<String, String> values = values(field, table);
        return new FieldRule(
                source(table),
                read.flag(table.entries().get("optional"), false),
                values,
                otherwise(field, table, values),
                ifEmpty == null ? null : read.text(ifEmpty),
                time(field, table),
                zone == null ? defaultZone : MappingParser.zone(zone, read, faults),
                unit(field, table),
                ifColumn == null ? List.of() : read.texts(ifColumn));
    }

    private static Yaml.Table table(Yaml value) {
        return new Yaml.Table(value.place(), Map.of());
    }

    private Source source(Yaml.Table table) {
        List<String> stated =
                SOURCES.stream().filter(table.entries()::containsKey).toList();
        if (stated.size() != 1) {
            faults.add(table.place() + ": exactly one of " + String.join(", ", SOURCES) + " is needed"
                    + (stated.isEmpty() ? "" : ", and here are " + String.join(" and ", stated)));
            return new Source.Constant("");
        }
        Yaml value = table.entries().getOrDefault(stated.getFirst(), table);
        if (table.entries().containsKey("separator") && !stated.getFirst().equals("columns")) {
            faults.add(table.place() + ": 'separator' goes with 'columns'");
        }
        return switch (stated.getFirst()) {
            case "column" -> new Source.Column(read.texts(value));
            case "constant" -> new Source.Constant(read.text(value));
            case "columns" -> joined(table, value);
            case "row" -> flagged(value, "row", new Source.Line());
            default -> flagged(value, "file", new Source.FileName());
        };
    }

    private Source flagged(Yaml value, String name, Source source) {
        if (!read.flag(value, false)) {
            faults.add(value.place() + ": '" + name + "' is always true; leave it out otherwise");
        }
        return source;
    }

    private Source joined(Yaml.Table table, Yaml value) {
        Yaml separator = table.entries().get("separator");
        List<Source> parts = new ArrayList<>();
        for (Yaml part : value instanceof Yaml.Sequence list ? list.items() : List.of(value)) {
            if (part instanceof Yaml.Table nested) {
                read.knownNames(nested, SOURCES);
                parts.add(source(nested));
            } else {
                parts.add(new Source.Column(List.of(read.text(part))));
            }
        }
        return new Source.Joined(parts, separator == null ? "-" : read.text(separator));
    }

    private Map<String, String> values(EventField field, Yaml.Table table) {
        Yaml value = table.entries().get("values");
        if (value == null) {
            return Map.of();
        }
        Map<String, String> values = new HashMap<>();
        read.table(value, "values").entries().forEach((from, to) -> {
            String text = read.text(to);
            checkStatus(field, text, to);
            if (values.put(from.strip().toLowerCase(Locale.ROOT), text) != null) {
                faults.add(to.place() + ": '" + from + "' stands here twice (capitals make no difference)");
            }
        });
        return values;
    }

    private String otherwise(EventField field, Yaml.Table table, Map<String, String> values) {
        Yaml value = table.entries().get("otherwise");
        if (value == null) {
            return field.type() == Type.STATUS ? FieldRule.REJECT : FieldRule.KEEP;
        }
        if (values.isEmpty()) {
            faults.add(value.place() + ": 'otherwise' goes with 'values'");
        }
        String text = read.text(value);
        if (!text.equals(FieldRule.KEEP) && !text.equals(FieldRule.REJECT)) {
            checkStatus(field, text, value);
        }
        return text;
    }

    private void checkStatus(EventField field, String text, Yaml place) {
        if (field.type() == Type.STATUS) {
            try {
                OrderStatus.valueOf(text);
            } catch (IllegalArgumentException e) {
                faults.add(
                        place.place() + ": no order status '" + text + "'; there are " + List.of(OrderStatus.values()));
            }
        }
    }

    private @Nullable String time(EventField field, Yaml.Table table) {
        Yaml value = table.entries().get("format");
        if (value == null) {
            boolean isTime = field.type() == Type.DAY || field.type() == Type.TIME;
            if (table.entries().containsKey("zone") && !isTime) {
                faults.add(table.place() + ": 'zone' is for days and times");
            }
            return isTime ? TimeText.ISO : null;
        }
        String format = read.text(value);
        if (!field.type().isTime()) {
            faults.add(value.place() + ": 'format' is for days and times; '" + field.label() + "' is neither");
            return null;
        }
        try {
            new TimeText(format, ZoneOffset.UTC);
        } catch (IllegalArgumentException e) {
            faults.add(value.place() + ": no format '" + format + "' (" + e.getMessage()
                    + "); a format is iso, epoch_seconds, epoch_millis, epoch_micros or a pattern such as"
                    + " dd/MM/yyyy HH:mm");
        }
        return format;
    }

    private BigDecimal unit(EventField field, Yaml.Table table) {
        Yaml value = table.entries().get("unit");
        if (value == null) {
            return BigDecimal.ONE;
        }
        String text = read.text(value);
        if (field.type() != Type.MONEY) {
            faults.add(value.place() + ": 'unit' is for money; '" + field.label() + "' is none");
            return BigDecimal.ONE;
        }
        BigDecimal named = UNITS.get(text);
        if (named != null) {
            return named;
        }
        try {
            BigDecimal factor = NumberText.PLAIN.decimal(text);
            if (factor.signum() > 0) {
                return factor;
            }
        } catch (BadText e) {
            // Told below, with what would be right.
        }
        faults.add(value.place() + ": no unit '" + text
                + "'; it is micros, millis, cents, units, thousands, lakh, millions, crore, or how many currency units"
                + " one stands for, such as 0.25");
        return BigDecimal.ONE;
    }
}
