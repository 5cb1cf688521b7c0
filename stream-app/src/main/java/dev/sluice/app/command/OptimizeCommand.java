package dev.sluice.app.command;

import dev.sluice.app.budget.allocate.PolicyLimits.Candidate;
import dev.sluice.app.budget.allocate.SampledCurve;
import dev.sluice.app.budget.allocate.Strategy;
import dev.sluice.app.budget.allocate.TrackRecord;
import dev.sluice.app.budget.plan.AllocationReport;
import dev.sluice.app.budget.plan.ModelPlanning;
import dev.sluice.app.budget.plan.PlanProblem;
import dev.sluice.app.budget.plan.ResponseModel;
import dev.sluice.app.budget.plan.SpendState;
import dev.sluice.app.ops.ExitCode;
import dev.sluice.event.BudgetPolicy;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice optimize}. */
@Command(
        name = "optimize",
        description = {
            "Split a budget over channels: the best split there is on their response curves, with a proof.",
            "The policy's limits are kept to the millionth; where they clash, the answer says which. Exit code 6: no split"
                    + " keeps them, or a file is faulty."
        },
        footer = {
            "",
            "Examples:",
            "  sluice optimize --curves curves.csv --budget 50000",
            "  sluice optimize --model response.onnx --budget 50000 --policy policy.yaml --past weekly.csv --horizon 8",
            "  sluice optimize --curves curves.csv --policy policy.yaml --current meta=12000,search=30500 --strategy all",
            "  sluice optimize --history ads.csv --channel-column platform --spend-column ad_spend \\",
            "      --conversions-column conversions --budget 100000 --strategy inverse-cac",
            "",
            "docs/optimize.md describes the files and the method."
        })
public final class OptimizeCommand implements Callable<Integer> {
    private static final String ALL = "all";

    private final Surroundings around;

    @Option(names = "--curves", paramLabel = "CSV", description = "Response curves: columns channel, spend, response")
    @Nullable
    Path curves;

    @Option(names = "--budget", paramLabel = "AMOUNT", description = "Money a week (beats the policy's weekly_budget)")
    @Nullable
    String budget;

    @Option(names = "--policy", paramLabel = "YAML", description = "Objective, limits and step (default: none)")
    @Nullable
    Path policy;

