package dev.sluice.app.intake;

import dev.sluice.app.ops.DeadLetterHeaders;
import dev.sluice.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * A refused record as it lies on the dead-letters topic: the original key, bytes and headers, and headers that say where
 * it came from and why it was refused. All header values are UTF-8 text.
 */
public final class DeadLetter {
    private static final int RESERVED = 8 * 1024;
    private static final int KEPT_OF_LARGE_VALUE = 256 * 1024;

    private DeadLetter() {}

    /** The record to produce. */
    public static Record<byte @Nullable [], byte @Nullable []> of(
            Origin origin, Rejection why, @Nullable Integer item) {
        Headers headers = originHeaders(origin);
        text(headers, DeadLetterHeaders.REASON, why.reason().name());
        text(headers, DeadLetterHeaders.MESSAGE, why.message());
        if (item != null) {
            text(headers, DeadLetterHeaders.ITEM, item.toString());
        }
        byte[] value = origin.value();
        if (value != null && !fits(origin)) {
            // Too large to produce would end the transaction, and with it the stream. The origin says where all of it
            // is.
            text(headers, DeadLetterHeaders.TRUNCATED, Integer.toString(value.length));
            value = Arrays.copyOf(value, KEPT_OF_LARGE_VALUE);
        }
        return new Record<>(origin.key(), value, Math.max(0, origin.timestamp()), headers);
    }

    /** Whether the record, with a few headers more, can be produced to the strays and dead-letters topics. */
    static boolean fits(Origin origin) {
        long bytes = RESERVED + (origin.key() == null ? 0 : origin.key().length);
        bytes += origin.value() == null ? 0 : origin.value().length;
        for (Header header : origin.headers()) {
            bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return bytes <= Topic.WRAPPED_MESSAGE_BYTES;
    }

    /** The original headers and, in Sluice's own, where the record first lay; without those of an earlier rejection. */
    static Headers originHeaders(Origin origin) {
        Headers headers = fits(origin) ? new RecordHeaders(origin.headers()) : new RecordHeaders();
        DeadLetterHeaders.ALL.forEach(headers::remove);
        text(headers, DeadLetterHeaders.ORIGIN_TOPIC, origin.topic());
        text(headers, DeadLetterHeaders.ORIGIN_PARTITION, Integer.toString(origin.partition()));
        text(headers, DeadLetterHeaders.ORIGIN_OFFSET, Long.toString(origin.offset()));
        text(headers, DeadLetterHeaders.ORIGIN_TIMESTAMP, Long.toString(origin.timestamp()));
        return headers;
    }

    private static void text(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
