package dev.sluice.app.intake;

import dev.sluice.app.ops.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * A refused record as it lies on the dead-letters topic: the original key, bytes and headers, and headers that say where
 * it came from and why it was refused. All header values are UTF-8 text.
 */
public final class DeadLetter {
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
        return new Record<>(origin.key(), origin.value(), Math.max(0, origin.timestamp()), headers);
    }

    /** The original headers and, in Sluice's own, where the record first lay; without those of an earlier rejection. */
    static Headers originHeaders(Origin origin) {
        Headers headers = new RecordHeaders(origin.headers());
        for (String own : new String[] {
            DeadLetterHeaders.REASON,
            DeadLetterHeaders.MESSAGE,
            DeadLetterHeaders.ITEM,
            DeadLetterHeaders.ORIGIN_TOPIC,
            DeadLetterHeaders.ORIGIN_PARTITION,
            DeadLetterHeaders.ORIGIN_OFFSET,
            DeadLetterHeaders.ORIGIN_TIMESTAMP
        }) {
            headers.remove(own);
        }
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
