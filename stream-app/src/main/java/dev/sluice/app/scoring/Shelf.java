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

    /** Whether what was there at the start has been offered to it. Before that, a model that is missing may only be late. */
    default boolean isFilled() {
        return true;
    }
}
