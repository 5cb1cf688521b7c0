package dev.sluice.trainer.data;

import dev.sluice.schemas.GenericPayloadDecoder;
import dev.sluice.schemas.PayloadException;
import dev.sluice.schemas.SchemaRegistry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Any topic of Avro records as a table: one row a record, in the order of partitions and offsets. Fields of nested
 * records are named {@code outer.inner}. Numbers and booleans (0 or 1) are numbers; texts and enums are categories;
 * dates are dates, and timestamps their day in UTC. Arrays, maps, bytes and unions of several types are left out, which
 * the table remarks.
 */
public final class AvroTopic {
    /** Which records become rows. */
    public enum Rows {
        ALL,
        /**
         * The last readable one of each key, unless a tombstone followed it; those without a key all stand. Within a
         * partition, as a broker compacts.
         */
        LATEST_PER_KEY
    }

    /** What reading the topic made. */
    public record Read(Table table, TopicReader.Outcome outcome) {}

    /** Where a row's record lies, and which row it is of those that were decoded. */
    private record Place(int partition, long offset, int row) {}

    private record Key(int partition, ByteBuffer bytes) {}

    private final GenericPayloadDecoder decoder;
    private final Rows which;
    private final AvroRows decoded = new AvroRows();
    private final Map<Key, Place> latest = new HashMap<>();
    private final List<Place> others = new ArrayList<>();

    private AvroTopic(SchemaRegistry registry, Rows which) {
        this.decoder = new GenericPayloadDecoder(registry);
        this.which = which;
    }

    /**
     * Reads the topic as far as it is written now.
     *
     * @throws TableException where there is no such topic, it leaves no row, or a field changed its type on the way
     */
    public static Read read(
            TopicReader reader, String topic, SchemaRegistry registry, Rows which, ReadProgress progress)
            throws TableException {
        AvroTopic rows = new AvroTopic(registry, which);
        TopicReader.Outcome outcome = reader.read(topic, progress, rows::add);
        return new Read(rows.table(topic, outcome), outcome);
    }

    private void add(ConsumerRecord<byte[], byte[]> record) throws PayloadException {
        boolean replaces = which == Rows.LATEST_PER_KEY && record.key() != null;
        if (record.value() == null) {
            if (replaces) {
                latest.remove(key(record));
            }
            return;
        }
        Place place = new Place(record.partition(), record.offset(), decoded.add(decoder.decode(record.value())));
        if (replaces) {
            latest.put(key(record), place);
        } else {
            others.add(place);
        }
    }

    private static Key key(ConsumerRecord<byte[], byte[]> record) {
        return new Key(record.partition(), ByteBuffer.wrap(record.key()));
    }

    private Table table(String topic, TopicReader.Outcome outcome) throws TableException {
        Collection<Place> places = new ArrayList<>(others);
        places.addAll(latest.values());
        if (places.isEmpty()) {
            String fault = outcome.firstFault();
            String why = outcome.records() == 0 ? " is empty" : ": every record is followed by a tombstone";
            throw new TableException(
                    "topic " + topic + (fault == null ? why : " holds no readable Avro record: " + fault));
        }
        return decoded.table(
                topic,
                places.stream()
                        .sorted(Comparator.comparingInt(Place::partition).thenComparingLong(Place::offset))
                        .mapToInt(Place::row)
                        .toArray());
    }
}
