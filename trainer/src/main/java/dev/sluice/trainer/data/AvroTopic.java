package dev.sluice.trainer.data;

import dev.sluice.schemas.GenericPayloadDecoder;
import dev.sluice.schemas.SchemaRegistry;
import org.apache.avro.generic.GenericRecord;

/**
 * Any topic of Avro records as a table: one row a record, in the order of partitions and offsets within a batch. Fields
 * of nested records are named {@code outer.inner}. Numbers and booleans (0 or 1) are numbers; texts and enums are
 * categories; dates are dates, and timestamps their day in UTC. Arrays, maps, bytes and unions of several types are
 * left out, which the table remarks.
 */
public final class AvroTopic {
    private AvroTopic() {}

    /**
     * Reads the topic as far as it is written now.
     *
     * @throws TableException where it can't be read, holds no readable record, or a field changed its type on the way
     */
    public static Table read(TopicReader reader, String topic, SchemaRegistry registry, ReadProgress progress)
            throws TableException {
        GenericPayloadDecoder decoder = new GenericPayloadDecoder(registry);
        AvroRows rows = new AvroRows();
        TopicReader.Outcome outcome = reader.read(topic, progress, value -> {
            if (value != null) {
                GenericRecord record = decoder.decode(value);
                rows.add(record);
            }
        });
        return rows.table(topic, outcome);
    }
}
