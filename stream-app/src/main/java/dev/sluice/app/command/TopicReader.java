package dev.sluice.app.command;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Reads all partitions of one topic, up to where it ends now or for ever. */
final class TopicReader {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    private TopicReader(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        this.consumer = consumer;
        this.partitions = partitions;
    }

    /** A reader of the topic; empty where the cluster has no such topic. */
    static Optional<TopicReader> open(Consumer<byte[], byte[]> consumer, String topic) {
        List<PartitionInfo> found = consumer.listTopics().getOrDefault(topic, List.of());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        List<TopicPartition> partitions = found.stream()
                .map(p -> new TopicPartition(topic, p.partition()))
                .toList();
        consumer.assign(partitions);
        return Optional.of(new TopicReader(consumer, partitions));
    }

    void fromBeginning() {
        consumer.seekToBeginning(partitions);
    }

    void fromEnd() {
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // seeking is lazy: what is sent from here on must be seen
    }

    /** Starts so that about the last {@code n} records of each partition are read; markers take offsets too. */
    void nearEnd(int n) {
        Map<TopicPartition, Long> begin = consumer.beginningOffsets(partitions);
        consumer.endOffsets(partitions)
                .forEach((partition, last) ->
                        consumer.seek(partition, Math.max(begin.getOrDefault(partition, 0L), last - 2L * n - 10)));
    }

    /** Hands on every record up to where the topic ended when this was called, while {@code more} wants some. */
    void toEnd(Predicate<ConsumerRecord<byte[], byte[]>> more) {
        Map<TopicPartition, Long> ends = new LinkedHashMap<>(consumer.endOffsets(partitions));
        while (true) {
            ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            if (ends.isEmpty() || !poll(more)) {
                return;
            }
        }
    }

    /** Hands on every record as it comes, while {@code more} wants some. */
    void follow(Predicate<ConsumerRecord<byte[], byte[]>> more) {
        boolean wanted = true;
        while (wanted) {
            wanted = poll(more);
        }
    }

    private boolean poll(Predicate<ConsumerRecord<byte[], byte[]>> more) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            if (!more.test(record)) {
                return false;
            }
        }
        return true;
    }
}
