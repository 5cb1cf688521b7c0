package dev.sluice.app.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.ops.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** A record of the dead-letters topic: the original bytes, with where they came from and why they were refused. */
record FiledLetter(ConsumerRecord<byte[], byte[]> record) {

    /** Where a record was. */
    record Origin(
            String topic,
            int partition,
            long offset,
            @Nullable Long timestamp) {
        @Override
        public String toString() {
            return topic + ":" + partition + ":" + offset;
        }
    }

    /** Its own place, as {@code partition:offset}. */
    String place() {
        return record.partition() + ":" + record.offset();
    }

    String reason() {
        return header(DeadLetterHeaders.REASON).orElse("unknown");
    }

    /** Whether it has this reason; {@code negative-spend} means {@code NEGATIVE_SPEND}. */
    boolean isFor(String reason) {
        return reason().equals(reason)
                || reason().equals(reason.replace('-', '_').toUpperCase(Locale.ROOT));
    }

    String message() {
        return header(DeadLetterHeaders.MESSAGE).orElse("");
    }

    /** Index of the bad click in its batch. */
    Optional<String> item() {
        return header(DeadLetterHeaders.ITEM);
    }

    /** Whether the original was too large to be kept whole. */
    boolean isTruncated() {
        return header(DeadLetterHeaders.TRUNCATED).isPresent();
    }

    /** Empty where the headers don't say: somebody else wrote this record. */
    Optional<Origin> origin() {
        try {
            Optional<String> topic = header(DeadLetterHeaders.ORIGIN_TOPIC);
            Optional<Integer> partition =
                    header(DeadLetterHeaders.ORIGIN_PARTITION).map(Integer::valueOf);
            Optional<Long> offset = header(DeadLetterHeaders.ORIGIN_OFFSET).map(Long::valueOf);
            Optional<Long> timestamp = header(DeadLetterHeaders.ORIGIN_TIMESTAMP)
                    .map(Long::valueOf)
                    .filter(t -> t >= 0);
            return topic.isEmpty() || partition.isEmpty() || offset.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Origin(topic.get(), partition.get(), offset.get(), timestamp.orElse(null)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The original record once more. Without a key no partition is home, so it goes back to its old one. */
    ProducerRecord<byte[], byte[]> original(Origin origin) {
        return with(origin, record.key(), record.value());
    }

    /** The original record with another key and value. */
    ProducerRecord<byte[], byte[]> with(Origin origin, byte @Nullable [] key, byte @Nullable [] value) {
        Integer partition = key == null ? origin.partition() : null;
        return new ProducerRecord<>(origin.topic(), partition, origin.timestamp(), key, value, originalHeaders());
    }

    private Headers originalHeaders() {
        Headers headers = new RecordHeaders();
        for (Header header : record.headers()) {
            if (!DeadLetterHeaders.ALL.contains(header.key())) {
                headers.add(header);
            }
        }
        return headers;
    }

    private Optional<String> header(String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    /** All of it, the original bytes in Base64: what list and replay print. */
    ObjectNode json() {
        ObjectNode node = new ObjectMapper().createObjectNode();
        node.put("at", place());
        node.put("reason", reason());
        node.put("message", message());
        origin().ifPresent(origin -> {
            node.put("originTopic", origin.topic());
            node.put("originPartition", origin.partition());
            node.put("originOffset", origin.offset());
        });
        item().ifPresent(item -> node.put("item", item));
        node.put("key", shownKey());
        node.put("bytes", record.value() == null ? 0 : record.value().length);
        node.put("value", record.value());
        return node;
    }

    @Nullable
    String shownKey() {
        byte[] key = record.key();
        return key == null ? null : RecordLine.text(key).orElse("(" + key.length + " bytes)");
    }
}
