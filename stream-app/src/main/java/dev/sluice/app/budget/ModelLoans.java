package dev.sluice.app.budget;

import dev.sluice.app.scoring.Scorer;
import dev.sluice.app.scoring.Shelf;
import dev.sluice.schemas.model.ResponseCard;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The response models that one account uses in one look, each borrowed once. */
final class ModelLoans implements AutoCloseable {
    private final Shelf shelf;
    private final String account;
    private final Map<String, Optional<Scorer>> loans = new LinkedHashMap<>();

    ModelLoans(Shelf shelf, String account) {
        this.shelf = shelf;
        this.account = account;
    }

    /** A model with a response section; one without is none. */
    Optional<Scorer> borrow(String kind) {
        return loans.computeIfAbsent(kind, k -> shelf.live(account, k))
                .filter(model -> model.card().response() != null);
    }

    /** The model whose outcome is revenue. */
    Optional<Scorer> revenue() {
        return borrow(ResponseCard.RESPONSE);
    }

    @Override
    public void close() {
        loans.values().forEach(loan -> loan.ifPresent(Scorer::close));
    }
}
