package dev.sluice.app.budget.plan;

import dev.sluice.app.budget.allocate.HorizonAnswer;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.schemas.model.ModelCard.Trust;
import dev.sluice.schemas.model.ResponseCard;
import dev.sluice.schemas.model.ResponseCard.Identifiability;
import dev.sluice.schemas.model.ResponseCard.ResponseChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a response model has to say of a split.
 *
 * @param model what it is called
 * @param weeks in which the split is held
 * @param figures of the recommended split; null where there is none
 * @param plan week by week; null where none was asked for
 */
public record ModelReport(
        String model,
        ModelCard card,
        ResponseCard response,
        SpendState start,
        int weeks,
        @Nullable ModelFigures figures,
        HorizonAnswer.@Nullable Plan plan) {

    /** Whether the model's verdict lets nobody rely on its amounts. */
    public boolean isDirectionOnly() {
        return card.verdict().trust() != Trust.TRUSTED;
    }

    /** What a verdict short of trust means for whoever reads the split. */
    public String caution() {
        return switch (card.verdict().trust()) {
            case TRUSTED -> "";
            case DIRECTIONAL ->
                "Direction only: the model tells which channels deserve more, not by how much. " + reason();
            case NO_BETTER_THAN_BASELINE ->
                "Direction only, and not to be acted on: the model forecasts no better than its naive baseline, and the"
                        + " app would hold. " + reason();
        };
    }

    private String reason() {
        return "Verdict " + card.verdict().trust() + ": " + card.verdict().reason();
    }

    /** Channels whose effect the data don't tell. */
    public List<ResponseChannel> unidentified() {
        return response.channels().stream()
                .filter(channel -> channel.identifiability() == Identifiability.UNIDENTIFIED)
                .toList();
    }

    public boolean isIdentified(int channel) {
        return response.channels().get(channel).identifiability() != Identifiability.UNIDENTIFIED;
    }
}
