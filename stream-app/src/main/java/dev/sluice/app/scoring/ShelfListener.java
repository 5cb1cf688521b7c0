package dev.sluice.app.scoring;

import dev.sluice.app.ops.ModelMeters;
import dev.sluice.app.scoring.inspection.Refusal;

/** Hears what happens on the shelf. Called from the threads of feeds and of the stream; must be quick. */
public interface ShelfListener {
    /** A model was loaded and put where there was none. */
    default void loaded(String kind) {}

    /** A model took another's place. */
    default void swapped(String kind) {}

    /** A model was taken away. */
    default void removed(String kind) {}

    /** A file was refused. */
    default void refused(Refusal.Code code) {}

    /** So many rows got NaN or infinite outputs. */
    default void unscored(String kind, int rows) {}

    /** Nobody listens. */
    static ShelfListener none() {
        return new ShelfListener() {};
    }

    /** Counts. */
    static ShelfListener metered(ModelMeters meters) {
        return new ShelfListener() {
            @Override
            public void loaded(String kind) {
                meters.loaded(kind);
            }

            @Override
            public void swapped(String kind) {
                meters.swapped(kind);
            }

            @Override
            public void removed(String kind) {
                meters.removed(kind);
            }

            @Override
            public void refused(Refusal.Code code) {
                meters.refused(code.name());
            }

            @Override
            public void unscored(String kind, int rows) {
                meters.unscored(kind, rows);
            }
        };
    }
}
