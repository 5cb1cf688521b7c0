package dev.sluice.app.world;

import dev.sluice.schemas.Topic;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record as it arrives.
 *
 * @param arrival when it reaches the topic; events come in this order
 * @param topic where it goes
 * @param key the record's key, an account id; null only for {@link Fault#MISSING_KEY}
 * @param value the record to encode; null where {@code raw} is to be sent as it is
 * @param raw a value that no encoder would write; null where {@code value} is given; see {@link #rawBytes()}
 * @param fault what the world did to it
 */
public record WorldEvent(
        Instant arrival,
        Topic topic,
        @Nullable String key,
        @Nullable SpecificRecord value,
        @Nullable ByteBuffer raw,
        Fault fault) {
    public WorldEvent {
        if ((value == null) == (raw == null)) {
            throw new IllegalArgumentException("an event has either a value or raw bytes");
        }
    }

    /** A copy of the bytes to send as they are; empty where there is a value to encode. */
    public Optional<byte[]> rawBytes() {
        if (raw == null) {
            return Optional.empty();
        }
        byte[] bytes = new byte[raw.remaining()];
        raw.get(raw.position(), bytes);
        return Optional.of(bytes);
    }
}
