package dev.sluice.app.command;

import dev.sluice.app.ops.ExitCode;
import org.jspecify.annotations.Nullable;

/** A command can't go on. The message is the one line that is printed: what, where, and what to do. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    public CommandFailure(ExitCode code, String message) {
        this(code, message, null);
    }

    public CommandFailure(ExitCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ExitCode code() {
        return code;
    }

    /** What went wrong, in the operator's words, whatever was thrown. */
    public static CommandFailure of(Throwable thrown) {
        return FailureWords.of(thrown);
    }
}
