package dev.sluice.app.scoring.inspection;

import org.jspecify.annotations.Nullable;

/**
 * What was said of a file apart from it; null where nothing was.
 *
 * @param sha256 as hex
 * @param version the card's version
 * @param kind the card's kind
 */
public record Announced(
        @Nullable String sha256,
        @Nullable String version,
        @Nullable String kind) {
    /** Nothing was said. */
    public static final Announced NOTHING = new Announced(null, null, null);

    /** Only the kind is known. */
    public static Announced kind(String kind) {
        return new Announced(null, null, kind);
    }
}
