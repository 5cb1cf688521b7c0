package dev.sluice.app.budget.advise;

import java.util.List;

/**
 * What the model's card says of a channel.
 *
 * @param identified false where the data can't tell its effect from others' or from nothing
 * @param codes why not, such as {@code COLLINEAR}
 * @param sentence the same in plain words
 * @param mostSeenMicros largest weekly spend in training; 0 for a channel that was never spent on
 */
public record ChannelFacts(boolean identified, List<String> codes, String sentence, long mostSeenMicros) {
    public ChannelFacts {
        codes = List.copyOf(codes);
    }
}
