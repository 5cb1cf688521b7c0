package dev.sluice.trainer.learn;

/** Rows that a learner can't learn from; the message says why and what to do. */
public final class CannotLearnException extends Exception {
    private static final long serialVersionUID = 1L;

    public CannotLearnException(String message) {
        super(message);
    }
}
