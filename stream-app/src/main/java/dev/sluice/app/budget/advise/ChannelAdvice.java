package dev.sluice.app.budget.advise;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Advice for one channel.
 *
 * @param currentMicros weekly spend now
 * @param recommendedMicros weekly spend advised; that of now under HOLD
 * @param slopeNow outcome of the next unit of spend (revenue: mROAS) at the spend of now; null where nothing is known
 * @param slopeThen the same at the recommended spend
 * @param binding bounds that hold the advice back, by name
 * @param why one sentence made from the numbers
 */
public record ChannelAdvice(
        String channel,
        long currentMicros,
        long recommendedMicros,
        @Nullable Spread slopeNow,
        @Nullable Spread slopeThen,
        List<String> binding,
        String why) {
    public ChannelAdvice {
        binding = List.copyOf(binding);
    }
}
