package dev.sluice.app.scoring;

/** Headers of a record on the {@code models} topic. Each may be missing; what is there must be true. */
public final class ModelHeaders {
    /** The card's version. */
    public static final String VERSION = "version";

    /** SHA-256 of the value, as hex. */
    public static final String SHA256 = "sha256";

    private ModelHeaders() {}
}
