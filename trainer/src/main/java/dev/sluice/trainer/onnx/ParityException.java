package dev.sluice.trainer.onnx;

/** A file that does not say what the model says; the message names the row and both values. */
public final class ParityException extends Exception {
    private static final long serialVersionUID = 1L;

    public ParityException(String message) {
        super(message);
    }
}
