package dev.sluice.schemas.model;

/** A model card that can't be used; the message says why. */
public final class InvalidCardException extends Exception {
    private static final long serialVersionUID = 1L;

    public InvalidCardException(String message) {
        super(message);
    }
}
