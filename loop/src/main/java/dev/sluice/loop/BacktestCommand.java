package dev.sluice.loop;

import dev.sluice.app.command.CommandFailure;
import dev.sluice.app.command.PolicyReading;
import dev.sluice.app.command.ProgressLine;
import dev.sluice.app.command.Surroundings;
import dev.sluice.app.ops.ExitCode;
import dev.sluice.app.world.weekly.WeeklyHistory;
import dev.sluice.event.BudgetPolicy;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice backtest}. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Walks an account's history week by week with only what was known then: what the model foresaw, what would"
                    + " have been advised, what happened; and what each strategy would have brought for the same money.",
            "",
            "Nobody saw what other spends would have brought: a model of the whole history judges them."
        },
        footer = {
            "",
            "Examples:",
            "  sluice backtest --data weekly.csv --date week --kpi revenue --spend search,social,tv --controls promo",
            "  sluice backtest --data weekly.csv --date week --kpi revenue --spend search,social --policy policy.yaml"
                    + " --verbose"
        })
final class BacktestCommand implements Callable<Integer> {
    /** A step of money is at most so small a part of a week's spend. */
    private static final double STEPS = 10_000;

    private final Surroundings around;

    @Mixin
    private HistoryFile file = new HistoryFile();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "The policy, YAML (default: 15 %% a week and channel)")
    private @Nullable Path policy;

    @Option(
            names = "--from",
            paramLabel = "WEEKS",
            description = "Weeks that are known when the walk starts (default: 52, or half of the history)")
    private @Nullable Integer from;

    @Option(names = "--retrain-every", paramLabel = "WEEKS", description = "Weeks between trainings (default: 4)")
    private int retrainEvery = 4;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the sampler (default: 1)")
    private long seed = 1;

    @Option(names = "--json", description = "Print everything as JSON")
    private boolean json;

    @Option(names = "--verbose", description = "A line for each week")
    private boolean verbose;

    @Option(names = "--debug", description = "Show stack traces")
    boolean debug;

    BacktestCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        WeeklyHistory history = file.read(around.directory());
        int start = start(history);
        if (retrainEvery < 1) {
            throw new CommandFailure(ExitCode.USAGE, "--retrain-every is " + retrainEvery + ", must be 1 or more");
        }
        Backtest backtest = new Backtest(
                history, policy(history), new Backtest.Walk(start, retrainEvery, seed), new ResponseTrainer());
        Backtest.Report report;
        try (ProgressLine progress = ProgressLine.of(around, "backtest")) {
            report = backtest.run((done, total) -> progress.at(done, total, "weeks"));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.DATA_PROBLEMS, String.valueOf(e.getMessage()), e);
        }
        if (json) {
            around.out().println(Json.of(report));
        } else {
            new BacktestTable(around.out(), history).print(report, verbose);
        }
        return ExitCode.OK.code();
    }

    private int start(WeeklyHistory history) {
        int start = from == null ? Math.min(52, history.weeks() / 2) : from;
        if (start < 20 || start >= history.weeks()) {
            throw new CommandFailure(
                    from == null ? ExitCode.DATA_PROBLEMS : ExitCode.USAGE,
                    "A walk from week " + start + " of " + history.weeks()
                            + " is none: 20 weeks or more must be known, and one must be left (--from)");
        }
        return start;
    }

    private BudgetPolicy policy(WeeklyHistory history) {
        double weekly = Arrays.stream(history.spend())
                        .mapToDouble(path -> Arrays.stream(path).sum())
                        .sum()
                / history.weeks();
        long now = InstantSource.system().millis();
        BudgetPolicy.Builder usual = BudgetPolicy.newBuilder()
                .setAccount("none")
                .setRevision(1)
                .setUpdatedAt(now)
                .setStepMicros(step(weekly));
        return policy == null ? usual.build() : PolicyReading.read(around.directory(), policy, usual, now);
    }

    /** A round step that suits the amounts, in micros: 1 for thousands, a cent for units. */
    private static long step(double weekly) {
        return Math.max(1, Math.round(Math.pow(10, Math.floor(Math.log10(Math.max(1e-6, weekly) / STEPS)) + 6)));
    }
}
