package dev.sluice.app.ops;

import java.util.Set;

/**
 * Headers of a dead letter; all values are UTF-8 text. Key and value are the original bytes, and headers that the
 * original had are kept beside these.
 */
public final class DeadLetterHeaders {
    /** Reason code, for example {@code NEGATIVE_SPEND}. */
    public static final String REASON = "sluice.reason";

    /** The reason in a sentence, with the value at fault. */
    public static final String MESSAGE = "sluice.message";

    public static final String ORIGIN_TOPIC = "sluice.origin.topic";
    public static final String ORIGIN_PARTITION = "sluice.origin.partition";
    public static final String ORIGIN_OFFSET = "sluice.origin.offset";

    /** Record timestamp, milliseconds since the epoch. */
    public static final String ORIGIN_TIMESTAMP = "sluice.origin.timestamp";

    /** Index of the bad click in its batch, from 0; absent where the whole record is bad. */
    public static final String ITEM = "sluice.item";

    /** Bytes of the original value, where it was too large to be kept whole. */
    public static final String TRUNCATED = "sluice.truncated";

    /** All of them: what a dead letter adds to the original headers. */
    public static final Set<String> ALL =
            Set.of(REASON, MESSAGE, ORIGIN_TOPIC, ORIGIN_PARTITION, ORIGIN_OFFSET, ORIGIN_TIMESTAMP, ITEM, TRUNCATED);

    private DeadLetterHeaders() {}
}
