package dev.sluice.app.files;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one event field is filled.
 *
 * @param source where the text comes from
 * @param optional whether the file may lack the column; the field is then empty
 * @param values replacements, keyed by the cell's text in lower case
 * @param otherwise where {@code values} has no entry: {@link #KEEP}, {@link #REJECT} or a fixed text
 * @param ifEmpty text that stands in for an empty cell
 * @param time format of times and days; null for other types
 * @param zone the rule's own zone
 * @param unit how many currency units one stands for (money only)
 * @param ifColumn the rule counts only where the file has one of these columns; empty: always
 */
record FieldRule(
        Source source,
        boolean optional,
        Map<String, String> values,
        String otherwise,
        @Nullable String ifEmpty,
        @Nullable String time,
        @Nullable ZoneId zone,
        BigDecimal unit,
        List<String> ifColumn) {
    static final String KEEP = "keep";
    static final String REJECT = "reject";

    /** Whether this header has what the rule needs, were it not optional. */
    boolean fits(Header header) {
        return (ifColumn.isEmpty() || header.place(ifColumn) >= 0) && fits(source, header);
    }

    /** Every column the rule names. */
    List<String> columns() {
        return columns(source);
    }

    private static List<String> columns(Source source) {
        return switch (source) {
            case Source.Column column -> column.names();
            case Source.Joined joined ->
                joined.parts().stream().flatMap(part -> columns(part).stream()).toList();
            case Source.Constant _, Source.Line _, Source.FileName _ -> List.of();
        };
    }

    private static boolean fits(Source source, Header header) {
        return switch (source) {
            case Source.Column column -> header.place(column.names()) >= 0;
            case Source.Joined joined -> joined.parts().stream().allMatch(part -> fits(part, header));
            case Source.Constant _, Source.Line _, Source.FileName _ -> true;
        };
    }

    FieldRule {
        values = Map.copyOf(values);
        ifColumn = List.copyOf(ifColumn);
    }
}
