package dev.sluice.trainer.data;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How to read a file.
 *
 * @param delimiter between fields
 * @param types of columns whose type is not to be inferred
 * @param datePatterns of date columns that are not in ISO 8601, such as {@code dd.MM.yyyy}; makes the column a date
 */
public record CsvOptions(char delimiter, Map<String, ColumnType> types, Map<String, String> datePatterns) {
    /** Commas, types inferred. */
    public static final CsvOptions DEFAULT = new CsvOptions(',', Map.of(), Map.of());

    public CsvOptions {
        types = Map.copyOf(types);
        datePatterns = Map.copyOf(datePatterns);
    }

    /** These with another delimiter. */
    public CsvOptions delimitedBy(char other) {
        return new CsvOptions(other, types, datePatterns);
    }

    /** These with the type of a column stated. */
    public CsvOptions typed(String column, ColumnType type) {
        Map<String, ColumnType> more = new LinkedHashMap<>(types);
        more.put(column, type);
        return new CsvOptions(delimiter, more, datePatterns);
    }

    /** These with the pattern of a date column stated. */
    public CsvOptions dated(String column, String pattern) {
        Map<String, String> more = new LinkedHashMap<>(datePatterns);
        more.put(column, pattern);
        return new CsvOptions(delimiter, types, more);
    }
}
