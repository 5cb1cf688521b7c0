package dev.sluice.trainer.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.apache.commons.csv.CSVRecord;

/** The fields of a CSV file by column, while it is read and its types are not yet known. */
final class CsvColumns {
    private static final int LONGEST_FIELD = 1 << 20;

    private final String file;
    private final List<String> names = new ArrayList<>();
    private final List<List<String>> fields = new ArrayList<>();
    private final Map<String, String> known = new HashMap<>();
    private final int headers;
    private long[] lines = new long[1024];
    private int rows;
    private int unnamed;
    private long firstUnnamed;

    CsvColumns(String file, CSVRecord header, long line) throws TableException {
        this.file = file;
        headers = header.size();
        int named = headers;
        while (named > 0 && header.get(named - 1).isBlank()) {
            named--;
        }
        if (named == 0) {
            throw at(line, "no column has a name: the first line must be the header");
        }
        Map<String, Integer> places = new HashMap<>();
        for (int c = 0; c < named; c++) {
            String given = checked(header.get(c), c, line);
            String name = given.isEmpty() ? "column" + (c + 1) : given;
            Integer first = places.putIfAbsent(name, c);
            if (first != null) {
                throw at(line, "columns %d and %d are both named \"%s\"".formatted(first + 1, c + 1, name));
            }
            names.add(name);
            fields.add(new ArrayList<>());
        }
    }

    void add(CSVRecord record, long line) throws TableException {
        if (record.size() < names.size() || record.size() > headers) {
            throw at(
                    line,
                    "%d fields, the header has %d: is a quote or a delimiter missing?"
                            .formatted(record.size(), headers));
        }
        for (int c = 0; c < record.size(); c++) {
            String field = checked(record.get(c), c, line);
            if (c < names.size()) {
                String same = known.size() < 1 << 20 ? known.putIfAbsent(field, field) : known.get(field);
                fields.get(c).add(same == null ? field : same);
            } else if (!field.isEmpty()) {
                unnamed++;
                firstUnnamed = firstUnnamed == 0 ? line : firstUnnamed;
            }
        }
        if (rows == lines.length) {
            lines = Arrays.copyOf(lines, 2 * rows);
        }
        lines[rows++] = line;
    }

    private String checked(String field, int column, long line) throws TableException {
        if (field.length() > LONGEST_FIELD) {
            throw at(line, "column %d: a field of more than 1 MiB".formatted(column + 1));
        }
        return field.strip();
    }

    /** The table, every column in the type that is stated or that all its values have. */
    Table typed(CsvOptions options) throws TableException {
        if (rows == 0) {
            throw new TableException(file + ": only a header, no rows");
        }
        Map<String, ColumnType> types = stated(options.types());
        Map<String, String> patterns = stated(options.datePatterns());
        SequencedMap<String, Column> columns = new LinkedHashMap<>();
        for (int c = 0; c < names.size(); c++) {
            String name = names.get(c);
            ColumnText text = new ColumnText(fields.get(c));
            String pattern = patterns.get(name);
            ColumnType type = types.get(name);
            Column column;
            try {
                column = pattern != null ? text.dates(pattern) : type != null ? text.as(type) : text.inferred();
            } catch (ColumnText.BadValueException e) {
                throw at(
                        lines[e.row()],
                        "column \"%s\": \"%s\" is no %s".formatted(name, shortened(e.value()), e.expected()));
            } catch (IllegalArgumentException e) {
                throw new TableException(
                        "column \"%s\": \"%s\" is no date pattern: %s".formatted(name, pattern, e.getMessage()), e);
            }
            columns.put(name, column);
            fields.set(c, List.of()); // the texts of a large file need not outlive their column
        }
        return new Table(file, columns, remarks());
    }

    private List<String> remarks() {
        return unnamed == 0
                ? List.of()
                : List.of("%s: %d values in columns without a name are left out, the first in line %d"
                        .formatted(file, unnamed, firstUnnamed));
    }

    private <V> Map<String, V> stated(Map<String, V> given) throws TableException {
        SequencedMap<String, Column> none = new LinkedHashMap<>();
        names.forEach(name -> none.put(name, new Column.Numbers(new double[0])));
        Table header = new Table(file, none);
        Map<String, V> exact = new HashMap<>();
        for (Map.Entry<String, V> entry : given.entrySet()) {
            exact.put(header.resolve(entry.getKey()), entry.getValue());
        }
        return exact;
    }

    private static String shortened(String value) {
        return value.length() <= 40 ? value : value.substring(0, 40) + "…";
    }

    private TableException at(long line, String what) {
        return new TableException("%s, line %d: %s".formatted(file, line, what));
    }
}
