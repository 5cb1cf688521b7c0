package dev.sluice.app.budget.advise;

import dev.sluice.schemas.model.ModelCard.Trust;
import java.util.Map;

/**
 * What a response model says of itself.
 *
 * @param channels by name; a channel that is not here is none that the model knows
 */
public record ModelFacts(
        String version, String sha256, Trust trust, Outcome outcome, Map<String, ChannelFacts> channels) {
    public ModelFacts {
        channels = Map.copyOf(channels);
    }
}
