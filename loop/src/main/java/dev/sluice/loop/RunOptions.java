package dev.sluice.loop;

import dev.sluice.app.command.CommandFailure;
import dev.sluice.app.ops.ExitCode;
import picocli.CommandLine.Option;

/** How commands of many runs run, and what they print. */
final class RunOptions {
    @Option(names = "--threads", paramLabel = "N", description = "Runs at a time (default: all processors)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "Print every run as JSON")
    boolean json;

    @Option(names = "--verbose", description = "A line for each run")
    boolean verbose;

    @Option(names = "--debug", description = "Show stack traces")
    boolean debug;

    int threads() {
        if (threads < 1 || threads > 1_000) {
            throw new CommandFailure(ExitCode.USAGE, "--threads is " + threads + ", must be 1 to 1000");
        }
        return threads;
    }
}
