package dev.sluice.bench.swap;

import dev.sluice.app.world.World;
import dev.sluice.app.world.WorldConfig;
import dev.sluice.bench.Bench;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** From events to swapped models: how good, how fast, how steady. */
@Command(
        name = "swap",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "A simulated market's history goes through the app, models are learned from the feature rows it wrote, and"
                    + " published to it. Two things are measured, each on a cluster of its own:",
            "",
            "quality: the models on the weeks that follow. The app runs in this process, with a clock that is moved on"
                    + " by half a day whenever all is read and scored.",
            "",
            "swaps: `sluice run` in a process of its own, whose models are swapped under a steady load. Every record of"
                    + " the load is watched until the metrics show it."
        })
public final class SwapBenchmark implements Callable<Integer> {
    private static final LocalDate START = LocalDate.of(2024, 1, 1);
    /** Of new customers, an account and day; and clicks for each, by 50 in a record. */
    private static final double ORDERS = 40;

    private static final double CLICKS = 5;
    private static final int BATCH = 50;

    @Option(names = "--accounts", description = "Accounts of the market (default: ${DEFAULT-VALUE})")
    private int accounts = 10;

    @Option(names = "--days", description = "Days of history to learn from (default: ${DEFAULT-VALUE})")
    private int days = 364;

    @Option(
            names = "--weeks",
            description = "Weeks to judge the models on; 0 leaves the quality out (default: ${DEFAULT-VALUE})")
    private int weeks = 26;

    @Option(names = "--kinds", split = ",", description = "Kinds to train and judge (default: ${DEFAULT-VALUE})")
    private List<String> kinds = List.of("cac", "roas", "gmv");

    @Option(
            names = "--learners",
            split = ",",
            description = "Learners that compete in the quality part (default: ${DEFAULT-VALUE})")
    private List<String> learners = List.of("ridge", "elastic-net", "xgboost");

    @Option(names = "--swaps", description = "Swaps; 0 leaves that part out (default: ${DEFAULT-VALUE})")
    private int swaps = 100;

    @Option(
            names = "--between",
            split = ",",
            description = "Learners whose models take turns in the swaps (default: ${DEFAULT-VALUE})")
    private List<String> between = List.of("ridge", "xgboost");

    @Option(
            names = "--quiet",
            description = "Seconds of load without swaps, for comparison (default: ${DEFAULT-VALUE})")
    private int quietSeconds = 60;

    @Option(names = "--rate", description = "Records of the load in a second (default: ${DEFAULT-VALUE})")
    private double rate = 500;

    @Option(names = "--seed", description = "Another number, another market (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    public static void main(String[] args) {
        System.exit(new CommandLine(new SwapBenchmark()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        System.out.printf(
                Locale.ROOT,
                "%d cores, %s %s; %d accounts, %d days of history, %.0f records/s%n%n",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.vendor"),
                Runtime.version(),
                accounts,
                days,
                rate);
        if (weeks > 0) {
            try (Bench bench = Bench.start(
                    Map.of("partitions", "1", "threads", "1", "http.port", "0", "scoring.interval", "100ms"))) {
                ModelQuality part = new ModelQuality(world(START), kinds, learners, weeks);
                System.out.println(Report.of(part.run(bench, bench.folder("models"))));
            }
        }
        if (swaps > 0) {
            LocalDate today = LocalDate.now(ZoneOffset.UTC);
            try (Bench bench = Bench.start(Map.of("partitions", "4", "threads", "1"))) {
                SwapsUnderLoad part = new SwapsUnderLoad(world(today.minusDays(days)), swaps, quietSeconds, rate);
                System.out.println(Report.of(part.run(bench, between, bench.folder("models"))));
            }
        }
        return 0;
    }

    private World world(LocalDate start) {
        return World.of(WorldConfig.startingOn(start)
                .withSeed(seed)
                .withSize(accounts, days)
                .withTraffic(ORDERS, CLICKS, BATCH));
    }
}
