package dev.sluice.app.files;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes texts, lists and flags out of YAML, and notes what is of another shape. */
final class YamlText {
    private final List<String> faults;

    YamlText(List<String> faults) {
        this.faults = faults;
    }

    String text(Yaml value) {
        if (value instanceof Yaml.Scalar scalar) {
            return scalar.text();
        }
        faults.add(value.place() + ": one text is expected here, not a list or a table");
        return "";
    }

    /** A list, or one text for a list of one. */
    List<String> texts(Yaml value) {
        return value instanceof Yaml.Sequence list
                ? list.items().stream().map(this::text).toList()
                : List.of(text(value));
    }

    boolean flag(@Nullable Yaml value, boolean otherwise) {
        if (value == null) {
            return otherwise;
        }
        return switch (text(value)) {
            case "true" -> true;
            case "false" -> false;
            default -> {
                faults.add(value.place() + ": true or false is expected here");
                yield otherwise;
            }
        };
    }

    Yaml.Table table(Yaml value, String name) {
        if (value instanceof Yaml.Table table) {
            return table;
        }
        faults.add(value.place() + ": '" + name + "' holds names and values");
        return new Yaml.Table(value.place(), Map.of());
    }

    void knownNames(Yaml.Table table, List<String> known) {
        table.entries().forEach((name, value) -> {
            if (!known.contains(name)) {
                faults.add(value.place() + ": unknown name '" + name + "'" + Nearest.hint(name, known)
                        + "; known here: " + String.join(", ", known));
            }
        });
    }
}
