package dev.sluice.trainer.onnx;

/** A model file that ONNX Runtime refuses to load or to run; the message says why. */
public final class OnnxFileException extends Exception {
    private static final long serialVersionUID = 1L;

    public OnnxFileException(String message) {
        super(message);
    }
}
