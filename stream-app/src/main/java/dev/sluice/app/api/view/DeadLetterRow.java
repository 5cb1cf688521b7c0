package dev.sluice.app.api.view;

import dev.sluice.app.ops.DeadLetterHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter, to be looked at. Its bytes are shown cut short, as text where they are some and in Base64 otherwise.
 *
 * @param origin topic-partition and offset it came from, as {@code topic:partition:offset}; null where it says nothing
 * @param item index of the bad click in its batch
 */
public record DeadLetterRow(
        Place place,
        Instant filedAt,
        @Nullable String account,
        @Nullable String origin,
        String reason,
        String message,
        @Nullable Integer item,
        int bytes,
        String preview,
        boolean previewIsBase64) {
    private static final int LONGEST_PREVIEW = 1024;

    static DeadLetterRow of(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value() == null ? new byte[0] : record.value();
        byte[] shown = Arrays.copyOf(value, Math.min(value.length, LONGEST_PREVIEW));
        Optional<String> text = text(shown);
        String item = header(record, DeadLetterHeaders.ITEM);
        return new DeadLetterRow(
                new Place(record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                record.key() == null ? null : text(record.key()).orElse(null),
                origin(record),
                or(header(record, DeadLetterHeaders.REASON), "unknown"),
                or(header(record, DeadLetterHeaders.MESSAGE), ""),
                item != null && item.matches("\\d{1,9}") ? Integer.valueOf(item) : null,
                value.length,
                text.orElseGet(() -> Base64.getEncoder().encodeToString(shown)),
                text.isEmpty());
    }

    private static @Nullable String origin(ConsumerRecord<byte[], byte[]> record) {
        String topic = header(record, DeadLetterHeaders.ORIGIN_TOPIC);
        return topic == null
                ? null
                : topic + ":" + header(record, DeadLetterHeaders.ORIGIN_PARTITION) + ":"
                        + header(record, DeadLetterHeaders.ORIGIN_OFFSET);
    }

    private static String or(@Nullable String text, String fallback) {
        return text == null ? fallback : text;
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            boolean readable = text.chars().allMatch(c -> c >= ' ' || c == '\n' || c == '\r' || c == '\t');
            return readable ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
