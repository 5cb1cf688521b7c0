package dev.sluice.app.files;

import dev.sluice.app.files.Mapping.CreditNotes;
import dev.sluice.app.files.Mapping.Layout;
import dev.sluice.app.files.Mapping.LineGroups;
import dev.sluice.app.files.Mapping.TotalFrom;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a mapping out of its YAML, and notes every fault rather than the first. */
final class MappingParser {
    private static final List<String> NAMES = List.of(
            "kind",
            "extends",
            "description",
            "delimiter",
            "encoding",
            "find_header",
            "decimal",
            "thousands",
            "strip",
            "empty",
            "zone",
            "where",
            "fields",
            "group_lines",
            "credit_notes");

    private final List<String> faults;
    private final YamlText read;

    MappingParser(List<String> faults) {
        this.faults = faults;
        this.read = new YamlText(faults);
    }

    Mapping parse(Yaml.Table own, String origin, @Nullable EventKind asked) {
        Yaml.Table table = extended(own);
        read.knownNames(table, NAMES);
        EventKind kind = kind(table, asked);
        ZoneId zone = zone(table.entries().get("zone"));
        Map<EventField, List<FieldRule>> rules = fields(table, kind, zone);
        LineGroups lines = lineGroups(table, kind);
        CreditNotes credits = creditNotes(table, kind);
        if (faults.isEmpty()) {
            required(table, kind, rules, lines);
        }
        Layout layout = new LayoutParser(faults).parse(table);
        List<RowFilter> filters = new FilterParser(faults).parse(table.entries().get("where"));
        return new Mapping(origin, kind, layout, filters, rules, lines, credits);
    }

    /** The preset that is extended, with this file's entries over it; fields are merged one by one. */
    private Yaml.Table extended(Yaml.Table own) {
        Yaml base = own.entries().get("extends");
        if (base == null) {
            return own;
        }
        String name = read.text(base);
        Yaml.Table preset;
        try {
            preset = Yaml.read(Mapping.presetText(name), name, faults);
        } catch (MappingProblem e) {
            faults.add(base.place() + ": " + e.getMessage());
            return own;
        }
        Map<String, Yaml> merged = new LinkedHashMap<>(preset.entries());
        merged.putAll(own.entries());
        if (preset.entries().get("fields") instanceof Yaml.Table inherited
                && own.entries().get("fields") instanceof Yaml.Table changes) {
            Map<String, Yaml> fields = new LinkedHashMap<>(inherited.entries());
            fields.putAll(changes.entries());
            fields.values()
                    .removeIf(value ->
                            value instanceof Yaml.Scalar scalar && scalar.text().isEmpty());
            merged.put("fields", new Yaml.Table(changes.place(), fields));
        }
        return new Yaml.Table(own.place(), merged);
    }

