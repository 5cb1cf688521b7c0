package dev.sluice.trainer;

import dev.sluice.trainer.command.CommandFailure;
import dev.sluice.trainer.command.ExitCode;
import dev.sluice.trainer.command.TrainCommand;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The trainer's command line: {@code sluice train}. */
public final class Main {
    @Command(name = "sluice", description = "Trains Sluice's models; the app's commands are listed by `sluice --help`.")
    static final class Root implements Runnable {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @Override
        public void run() {
            throw new ParameterException(spec.commandLine(), "Say what to train; see `sluice train --help`");
        }
    }

    private Main() {}

    public static void main(String[] args) {
        PrintWriter out = writer(System.out);
        PrintWriter err = writer(System.err);
        System.exit(run(args, out, err, System.getenv(), Path.of("")));
    }

    /** Runs a command line and returns its exit code; never ends the process itself. */
    public static int run(String[] args, PrintWriter out, PrintWriter err, Map<String, String> env, Path directory) {
        CommandLine train = TrainCommand.withSubcommands(out, err, env, directory);
        CommandLine root = new CommandLine(new Root()).addSubcommand(train);
        root.setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(Main::usage)
                .setExecutionExceptionHandler(Main::failed);
        try {
            return root.execute(
                    TrainCommand.withConfig(train, List.of(args), directory).toArray(String[]::new));
        } catch (CommandFailure e) {
            err.println("sluice train: " + e.getMessage());
            return e.code().code();
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static int usage(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        String name = line.getCommandSpec().qualifiedName();
        line.getErr().println(name + ": " + e.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(e, line.getErr());
        line.getErr().println("`" + name + " --help` says what is possible.");
        return ExitCode.USAGE.code();
    }

    private static int failed(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
        ExitCode code = e instanceof CommandFailure failure ? failure.code() : ExitCode.UNEXPECTED;
        String what = e instanceof CommandFailure
                ? String.valueOf(e.getMessage())
                : "Unexpected: " + String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ")
                        + " (--debug shows the stack trace)";
        line.getErr().println(line.getCommandSpec().qualifiedName() + ": " + what);
        if (parsed.expandedArgs().contains("--debug")) {
            e.printStackTrace(line.getErr());
        }
        return code.code();
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
