package dev.sluice.loop;

import dev.sluice.app.command.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice world}. */
@Command(
        name = "world",
        mixinStandardHelpOptions = true,
        description = {
            "Puts models and advice to the test in simulated markets whose truth is known.",
            "",
            "docs/world.md says what is simulated."
        },
        footer = {
            "",
            "Examples:",
            "  sluice world play --seeds 3 --noise 0.05   (what does the advice bring?)",
            "  sluice world recover --worlds 100          (are the learned returns on spend the true ones?)"
        })
final class WorldCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** The command with what it can do. */
    static CommandLine withSubcommands(Surroundings around) {
        return new CommandLine(new WorldCommand())
                .addSubcommand(new PlayCommand(around))
                .addSubcommand(new RecoverCommand(around));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do; `--help` shows examples");
    }
}
