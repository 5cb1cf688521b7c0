package dev.sluice.trainer.command;

/** What the process's exit code says; the same numbers as the app's. */
public enum ExitCode {
    OK(0),
    UNEXPECTED(1),
    USAGE(2),
    CLUSTER_UNREACHABLE(4),
    REGISTRY_UNREACHABLE(5),
    /** The data can't be learned from, or the written file does not agree with the model. */
    DATA_PROBLEMS(6);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
