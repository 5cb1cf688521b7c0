package dev.sluice.schemas;

/** A payload that can't be read. Carries no stack trace: bad records may come in floods. */
public final class PayloadException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why a payload can't be read. */
    public enum Reason {
        /** No bytes at all (also a tombstone). */
        EMPTY,
        /** Not Confluent's wire format: no magic byte 0, or shorter than its header of five bytes. */
        BAD_MAGIC,
        /** The registry has no Avro schema of that id. */
        UNKNOWN_SCHEMA,
        /** Written with the schema of another record. */
        WRONG_RECORD,
        /** The bytes do not follow their schema, the schema can't be read as ours, or bytes are left over. */
        UNDECODABLE
    }

    private final Reason reason;

    PayloadException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
