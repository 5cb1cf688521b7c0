package dev.sluice.app.files;

import dev.sluice.app.files.Mapping.Layout;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads how the file is written: delimiter, encoding, and the look of its numbers. */
final class LayoutParser {
    private final List<String> faults;
    private final YamlText read;

    LayoutParser(List<String> faults) {
        this.faults = faults;
        this.read = new YamlText(faults);
    }

    Layout parse(Yaml.Table table) {
        return new Layout(
                delimiter(table),
                encoding(table),
                read.flag(table.entries().get("find_header"), false),
                numbers(table));
    }

    private NumberText numbers(Yaml.Table table) {
        char decimal = mark(table.entries().get("decimal"), '.', ".,", "decimal");
        char thousands = mark(table.entries().get("thousands"), (char) 0, ".,' \u00a0\u202f’", "thousands");
        if (decimal == thousands) {
            faults.add(table.place() + ": 'decimal' and 'thousands' are the same mark");
        }
        Yaml strip = table.entries().get("strip");
        Yaml empty = table.entries().get("empty");
        List<String> ornaments = strip == null ? List.of() : read.texts(strip);
        Set<String> empties =
                empty == null ? Set.of() : read.texts(empty).stream().collect(Collectors.toSet());
        return new NumberText(
                decimal, thousands, ornaments.stream().filter(s -> !s.isEmpty()).toList(), empties);
    }

    private char mark(@Nullable Yaml value, char otherwise, String allowed, String name) {
        if (value == null) {
            return otherwise;
        }
        String text = read.text(value);
        if (text.length() != 1 || allowed.indexOf(text.charAt(0)) < 0) {
            faults.add(value.place() + ": '" + name + "' is one of these marks, in quotes: "
                    + allowed.chars()
                            .mapToObj(c -> Character.isSpaceChar(c) ? "space" : Character.toString(c))
                            .distinct()
                            .collect(Collectors.joining("  ")));
            return otherwise;
        }
        return text.charAt(0);
    }

    private char delimiter(Yaml.Table table) {
        Yaml value = table.entries().get("delimiter");
        if (value == null) {
            return ',';
        }
        String text = read.text(value);
        if (text.equals("tab")) {
            return '\t';
        }
        if (text.length() == 1 && ",;|\t:^~".contains(text)) {
            return text.charAt(0);
        }
        faults.add(value.place() + ": 'delimiter' is one of \",\" \";\" \"|\" \":\" \"^\" \"~\" or tab");
        return ',';
    }

    private Charset encoding(Yaml.Table table) {
        Yaml value = table.entries().get("encoding");
        if (value == null) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(read.text(value));
        } catch (IllegalArgumentException e) {
            faults.add(value.place() + ": no encoding '" + read.text(value)
                    + "'; for example UTF-8, UTF-16, windows-1252, ISO-8859-1, Shift_JIS");
            return StandardCharsets.UTF_8;
        }
    }
}
