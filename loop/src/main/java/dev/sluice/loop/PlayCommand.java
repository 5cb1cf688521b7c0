package dev.sluice.loop;

import dev.sluice.app.budget.Policy;
import dev.sluice.app.command.CommandFailure;
import dev.sluice.app.command.ProgressLine;
import dev.sluice.app.command.Surroundings;
import dev.sluice.app.ops.ExitCode;
import dev.sluice.app.world.weekly.Trap;
import dev.sluice.app.world.weekly.WeeklyConfig;
import dev.sluice.event.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice world play}. */
@Command(
        name = "play",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Plays simulated markets in a closed loop: learn from the history, advise, let the market react, and"
                    + " again; and compares with an oracle that knows the truth and keeps the same limits.",
            "",
            "With --trap: advice from histories that nobody can honestly advise from, once each. It should be HOLD."
        },
        footer = {
            "",
            "Examples:",
            "  sluice world play --seeds 3 --noise 0.05 --verbose",
            "  sluice world play --channels 6 --weeks 52 --noise 0.02,0.05,0.10 --seeds 30",
            "  sluice world play --trap noise,collinear,constant,short,leak,none --runs 60"
        })
final class PlayCommand implements Callable<Integer> {
    private final Surroundings around;

    @Option(names = "--channels", paramLabel = "N", description = "Paid channels (default: 6)")
    private int channels = 6;

    @Option(names = "--weeks", paramLabel = "N", description = "Weeks to play (default: 52)")
    private int weeks = 52;

    @Option(
            names = "--noise",
            split = ",",
            paramLabel = "SHARE",
            description = "Noise, as shares of mean revenue (default: 0.02,0.05,0.10)")
    private List<Double> noise = List.of(0.02, 0.05, 0.10);

    @Option(names = "--seeds", paramLabel = "N", description = "Markets at each noise (default: 30)")
    private int seeds = 30;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the first market (default: 1)")
    private long seed = 1;

    @Option(names = "--retrain-every", paramLabel = "WEEKS", description = "Weeks between trainings (default: 4)")
    private int retrainEvery = 4;

    @Option(
            names = "--shift",
            paramLabel = "SHARE",
            description = "Largest change of a channel's spend in a week (default: 0.15)")
    private double shift = 0.15;

    @Option(
            names = "--confidence",
            paramLabel = "SHARE",
            description = "Least probability of a gain for advice to act (default: 0.8)")
    private double confidence = Policy.defaults().minConfidence();

    @Option(
            names = "--trap",
            split = ",",
            paramLabel = "TRAP",
            description = "Advise once in such markets: ${COMPLETION-CANDIDATES}")
    private List<Trap> traps = List.of();

    @Option(names = "--runs", paramLabel = "N", description = "With --trap: markets of each kind (default: 60)")
    private int runs = 60;

    @Mixin
    private RunOptions options = new RunOptions();

    PlayCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws InterruptedException {
        check();
        if (traps.isEmpty()) {
            ClosedLoop loop = new ClosedLoop(trainer(), advisers(), new ClosedLoop.Rules(weeks, retrainEvery, shift));
            List<ClosedLoop.Run> results = all(markets(), loop::play);
            show(results, () -> new PlayTable(around.out()).print(results, options.verbose));
        } else {
            TrapTrial trial = new TrapTrial(trainer(), advisers());
            List<TrapTrial.Result> results = all(trapped(), trial::run);
            show(results, () -> new TrapTable(around.out()).print(results, options.verbose));
        }
        return ExitCode.OK.code();
    }

    private void check() {
        atLeastOne("--weeks", weeks);
        atLeastOne("--seeds", seeds);
        atLeastOne("--retrain-every", retrainEvery);
        atLeastOne("--runs", runs);
        if (weeks > 156) {
            throw new CommandFailure(ExitCode.USAGE, "--weeks is " + weeks + ", must be at most 156");
        }
        if (!(shift > 0 && shift < 1)) {
            throw new CommandFailure(ExitCode.USAGE, "--shift is " + shift + ", must be above 0 and below 1");
        }
    }

    private static void atLeastOne(String option, int value) {
        if (value < 1) {
            throw new CommandFailure(ExitCode.USAGE, option + " is " + value + ", must be 1 or more");
        }
    }

    private Trainer trainer() {
        return new ResponseTrainer();
    }

    private Adviser.Maker advisers() {
        Policy policy = new Policy(
                0, Objective.MAX_REVENUE, null, null, null, null, shift, 1_000_000, confidence, 0, new TreeMap<>());
        return model -> new AppAdviser(model, policy);
    }

    /** The same markets at every noise. */
    private List<WeeklyConfig> markets() {
        List<WeeklyConfig> configs = new ArrayList<>();
        for (double share : noise) {
            for (int i = 0; i < seeds; i++) {
                configs.add(config(i, share, Trap.NONE));
            }
        }
        return configs;
    }

    /** Noises take turns. */
    private List<WeeklyConfig> trapped() {
        List<WeeklyConfig> configs = new ArrayList<>();
        for (Trap trap : traps) {
            for (int i = 0; i < runs; i++) {
                configs.add(config(i, noise.get(i % noise.size()), trap));
            }
        }
        return configs;
    }

    private WeeklyConfig config(int number, double share, Trap trap) {
        try {
            return WeeklyConfig.of(seed + number, channels, share, trap);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private <T> List<T> all(List<WeeklyConfig> configs, Function<WeeklyConfig, T> run) throws InterruptedException {
        Stream<Callable<T>> tasks = configs.stream().map(config -> () -> run.apply(config));
        try (ProgressLine progress = ProgressLine.of(around, "play")) {
            return SideBySide.run(tasks.toList(), options.threads(), (done, total) -> progress.at(done, total, "runs"));
        }
    }

    private void show(Object results, Runnable table) {
        if (options.json) {
            around.out().println(Json.of(results));
        } else {
            table.run();
        }
    }
}
