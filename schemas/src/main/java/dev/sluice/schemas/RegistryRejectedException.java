package dev.sluice.schemas;

/** The registry answered and refused: bad credentials, an incompatible or invalid schema. Retrying does not help. */
public final class RegistryRejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int errorCode;

    public RegistryRejectedException(String message, int status, int errorCode) {
        super(message);
        this.status = status;
        this.errorCode = errorCode;
    }

    /** The HTTP status, for example 401 or 409. */
    public int status() {
        return status;
    }

    /** Confluent's error code, for example 42201; the status again where the registry gave none. */
    public int errorCode() {
        return errorCode;
    }
}
