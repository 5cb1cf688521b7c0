package dev.sluice.app.command;

import dev.sluice.event.ChannelWeek;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The channel-metrics table as CSV: the record's fields in their order, empty for null; money in micros. */
final class MetricsCsv {
    private MetricsCsv() {}

    /** Writes rows in the order given; the same rows give the same bytes. */
    static void write(Path file, Collection<ChannelWeek> rows) throws IOException {
        List<Schema.Field> fields = ChannelWeek.getClassSchema().getFields();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setRecordSeparator('\n')
                .setHeader(fields.stream().map(Schema.Field::name).toArray(String[]::new))
                .get();
        try (CSVPrinter csv = new CSVPrinter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), format)) {
            for (ChannelWeek row : rows) {
                for (Schema.Field field : fields) {
                    csv.print(row.get(field.pos()));
                }
                csv.println();
            }
        }
    }
}
