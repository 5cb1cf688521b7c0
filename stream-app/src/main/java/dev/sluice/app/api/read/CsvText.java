package dev.sluice.app.api.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Rows as CSV: a header line, empty for null, lists and maps as JSON in their cell. The numbers are those of the JSON. */
final class CsvText {
    private CsvText() {}

    static String of(List<String> columns, List<ObjectNode> rows) {
        StringBuilder out = new StringBuilder();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setRecordSeparator('\n')
                .setHeader(columns.toArray(String[]::new))
                .get();
        try (CSVPrinter csv = new CSVPrinter(out, format)) {
            for (ObjectNode row : rows) {
                for (String column : columns) {
                    csv.print(cell(row.at("/" + column.replace(".", "/"))));
                }
                csv.println();
            }
        } catch (IOException e) {
            throw new IllegalStateException("text in memory can't be written", e);
        }
        return out.toString();
    }

    private static String cell(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return value.isContainerNode() ? value.toString() : value.asText();
    }
}
