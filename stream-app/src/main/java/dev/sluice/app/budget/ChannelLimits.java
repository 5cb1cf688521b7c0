package dev.sluice.app.budget;

import org.jspecify.annotations.Nullable;

/**
 * What a policy says of one channel.
 *
 * @param leastMicros least weekly spend; null for none
 * @param mostMicros most weekly spend; null for none
 * @param locked true where its spend is not to be changed
 */
public record ChannelLimits(
        @Nullable Long leastMicros, @Nullable Long mostMicros, boolean locked) {
    /** A channel of which the policy says nothing. */
    public static final ChannelLimits NONE = new ChannelLimits(null, null, false);
}