    @Option(
            names = "--current",
            paramLabel = "SPEND",
            description = "What channels get a week now: channel=amount,... or a CSV file with channel and spend")
    @Nullable
    String current;

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            defaultValue = "optimal",
            description = "optimal, inverse-cac, proportional-roas, current, equal, or all to compare"
                    + " (default: ${DEFAULT-VALUE})")
    String strategy = "optimal";

    @Mixin
    ModelOptions model = new ModelOptions();

    @Mixin
    HistoryOptions history = new HistoryOptions();

    @Option(names = "--json", description = "Print JSON")
    boolean json;

    public OptimizeCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        model.check(curves != null);
        List<Strategy> strategies = strategies();
        SpendHistory customers = history.customers(around.directory());
        SpendHistory revenue = history.revenue(around.directory());
        Map<String, Long> spends = current == null ? Map.of() : CurrentSpend.read(current, around.directory());
        BudgetPolicy limits = limits();
        try {
            if (model.file == null) {
                List<Candidate> candidates = candidates(strategies, customers, revenue, spends);
                TrackRecord past = past(candidates, customers, revenue);
                print(AllocationReport.of(limits, candidates, strategies, past, curves != null));
            } else {
                byModel(model.file, limits, strategies, spends, customers, revenue);
            }
        } catch (PlanProblem e) {
            ExitCode code =
                    switch (e.kind()) {
                        case INCOMPLETE -> ExitCode.USAGE;
                        case IMPOSSIBLE -> ExitCode.DATA_PROBLEMS;
                    };
            throw new CommandFailure(code, String.valueOf(e.getMessage()), e);
        }
        return ExitCode.OK.code();
    }

    private void byModel(
            Path file,
            BudgetPolicy limits,
            List<Strategy> strategies,
            Map<String, Long> spends,
            @Nullable SpendHistory customers,
            @Nullable SpendHistory revenue)
            throws PlanProblem {
        try (ResponseModel opened = model.open(file, around)) {
            SpendState start = model.start(opened.response(), spends, limits, around.directory());
            ModelPlanning planning = new ModelPlanning(opened, limits, start, model.horizon());
            TrackRecord past = planning.past(past(planning.candidates(), customers, revenue));
            print(planning.report(strategies, past));
        }
    }

    private void print(AllocationReport report) {
        if (json) {
            around.out().println(AllocationJson.of(report));
        } else {
            new AllocationText(report).print(around.out());
        }
    }

    private List<Strategy> strategies() {
        if (strategy.equals(ALL)) {
            return List.of(Strategy.values());
        }
        return Arrays.stream(Strategy.values())
                .filter(known -> known.toString().equals(strategy))
                .findFirst()
                .map(List::of)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        "There is no strategy '" + strategy + "'; there are all, "
                                + String.join(
                                        ", ",
                                        Arrays.stream(Strategy.values())
                                                .map(Strategy::toString)
                                                .toList())));
    }

    private List<Candidate> candidates(
            List<Strategy> strategies,
            @Nullable SpendHistory customers,
            @Nullable SpendHistory revenue,
            Map<String, Long> spends) {
        List<Candidate> candidates = new ArrayList<>();
        if (curves != null) {
            CurvesFile.read(around.directory().resolve(curves))
                    .forEach((channel, curve) ->
                            candidates.add(new Candidate(channel, curve, spends.get(channel), curve.lastSpend())));
        } else {
            SpendHistory known = customers == null ? revenue : customers;
            if (known == null || strategies.contains(Strategy.OPTIMAL)) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "Say how channels respond: --model FILE or --curves FILE (or, for inverse-cac, proportional-roas and equal,"
                                + " --history FILE)");
            }
            SampledCurve unknown = SampledCurve.of(new double[] {0}, new double[] {0});
            known.channels()
                    .forEach(channel -> candidates.add(new Candidate(channel, unknown, spends.get(channel), 0)));
        }
        TreeSet<String> strangers = new TreeSet<>(spends.keySet());
        candidates.forEach(candidate -> strangers.remove(candidate.channel()));
        if (!strangers.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--current names channels that have no curve: " + String.join(", ", strangers));
        }
        return candidates;
    }

    private BudgetPolicy limits() {
        BudgetPolicy limits = policy == null ? free() : read(policy);
        if (budget != null) {
            try {
                return BudgetPolicy.newBuilder(limits)
                        .setWeeklyBudgetMicros(CurrentSpend.micros(budget))
                        .build();
            } catch (ArithmeticException | NumberFormatException e) {
                throw new CommandFailure(ExitCode.USAGE, "--budget " + budget + " is no amount such as 50000", e);
            }
        }
        return limits;
    }

    private BudgetPolicy read(Path file) {
        long now = InstantSource.system().millis();
        BudgetPolicy.Builder blank =
                BudgetPolicy.newBuilder().setAccount("none").setRevision(1).setUpdatedAt(now);
        return PolicyReading.read(around.directory(), file, blank, now);
    }

    /** Without a policy there are no limits, not even of change. */
    private static BudgetPolicy free() {
        return BudgetPolicy.newBuilder()
                .setAccount("")
                .setRevision(0)
                .setUpdatedAt(0)
                .setMaxWeeklyShift(Double.POSITIVE_INFINITY)
                .setStepMicros(1)
                .build();
    }

    private TrackRecord past(
            List<Candidate> candidates, @Nullable SpendHistory customers, @Nullable SpendHistory revenue) {
        List<@Nullable Long> spends = new ArrayList<>();
        List<@Nullable Double> cac = new ArrayList<>();
        List<@Nullable Double> roas = new ArrayList<>();
        for (Candidate candidate : candidates) {
            spends.add(candidate.currentMicros());
            cac.add(customers == null ? null : customers.cac(candidate.channel(), history.mean));
            roas.add(revenue == null ? null : revenue.returnOnSpend(candidate.channel()));
        }
        return new TrackRecord(spends, cac, roas);
    }
}
