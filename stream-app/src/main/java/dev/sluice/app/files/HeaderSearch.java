package dev.sluice.app.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the header: the first row, or, where the mapping says {@code find_header}, the first of the top rows that
 * has every column the mapping needs (the platforms' own exports put titles and date ranges above it).
 */
final class HeaderSearch {
    private static final int WITHIN = 20;

    private final CsvRows rows;
    private final Path file;
    private final Mapping mapping;

    private HeaderSearch(CsvRows rows, Path file, Mapping mapping) {
        this.rows = rows;
        this.file = file;
        this.mapping = mapping;
    }

    static Header in(CsvRows rows, Path file, Mapping mapping) throws FileProblem {
        return new HeaderSearch(rows, file, mapping).header();
    }

    private Header header() throws FileProblem {
        Header nearest = null;
        int within = mapping.layout().findHeader() ? WITHIN : 1;
        for (int looked = 0; looked < within; ) {
            Row row = nextOrNull();
            if (row == null) {
                break;
            }
            if (row.isBlank()) {
                continue;
            }
            looked++;
            Header header = headerOf(row, within > 1);
            if (header != null && (within == 1 || hasEveryColumn(header))) {
                return header;
            }
            nearest = nearer(nearest, header);
        }
        if (nearest == null) {
            throw FileProblem.of(file, "the file is empty");
        }
        return nearest;
    }

    /** The one that has more of the columns, for the message. */
    private @Nullable Header nearer(@Nullable Header one, @Nullable Header other) {
        return one == null || (other != null && fieldsFound(other) > fieldsFound(one)) ? other : one;
    }

    private long fieldsFound(Header header) {
        return mapping.rules().values().stream()
                .flatMap(List::stream)
                .filter(rule -> !rule.columns().isEmpty() && rule.fits(header))
                .count();
    }

    private @Nullable Row nextOrNull() throws FileProblem {
        try {
            return rows.next();
        } catch (BadCell e) {
            throw FileProblem.at(file, rows.line(), e.reason());
        }
    }

    private @Nullable Header headerOf(Row row, boolean searching) throws FileProblem {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            names.add(row.cell(i));
        }
        try {
            return new Header(file, row.line(), names, mapping.layout().delimiter());
        } catch (FileProblem e) {
            // A title line above the header may well repeat itself.
            if (searching && names.size() > 1 && !mapsAny(names)) {
                return null;
            }
            throw e;
        }
    }

    private boolean mapsAny(List<String> names) {
        return mapping.rules().values().stream()
                .flatMap(List::stream)
                .flatMap(rule -> rule.columns().stream())
                .anyMatch(names::contains);
    }

    private boolean hasEveryColumn(Header header) {
        return mapping.rules().values().stream()
                .allMatch(rules -> rules.stream().anyMatch(rule -> rule.optional() || rule.fits(header)));
    }
}
