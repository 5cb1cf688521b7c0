package dev.sluice.app.topology;

import dev.sluice.schemas.PayloadDecoder;
import dev.sluice.schemas.PayloadException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A compacted topic as the table it stands for: the last committed value of each key, in key order. Not thread-safe.
 *
 * @param <T> type of the values
 */
public final class CompactedTable<T extends SpecificRecord> implements AutoCloseable {
    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final PayloadDecoder<T> decoder;
    private final NavigableMap<String, T> rows = new TreeMap<>();

    /**
     * Opens a table at its beginning; {@link #catchUp} or {@link #poll} fill it.
     *
     * @param consumer reads committed records only, belongs to no group; closed with the table
     */
    public CompactedTable(Consumer<byte[], byte[]> consumer, String topic, PayloadDecoder<T> decoder) {
        this.consumer = consumer;
        this.decoder = decoder;
        this.partitions = consumer.partitionsFor(topic).stream()
                .map(p -> new TopicPartition(topic, p.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads up to what was committed when it was called, and returns the table. */
    public NavigableMap<String, T> catchUp() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
            poll(Duration.ofMillis(200));
        }
        return rows();
    }

    /** Waits at most so long for changes; returns how many came. */
    public int poll(Duration atMost) {
        int changes = 0;
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(atMost)) {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
                rows.remove(key);
            } else {
                rows.put(key, decode(record));
            }
            changes++;
        }
        return changes;
    }

    private T decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            return decoder.decode(record.value());
        } catch (PayloadException e) {
            throw new IllegalStateException(
                    record.topic() + "-" + record.partition() + " offset " + record.offset()
                            + " is no record of this table: " + e.getMessage(),
                    e);
        }
    }

    /** The table as far as it was read. */
    public NavigableMap<String, T> rows() {
        return Collections.unmodifiableNavigableMap(rows);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
