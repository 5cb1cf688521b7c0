package dev.sluice.schemas;

/** The registry answered, and does not know what was asked for. */
public final class UnknownSchemaException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnknownSchemaException(String message) {
        // A flood of records with unknown ids must stay cheap, and the stack says nothing: no trace.
        super(message, null, false, false);
    }
}
