package dev.sluice.app.intake;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Where a record first lay, and what it was: all a dead letter needs.
 *
 * @param topic full name of the input topic (never the strays topic)
 * @param timestamp record timestamp, milliseconds since the epoch
 * @param key original key bytes
 * @param value original value bytes
 * @param headers original headers
 */
public record Origin(
        String topic,
        int partition,
        long offset,
        long timestamp,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Headers headers) {}
