package dev.sluice.loop;

import dev.sluice.app.budget.SampledResponse;
import dev.sluice.app.budget.advise.Outcome;
import dev.sluice.app.budget.allocate.AllocationProblem;
import dev.sluice.app.budget.allocate.PolicyLimits;
import dev.sluice.app.budget.allocate.PolicyLimits.Candidate;
import dev.sluice.app.budget.allocate.SampledCurve;
import dev.sluice.app.budget.allocate.Strategies;
import dev.sluice.app.budget.allocate.Strategies.Applied;
import dev.sluice.app.budget.allocate.Strategies.NotApplicable;
import dev.sluice.app.budget.allocate.Strategy;
import dev.sluice.app.budget.allocate.TrackRecord;
import dev.sluice.app.world.weekly.WeeklyHistory;
import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.Objective;
import dev.sluice.schemas.model.ResponseCard;
import dev.sluice.schemas.model.ResponseCard.ResponseChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What each strategy would have spent, week by week. All split what was really spent in the week; the policy's largest shift
 * is meant from what the strategy spent in the week before, in proportion to the new total, and in the first week from the split
 * of the {@value #PLAN_WEEKS} weeks before, as one week alone may have left a channel out. A strategy that can't be followed in a
 * week keeps its proportions.
 */
final class StrategyPaths {
    private static final int PLAN_WEEKS = 8;

    private final WeeklyHistory history;
    private final BudgetPolicy policy;
    private final Map<Strategy, double[][]> spend = new EnumMap<>(Strategy.class);
    private final int from;
    private final Map<Strategy, String> why = new EnumMap<>(Strategy.class);

    /** Paths that are the history's own before a week. */
    StrategyPaths(WeeklyHistory history, BudgetPolicy policy, int from) {
        this.history = history;
        this.policy = policy;
        this.from = from;
        for (Strategy strategy : Strategy.values()) {
            spend.put(
                    strategy,
                    Arrays.stream(history.spend())
                            .map(path -> Arrays.copyOf(Arrays.copyOf(path, from), path.length))
                            .toArray(double[][]::new));
        }
    }

    /** [channel][week]. */
    double[][] spend(Strategy strategy) {
        return Objects.requireNonNull(spend.get(strategy), "every strategy has a path");
    }

    /** What kept a strategy from being followed; empty if nothing did. */
    String why(Strategy strategy) {
        return why.getOrDefault(strategy, "");
    }

    /** Adds a week, by a model that knows the weeks before it. */
    void extend(LoadedResponse model, int week) {
        double total =
                Arrays.stream(history.spend()).mapToDouble(path -> path[week]).sum();
        for (Strategy strategy : Strategy.values()) {
            double[][] path = spend(strategy);
            double[] current = inProportion(path, week, total);
            double[] split = split(strategy, model, history.spending(path).first(week), current, total);
            for (int channel = 0; channel < split.length; channel++) {
                path[channel][week] = split[channel];
            }
        }
    }

    /** The split of before, for another total. */
    private double[] inProportion(double[][] path, int week, double total) {
        int since = Math.max(0, week == from ? week - PLAN_WEEKS : week - 1);
        double[] before = Arrays.stream(path)
                .mapToDouble(of -> Arrays.stream(of, since, week).sum())
                .toArray();
        double sum = Arrays.stream(before).sum();
        return Arrays.stream(before)
                .map(value -> sum > 0 ? value * total / sum : total / before.length)
                .toArray();
    }

    private double[] split(
            Strategy strategy, LoadedResponse model, WeeklyHistory past, double[] current, double total) {
        if (total <= 0 || strategy == Strategy.CURRENT) {
            return current;
        }
        SampledResponse sampled = model.sampled(past, current);
        List<Candidate> candidates = new ArrayList<>();
        for (int channel = 0; channel < current.length; channel++) {
            String name = past.channels().get(channel);
            SampledCurve curve = curve(sampled, sampled.indexOf(name));
            candidates.add(new Candidate(name, curve, LoadedResponse.micros(current[channel]), curve.lastSpend()));
        }
        BudgetPolicy sameMoney = BudgetPolicy.newBuilder(policy)
                .setObjective(Objective.MAX_REVENUE)
                .setWeeklyBudgetMicros(LoadedResponse.micros(total))
                .build();
        try {
            AllocationProblem problem = new PolicyLimits(sameMoney).problem(candidates);
            return switch (Strategies.compare(problem, record(model, current), List.of(strategy))
                    .getFirst()) {
                case Applied applied ->
                    applied.spendMicros().stream()
                            .mapToDouble(micros -> micros / 1e6)
                            .toArray();
                case NotApplicable not -> kept(strategy, not.why(), current);
            };
        } catch (PolicyLimits.Incomplete e) {
            return kept(strategy, String.valueOf(e.getMessage()), current);
        }
    }

    private double[] kept(Strategy strategy, String reason, double[] current) {
        why.putIfAbsent(strategy, reason);
        return current;
    }

    /** The mean over the draws. */
    private static SampledCurve curve(SampledResponse sampled, int channel) {
        double[] response = new double[sampled.points(channel)];
        for (int point = 0; point < response.length; point++) {
            for (int draw = 0; draw < sampled.draws(); draw++) {
                response[point] += sampled.value(draw, channel, point) / sampled.draws();
            }
        }
        return SampledCurve.of(sampled.grid(channel), response);
    }

    /** Returns on spend, and costs per customer where those are the outcome, as the model knows them: nobody attributed any. */
    private static TrackRecord record(LoadedResponse model, double[] current) {
        boolean customers = model.facts().outcome() == Outcome.CUSTOMERS;
        List<@Nullable Long> spends = new ArrayList<>();
        List<@Nullable Double> costs = new ArrayList<>();
        List<@Nullable Double> returns = new ArrayList<>();
        for (int channel = 0; channel < current.length; channel++) {
            ResponseChannel known = model.card().channels().get(channel);
            ResponseCard.Roas roas = known.roas();
            spends.add(LoadedResponse.micros(current[channel]));
            costs.add(customers && roas != null && roas.p50() > 0 ? 1 / roas.p50() : null);
            returns.add(customers || roas == null ? null : roas.p50());
        }
        return new TrackRecord(spends, costs, returns);
    }
}
