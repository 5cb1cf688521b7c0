package dev.sluice.app.scoring;

import dev.sluice.schemas.model.ModelCard;

/**
 * A model on loan from the shelf. It can't be unloaded while it is: close it soon, and don't use it afterwards. Not for
 * several threads at once.
 */
public interface Scorer extends AutoCloseable {
    /** What it says of itself. */
    ModelCard card();

    /** SHA-256 of the file, as hex. */
    String sha256();

    /**
     * Scores rows.
     *
     * @return [row][output], flat, in the order of the card's outputs
     */
    float[] score(InputRows rows);

    /**
     * What a response model says of rows, with all its draws.
     *
     * @throws IllegalStateException where the model is none: its card has no response section
     */
    default Responses respond(InputRows rows) {
        throw new IllegalStateException("a " + card().kind() + " model says nothing of responses");
    }

    /** Gives it back. */
    @Override
    void close();
}
