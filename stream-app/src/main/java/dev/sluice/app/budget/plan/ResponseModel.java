package dev.sluice.app.budget.plan;

import dev.sluice.app.scoring.Scorer;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.schemas.model.ResponseCard;
import java.util.Optional;

/**
 * A response model on loan; close it to give it back.
 *
 * @param name what messages call it
 */
public record ResponseModel(String name, Scorer scorer, ResponseCard response) implements AutoCloseable {
    /** The model of a scorer; empty, and given back, where it says nothing of responses to spend. */
    public static Optional<ResponseModel> of(String name, Scorer scorer) {
        ResponseCard response = scorer.card().response();
        if (response == null) {
            scorer.close();
            return Optional.empty();
        }
        return Optional.of(new ResponseModel(name, scorer, response));
    }

    public ModelCard card() {
        return scorer.card();
    }

    /** Whether its outcome is new customers, rather than revenue. */
    public boolean isOfCustomers() {
        return card().kind().equals(ResponseCard.RESPONSE_CUSTOMERS);
    }

    @Override
    public void close() {
        scorer.close();
    }
}
