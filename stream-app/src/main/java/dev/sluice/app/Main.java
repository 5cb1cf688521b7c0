package dev.sluice.app;

import dev.sluice.app.command.CommandErrors;
import dev.sluice.app.command.ConfigCommand;
import dev.sluice.app.command.DeadLettersCommand;
import dev.sluice.app.command.DemoCommand;
import dev.sluice.app.command.DoctorCommand;
import dev.sluice.app.command.ImportCommand;
import dev.sluice.app.command.ModelCommand;
import dev.sluice.app.command.OptimizeCommand;
import dev.sluice.app.command.PolicyCommand;
import dev.sluice.app.command.RehearseCommand;
import dev.sluice.app.command.ReplayCommand;
import dev.sluice.app.command.RunCommand;
import dev.sluice.app.command.SimulateCommand;
import dev.sluice.app.command.Surroundings;
import dev.sluice.app.command.TailCommand;
import dev.sluice.app.command.TopicsCommand;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: {@code sluice COMMAND}. */
public final class Main {
    @Command(
            name = "sluice",
            versionProvider = Version.class,
            description = "Streaming marketing metrics: spend, clicks and orders in, exact weekly channel metrics out.",
            synopsisSubcommandLabel = "COMMAND",
            commandListHeading = "%nCommands:%n",
            footer = {
                "",
                "`sluice COMMAND --help` teaches a command, with examples. `sluice train --help` is about training models;",
                "`sluice world --help` and `sluice backtest --help` are about putting advice to the test."
            })
    static final class Root implements Runnable {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @Override
        public void run() {
            throw new ParameterException(spec.commandLine(), "Say what to do; `sluice --help` lists the commands");
        }
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {
                "sluice " + (version == null ? "(from a build folder)" : version),
                "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
            };
        }
    }

    private Main() {}

    public static void main(String[] args) {
        PrintWriter out = writer(System.out);
        PrintWriter err = writer(System.err);
        System.exit(run(args, out, err, System.getenv()));
    }

    /** Runs a command line and returns its exit code; never ends the process itself. */
    public static int run(String[] args, PrintWriter out, PrintWriter err, Map<String, String> env) {
        try {
            return commandLine(new Surroundings(out, err, env, Path.of("")), out, err)
                    .execute(args);
        } finally {
            out.flush();
            err.flush();
        }
    }

    static CommandLine commandLine(Surroundings around, PrintWriter out, PrintWriter err) {
        CommandLine root = new CommandLine(new Root());
        // In the order of the help text.
        List<Object> commands = List.of(
                new DemoCommand(around),
                new RunCommand(around),
                new ImportCommand(around),
                new ReplayCommand(around),
                new SimulateCommand(around),
                new ModelCommand(around),
                new OptimizeCommand(around),
                new PolicyCommand(around),
                new TopicsCommand(around),
                new TailCommand(around),
                new DeadLettersCommand(around),
                new ConfigCommand(around),
                new DoctorCommand(around),
                new RehearseCommand(around));
        commands.forEach(root::addSubcommand);
        withHelp(root);
        return root.setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(CommandErrors::usage)
                .setExecutionExceptionHandler(CommandErrors::failed);
    }

    private static void withHelp(CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        spec.mixinStandardHelpOptions(true);
        spec.versionProvider(new Version());
        spec.usageMessage().sortOptions(false);
        line.getSubcommands().values().forEach(Main::withHelp);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
