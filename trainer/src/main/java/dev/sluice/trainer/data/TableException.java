package dev.sluice.trainer.data;

/** Data that can't be used; the message is one line that says what, where and what to do. */
public final class TableException extends Exception {
    private static final long serialVersionUID = 1L;

    public TableException(String message) {
        super(message);
    }

    /** With what the library said, for the log. */
    public TableException(String message, Throwable cause) {
        super(message, cause);
    }
}
