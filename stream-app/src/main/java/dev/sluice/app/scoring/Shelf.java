package dev.sluice.app.scoring;

import java.util.List;
import java.util.Optional;

/** The models that may be used now. Safe for all threads; models come and go meanwhile. */
public interface Shelf {
    /** The model that an account's rows of a kind are scored with: its own, else the one for all. Empty if there is none. */
    Optional<Scorer> live(String account, String kind);

    /** Models that score beside the live one without being used. */
    List<Scorer> shadows(String account, String kind);

    /** Rises whenever a model comes, goes or takes another's place. */
    long changes();

    /** What is there and what was refused, by key; later changes don't show in it. */
    default List<ShelfEntry> status() {
        return List.of();
    }

    /** Whether what was there at the start has been offered to it. Before that, a model that is missing may only be late. */
    default boolean isFilled() {
        return true;
    }
}
