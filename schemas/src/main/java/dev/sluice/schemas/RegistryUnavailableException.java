package dev.sluice.schemas;

import org.jspecify.annotations.Nullable;

/** No registry answered, after all retries. Trying later may help; the record at hand is not at fault. */
public final class RegistryUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RegistryUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
