package dev.sluice.app.command;

import dev.sluice.app.ops.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** How command lines of the app, and of those built on it, end where something is wrong. */
public final class CommandErrors {
    private CommandErrors() {}

    /** For a command line that can't be understood: what is wrong and where help is, without a stack trace. */
    public static int usage(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        String name = line.getCommandSpec().qualifiedName();
        line.getErr().println(name + ": " + e.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(e, line.getErr());
        line.getErr().println("`" + name + " --help` says what is possible.");
        return ExitCode.USAGE.code();
    }

    /** For a command that failed: one line, and the stack trace with {@code --debug} only. */
    public static int failed(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
        CommandFailure failure = CommandFailure.of(e);
        if (failure.code() == ExitCode.INTERRUPTED) {
            Thread.currentThread().interrupt();
        }
        line.getErr().println(line.getCommandSpec().qualifiedName() + ": " + failure.getMessage());
        if (parsed.expandedArgs().contains("--debug")) {
            e.printStackTrace(line.getErr());
        }
        return failure.code().code();
    }
}
