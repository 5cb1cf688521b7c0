package dev.sluice.app.command;

import dev.sluice.app.ops.ExitCode;
import dev.sluice.app.world.FaultMix;
import dev.sluice.app.world.World;
import dev.sluice.app.world.WorldConfig;
import java.time.LocalDate;
import picocli.CommandLine.Option;

/** What market to simulate: shared by demo and simulate. */
final class WorldOptions {
    @Option(names = "--seed", paramLabel = "N", description = "Another number, another market (default: 1)")
    long seed = 1;

    @Option(names = "--accounts", paramLabel = "N", description = "Advertisers (default: 5)")
    int accounts = 5;

    @Option(names = "--days", paramLabel = "N", description = "Days of history (default: 182)")
    int days = 182;

    @Option(
            names = "--orders-per-day",
            paramLabel = "N",
            description = "Orders of new customers an account gets on a usual day (default: 40)")
    double ordersPerDay = 40;

    @Option(names = "--clicks-per-order", paramLabel = "N", description = "Clicks such an order takes (default: 25)")
    double clicksPerOrder = 25;

    @Option(names = "--clicks-per-batch", paramLabel = "N", description = "Clicks in one record (default: 50)")
    int clicksPerBatch = 50;

    @Option(names = "--duplicates", paramLabel = "SHARE", description = "Records sent twice (default: 0.02)")
    double duplicates = FaultMix.USUAL.duplicateShare();

    @Option(
            names = "--stale",
            paramLabel = "SHARE",
            description = "Records after which an older revision arrives (default: 0.01)")
    double stale = FaultMix.USUAL.staleShare();

    @Option(names = "--late", paramLabel = "SHARE", description = "Records hours to weeks late (default: 0.02)")
    double late = FaultMix.USUAL.lateShare();

    @Option(
            names = "--bad",
            paramLabel = "SHARE",
            description = "Records beside which a bad one arrives (default: 0.005)")
    double bad = FaultMix.USUAL.badShare();

    /**
     * The world whose history ends on a day.
     *
     * @throws CommandFailure where the options describe none
     */
    World endingOn(LocalDate day) {
        try {
            return World.of(WorldConfig.startingOn(day.minusDays(days))
                    .withSeed(seed)
                    .withSize(accounts, days)
                    .withTraffic(ordersPerDay, clicksPerOrder, clicksPerBatch)
                    .withFaults(new FaultMix(duplicates, stale, late, bad)));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }
}
