package dev.sluice.trainer.data;

import dev.sluice.schemas.PayloadException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads a topic from its beginning to where it ends now: committed records only, as nobody's consumer group. */
public final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int MOST_EMPTY_POLLS = 300; // a minute

    private final Consumer<byte[], byte[]> consumer;

    /** What becomes of a record, which may be a tombstone. */
    @FunctionalInterface
    interface Sink {
        void accept(ConsumerRecord<byte[], byte[]> record) throws PayloadException;
    }

    /**
     * What came of reading.
     *
     * @param records how many there were
     * @param unreadable how many of them were not what the reader expects
     * @param firstFault what was wrong with the first of those, or null
     */
    public record Outcome(
            long records, long unreadable, @Nullable String firstFault) {}

    /** A reader over this consumer, which it closes. */
    TopicReader(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /**
     * A reader with its own consumer.
     *
     * @param settings of Kafka's clients, {@code bootstrap.servers} at least
     * @throws TableException where they make no sense
     */
    public static TopicReader open(Map<String, ?> settings) throws TableException {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("isolation.level", "read_committed");
        all.put("enable.auto.commit", false);
        all.put("auto.offset.reset", "earliest");
        all.putIfAbsent("request.timeout.ms", 5000);
        all.putIfAbsent("default.api.timeout.ms", 10_000);
        try {
            return new TopicReader(new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
        } catch (KafkaException e) {
            throw new TableException("Kafka: " + (e.getCause() == null ? e : e.getCause()).getMessage(), e);
        }
    }

    /**
     * The first of these topics that there is.
     *
     * @throws TableException where there is none, as far as this client may know
     */
    public String find(List<String> topics) throws TableException {
        Map<String, List<PartitionInfo>> there = consumer.listTopics();
        return topics.stream()
                .filter(there::containsKey)
                .findFirst()
                .orElseThrow(() -> none(topics.getFirst(), there.keySet()));
    }

    /**
     * Hands every record to the sink, and counts what it can't read. A cluster or registry that is away throws its own
     * client's exception.
     *
     * @throws TableException where there is no such topic
     */
    Outcome read(String topic, ReadProgress progress, Sink sink) throws TableException {
        List<TopicPartition> partitions = partitions(topic);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return toEnd(topic, partitions, progress, sink);
    }

    private List<TopicPartition> partitions(String topic) throws TableException {
        Map<String, List<PartitionInfo>> topics = consumer.listTopics();
        List<PartitionInfo> found = topics.getOrDefault(topic, List.of());
        if (found.isEmpty()) {
            throw none(topic, topics.keySet());
        }
        return found.stream()
                .map(p -> new TopicPartition(topic, p.partition()))
                .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
                .toList();
    }

    private static TableException none(String topic, Set<String> there) {
        return new TableException("no topic \"" + topic + "\""
                + Spelling.nearest(topic, there)
                        .map(near -> "; did you mean \"" + near + "\"?")
                        .orElse(""));
    }

    private Outcome toEnd(String topic, List<TopicPartition> partitions, ReadProgress progress, Sink sink) {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = new LinkedHashMap<>(consumer.endOffsets(partitions));
        long all = sum(ends) - sum(begins);
        long records = 0;
        long unreadable = 0;
        String firstFault = null;
        int emptyPolls = 0;
        while (!passed(ends)) {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
            emptyPolls = polled.isEmpty() ? emptyPolls + 1 : 0;
            if (emptyPolls > MOST_EMPTY_POLLS) {
                throw new TimeoutException("nothing more came of topic " + topic + " for a minute");
            }
            for (ConsumerRecord<byte[], byte[]> record : polled) {
                records++;
                try {
                    sink.accept(record);
                } catch (PayloadException e) {
                    unreadable++;
                    firstFault = firstFault != null ? firstFault : fault(record, e);
                }
            }
            progress.at(all - remaining(ends), all);
        }
        return new Outcome(records, unreadable, firstFault);
    }

    private boolean passed(Map<TopicPartition, Long> ends) {
        return remaining(ends) == 0;
    }

    private long remaining(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
                .sum();
    }

    private static long sum(Map<TopicPartition, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }

    private static String fault(ConsumerRecord<byte[], byte[]> record, PayloadException e) {
        return "%s-%d offset %d: %s"
                .formatted(record.topic(), record.partition(), record.offset(), String.valueOf(e.getMessage()));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
