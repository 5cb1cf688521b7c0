package dev.sluice.app.embedded;

import org.jspecify.annotations.Nullable;

/** An embedded broker or registry could not start; the message says why and what to do, in one line. */
public final class EmbeddedStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EmbeddedStartException(String message) {
        super(message);
    }

    EmbeddedStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