    private EventKind kind(Yaml.Table table, @Nullable EventKind asked) {
        Yaml stated = table.entries().get("kind");
        if (stated == null) {
            if (asked == null) {
                faults.add(table.place() + ": 'kind' is missing: spend, clicks or orders");
            }
            return asked == null ? EventKind.SPEND : asked;
        }
        String text = read.text(stated);
        for (EventKind kind : EventKind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(text)) {
                if (asked != null && asked != kind) {
                    faults.add(stated.place() + ": this is a mapping of " + text + ", and one of "
                            + asked.name().toLowerCase(Locale.ROOT) + " is asked for");
                }
                return kind;
            }
        }
        faults.add(stated.place() + ": 'kind' is spend, clicks or orders, not '" + text + "'");
        return asked == null ? EventKind.SPEND : asked;
    }

    private Map<EventField, List<FieldRule>> fields(Yaml.Table table, EventKind kind, @Nullable ZoneId zone) {
        Map<EventField, List<FieldRule>> rules = new EnumMap<>(EventField.class);
        Yaml fields = table.entries().get("fields");
        if (!(fields instanceof Yaml.Table named)) {
            faults.add((fields == null ? table : fields).place()
                    + ": 'fields' is missing: it says which column fills which event field");
            return rules;
        }
        RuleParser rule = new RuleParser(faults, zone);
        List<String> known = EventField.of(kind).stream().map(EventField::label).toList();
        named.entries().forEach((label, value) -> EventField.of(label, kind)
                .ifPresentOrElse(
                        field -> rules.put(field, rule.parse(field, value)),
                        () -> faults.add(value.place() + ": no field '" + label + "' in "
                                + kind.name().toLowerCase(Locale.ROOT) + Nearest.hint(label, known) + "; there are "
                                + String.join(", ", known))));
        return rules;
    }

    private void required(
            Yaml.Table table, EventKind kind, Map<EventField, List<FieldRule>> rules, @Nullable LineGroups lines) {
        List<EventField> wanted =
                switch (kind) {
                    case SPEND -> List.of(EventField.CHANNEL, EventField.DAY, EventField.SPEND_AMOUNT);
                    case CLICKS -> List.of(EventField.CLICK_ID, EventField.CHANNEL, EventField.CLICKED_AT);
                    case ORDERS ->
                        lines != null && lines.totalFrom() == TotalFrom.LINES
                                ? List.of(
                                        EventField.ORDER_ID,
                                        EventField.PLACED_AT,
                                        EventField.QUANTITY,
                                        EventField.UNIT_PRICE)
                                : List.of(EventField.ORDER_ID, EventField.PLACED_AT, EventField.TOTAL);
                };
        for (EventField field : wanted) {
            if (!rules.containsKey(field)) {
                faults.add(table.place() + ": 'fields' lacks '" + field.label() + "'");
            }
        }
        if (lines == null) {
            rules.keySet().stream()
                    .filter(EventField::isLineField)
                    .forEach(field -> faults.add(table.place() + ": '" + field.label()
                            + "' describes a line of an order: say 'group_lines: {total: lines}' too"));
        } else if (lines.totalFrom() == TotalFrom.LINES && rules.containsKey(EventField.TOTAL)) {
            faults.add(table.place() + ": 'total' is mapped, and 'group_lines' takes the total from the lines;"
                    + " say 'total: sum' or 'total: first' there, or leave the field out");
        }
    }

    private @Nullable LineGroups lineGroups(Yaml.Table table, EventKind kind) {
        Yaml value = table.entries().get("group_lines");
        if (value == null) {
            return null;
        }
        ordersOnly(value, "group_lines", kind);
        Yaml.Table options = read.table(value, "group_lines");
        read.knownNames(options, List.of("total", "items"));
        Yaml total = options.entries().get("total");
        TotalFrom from =
                switch (total == null ? "lines" : read.text(total)) {
                    case "lines" -> TotalFrom.LINES;
                    case "sum" -> TotalFrom.SUM;
                    case "first" -> TotalFrom.FIRST;
                    default -> {
                        faults.add(options.place() + ": 'total' is lines (sum of quantity × unit_price), sum (of the"
                                + " total column) or first (total that is not empty)");
                        yield TotalFrom.LINES;
                    }
                };
        return new LineGroups(from, read.flag(options.entries().get("items"), true));
    }

    private CreditNotes creditNotes(Yaml.Table table, EventKind kind) {
        Yaml value = table.entries().get("credit_notes");
        if (value == null) {
            return CreditNotes.NONE;
        }
        ordersOnly(value, "credit_notes", kind);
        Yaml.Table options = read.table(value, "credit_notes");
        read.knownNames(options, List.of("order_id_prefix", "negative_total"));
        Yaml prefixes = options.entries().get("order_id_prefix");
        return new CreditNotes(
                prefixes == null ? List.of() : read.texts(prefixes),
                read.flag(options.entries().get("negative_total"), false));
    }

    private void ordersOnly(Yaml value, String name, EventKind kind) {
        if (kind != EventKind.ORDERS) {
            faults.add(value.place() + ": '" + name + "' is for orders");
        }
    }

    private @Nullable ZoneId zone(@Nullable Yaml value) {
        return value == null ? null : zone(value, read, faults);
    }

    static @Nullable ZoneId zone(Yaml value, YamlText read, List<String> faults) {
        try {
            return ZoneId.of(read.text(value));
        } catch (DateTimeException e) {
            faults.add(value.place() + ": no time zone '" + read.text(value) + "'; for example Europe/Berlin or UTC");
            return null;
        }
    }
}
