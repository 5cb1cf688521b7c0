package dev.sluice.app.files;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The names of a file's columns, and where each stands. */
final class Header {
    private static final String OTHER_DELIMITERS = ";\t|,";

    private final Path file;
    private final long line;
    private final List<String> names;
    private final char delimiter;
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, Integer> placesInLowerCase = new HashMap<>();

    Header(Path file, long line, List<String> names, char delimiter) throws FileProblem {
        this.file = file;
        this.line = line;
        this.delimiter = delimiter;
        int width = names.size();
        while (width > 0 && names.get(width - 1).isEmpty()) {
            width--;
        }
        this.names = List.copyOf(names.subList(0, width));
        for (int i = 0; i < width; i++) {
            String name = this.names.get(i);
            if (!name.isEmpty() && places.put(name, i) != null) {
                throw FileProblem.at(
                        file, line, "the header has two columns '" + shown(name) + "'; rename one of them");
            }
            // Names that differ only in capitals must be given exactly.
            placesInLowerCase.merge(name.toLowerCase(Locale.ROOT), i, (first, second) -> -1);
        }
    }

    /** Columns, without empty ones at the end. */
    int width() {
        return names.size();
    }

    String name(int place) {
        return names.get(place);
    }

    /** Where the first of these columns is that the file has; -1 for none. */
    int place(List<String> anyOf) {
        for (String name : anyOf) {
            Integer exact = places.get(name);
            if (exact != null) {
                return exact;
            }
        }
        for (String name : anyOf) {
            int near = placesInLowerCase.getOrDefault(name.toLowerCase(Locale.ROOT), -1);
            if (near >= 0) {
                return near;
            }
        }
        return -1;
    }

    /** As {@link #place}, for a column that must be there. */
    int requiredPlace(List<String> anyOf, String purpose) throws FileProblem {
        int place = place(anyOf);
        if (place < 0) {
            throw missing(anyOf, purpose);
        }
        return place;
    }

    /** Says which columns were looked for, which there are, and which may be meant. */
    FileProblem missing(List<String> columns, EventField field) {
        List<String> absent =
                columns.stream().filter(column -> place(List.of(column)) < 0).toList();
        return missing(absent.isEmpty() ? columns : absent, "'" + field.label() + "'");
    }

    private FileProblem missing(List<String> anyOf, String purpose) {
        if (names.size() == 1) {
            String only = names.getFirst();
            for (char other : OTHER_DELIMITERS.toCharArray()) {
                if (other != delimiter && only.indexOf(other) >= 0) {
                    return FileProblem.at(
                            file,
                            line,
                            "the header is one column, '" + shown(only) + "', and looks separated by "
                                    + delimiterName(other) + "; say 'delimiter: " + yamlName(other)
                                    + "' in the mapping");
                }
            }
        }
        if (names.stream().anyMatch(name -> name.indexOf('\0') >= 0)) {
            return FileProblem.at(
                    file, line, "this looks like UTF-16 text; say 'encoding: UTF-16LE' (or BE) in the mapping");
        }
        return FileProblem.at(
                file,
                line,
                "no column '" + shown(String.join("' or '", anyOf)) + "' for " + purpose
                        + Nearest.hint(anyOf.getFirst(), names) + "; the file has "
                        + shown(String.join(", ", names)));
    }

    private static String shown(String text) {
        String flat = text.replaceAll("[\\p{Cntrl}]", " ");
        return flat.length() <= 400 ? flat : flat.substring(0, 400) + "…";
    }

    private static String delimiterName(char delimiter) {
        return delimiter == '\t' ? "tabs" : "'" + delimiter + "'";
    }

    private static String yamlName(char delimiter) {
        return delimiter == '\t' ? "tab" : "\"" + delimiter + "\"";
    }
}
