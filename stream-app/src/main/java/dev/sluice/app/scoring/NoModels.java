package dev.sluice.app.scoring;

import java.util.List;
import java.util.Optional;

/** The empty shelf: nothing is scored, and the feature rows are written all the same. */
public record NoModels() implements Shelf {
    @Override
    public Optional<Scorer> live(String account, String kind) {
        return Optional.empty();
    }

    @Override
    public List<Scorer> shadows(String account, String kind) {
        return List.of();
    }

    @Override
    public long changes() {
        return 0;
    }
}
