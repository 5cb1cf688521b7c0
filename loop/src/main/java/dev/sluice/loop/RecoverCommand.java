package dev.sluice.loop;

import dev.sluice.app.command.CommandFailure;
import dev.sluice.app.command.ProgressLine;
import dev.sluice.app.command.Surroundings;
import dev.sluice.app.ops.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice world recover}. */
@Command(
        name = "recover",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Fits the response model to fresh simulated histories and compares the returns on spend that it learns"
                    + " with the true ones.",
            "",
            "Each market has 2 to 8 channels, 104 to 156 weeks and noise of 2, 5 or 10 % of revenue, drawn from its"
                    + " seed."
        },
        footer = {"", "Example:", "  sluice world recover --worlds 100 --verbose"})
final class RecoverCommand implements Callable<Integer> {
    private final Surroundings around;

    @Option(names = "--worlds", paramLabel = "N", description = "Markets (default: 100)")
    private int worlds = 100;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the first market (default: 1)")
    private long seed = 1;

    @Option(
            names = "--noise",
            split = ",",
            paramLabel = "SHARE",
            description = "Noise, as shares of mean revenue that take turns (default: drawn)")
    private List<Double> noise = List.of();

    @Mixin
    private RunOptions options = new RunOptions();

    RecoverCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (worlds < 1 || worlds > 100_000) {
            throw new CommandFailure(ExitCode.USAGE, "--worlds is " + worlds + ", must be 1 to 100000");
        }
        for (double share : noise) {
            if (!(share >= 0 && share <= 0.5)) {
                throw new CommandFailure(ExitCode.USAGE, "--noise is " + share + ", must be 0 to 0.5");
            }
        }
        List<TruthRecovery.Row> rows;
        try (ProgressLine progress = ProgressLine.of(around, "recover")) {
            rows = new TruthRecovery(new FittedRoas())
                    .run(seed, worlds, noise, options.threads(), (done, total) -> progress.at(done, total, "worlds"));
        }
        if (options.json) {
            around.out().println(Json.of(rows));
        } else {
            new RecoveryTable(around.out()).print(rows, options.verbose);
        }
        return ExitCode.OK.code();
    }
}
