package dev.sluice.loop;

import dev.sluice.app.command.CommandErrors;
import dev.sluice.app.command.Surroundings;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The loop's command line: {@code sluice world} and {@code sluice backtest}. */
public final class Main {
    @Command(name = "sluice", description = "Advice put to the test; the other commands are listed by `sluice --help`.")
    static final class Root implements Runnable {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @Override
        public void run() {
            throw new ParameterException(spec.commandLine(), "Say what to do; see `sluice world --help`");
        }
    }

    /** Held here, or the level would go with it: app and trainer each ask for the runtime's one environment in their way. */
    private static final Logger RUNTIME = Logger.getLogger("ai.onnxruntime.OrtEnvironment");

    private Main() {}

    public static void main(String[] args) {
        // Before the first logger: with the app's and the trainer's logback.xml both on the class path neither is
        // chosen.
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "logback-loop.xml");
        }
        RUNTIME.setLevel(Level.SEVERE);
        PrintWriter out = writer(System.out);
        PrintWriter err = writer(System.err);
        System.exit(run(args, new Surroundings(out, err, System.getenv(), Path.of(""))));
    }

    /** Runs a command line and returns its exit code; never ends the process itself. */
    public static int run(String[] args, Surroundings around) {
        CommandLine root = new CommandLine(new Root());
        root.addSubcommand(WorldCommand.withSubcommands(around));
        root.addSubcommand(new BacktestCommand(around));
        root.setOut(around.out())
                .setErr(around.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(CommandErrors::usage)
                .setExecutionExceptionHandler(CommandErrors::failed);
        try {
            return root.execute(args);
        } finally {
            around.out().flush();
            around.err().flush();
        }
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
