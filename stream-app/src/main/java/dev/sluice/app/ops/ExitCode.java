package dev.sluice.app.ops;

/** What the process's exit code says. {@code docs/operations.md} has the same table. */
public enum ExitCode {
    OK(0, "done, or stopped in good order where it runs until it is stopped"),
    UNEXPECTED(1, "an error Sluice did not foresee; --debug shows the stack trace"),
    USAGE(2, "the command line is wrong"),
    CONFIG(3, "the configuration is wrong; every fault is listed"),
    CLUSTER_UNREACHABLE(4, "the Kafka cluster can't be reached or refuses"),
    REGISTRY_UNREACHABLE(5, "the schema registry can't be reached or refuses"),
    DATA_PROBLEMS(6, "it ran, and found what is not as it should be: bad data, differing topics, a failed check"),
    STREAM_FAILED(7, "the stream stopped with an error"),
    SHUTDOWN_TIMED_OUT(8, "the stop took longer than shutdown.timeout; nothing is lost, the next start restores"),
    INTERRUPTED(130, "interrupted before it was done");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    /** What it says, for people. */
    public String meaning() {
        return meaning;
    }
}
