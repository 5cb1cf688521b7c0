package dev.sluice.app.budget.allocate;

import dev.sluice.app.budget.allocate.AllocationAnswer.Infeasible;
import dev.sluice.app.budget.allocate.AllocationAnswer.Split;
import dev.sluice.app.budget.allocate.AllocationProblem.FixedBudget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Strategies side by side: each keeps the problem's limits and spends the same total, and each is judged on the same curves.
 * The total is the fixed budget, or what the optimum spends where the goal leaves it free.
 */
public final class Strategies {
    /** How a strategy does. */
    public sealed interface Outcome {
        Strategy strategy();
    }

    /**
     * A split that keeps the limits.
     *
     * @param value what the goal makes most of
     */
    public record Applied(Strategy strategy, List<Long> spendMicros, double response, double value) implements Outcome {
        public Applied {
            spendMicros = List.copyOf(spendMicros);
        }
    }

    /** The strategy can't be followed here, for the reason given. */
    public record NotApplicable(Strategy strategy, String why) implements Outcome {}

    private Strategies() {}

    /** Every strategy, in the order asked for. */
    public static List<Outcome> compare(AllocationProblem problem, TrackRecord past, List<Strategy> strategies) {
        List<Outcome> outcomes = new ArrayList<>();
        switch (Limits.of(problem)) {
            case Limits.Clash(String conflict) ->
                strategies.forEach(strategy -> outcomes.add(new NotApplicable(strategy, conflict)));
            case Limits.Kept(Limits limits) -> {
                AllocationAnswer optimum = Allocator.solve(problem);
                strategies.forEach(strategy -> outcomes.add(outcome(strategy, problem, limits, optimum, past)));
            }
        }
        return outcomes;
    }

    private static Outcome outcome(
            Strategy strategy, AllocationProblem problem, Limits limits, AllocationAnswer optimum, TrackRecord past) {
        return switch (optimum) {
            case Infeasible(String conflict) -> new NotApplicable(strategy, conflict);
            case Split split when strategy == Strategy.OPTIMAL -> applied(strategy, problem, limits, micros(split));
            case Split split -> {
                double[] weights = weights(strategy, past, limits.channels());
                yield weights.length < limits.channels()
                        ? new NotApplicable(strategy, lack(strategy))
                        : applied(
                                strategy,
                                problem,
                                limits,
                                WaterFilling.split(weights, limits, total(problem, limits, split)));
            }
        };
    }

    private static long total(AllocationProblem problem, Limits limits, Split optimum) {
        return problem.goal() instanceof FixedBudget budget
                ? Math.clamp(budget.totalMicros(), limits.leastTotal(), limits.mostTotal())
                : Limits.sum(micros(optimum));
    }

    private static long[] micros(Split split) {
        return split.spendMicros().stream().mapToLong(Long::longValue).toArray();
    }

    /** A weight for each channel; none at all where the strategy doesn't know what it needs. */
    private static double[] weights(Strategy strategy, TrackRecord past, int channels) {
        double[] weights = new double[channels];
        boolean known = false;
        for (int i = 0; i < channels; i++) {
            weights[i] = switch (strategy) {
                case INVERSE_CAC -> inverse(past.cac().get(i));
                case PROPORTIONAL_ROAS -> positive(past.roas().get(i));
                case CURRENT -> current(past.currentMicros().get(i));
                case EQUAL, OPTIMAL -> 1;
            };
            known |= weights[i] > 0;
        }
        boolean complete = strategy != Strategy.CURRENT || past.knowsCurrent();
        return known && complete ? weights : new double[0];
    }

    private static double inverse(@Nullable Double cac) {
        return cac == null || cac <= 0 ? 0 : 1 / cac;
    }

    private static double positive(@Nullable Double ratio) {
        return ratio == null ? 0 : Math.max(0, ratio);
    }

    private static double current(@Nullable Long micros) {
        return micros == null ? 0 : Math.max(0, micros);
    }

    private static String lack(Strategy strategy) {
        return switch (strategy) {
            case INVERSE_CAC -> "no channel's CAC is known";
            case PROPORTIONAL_ROAS -> "no channel's ROAS is known";
            case CURRENT -> "the current spend is not known of every channel, or is 0";
            case EQUAL, OPTIMAL -> "there are no channels";
        };
    }

    private static Applied applied(Strategy strategy, AllocationProblem problem, Limits limits, long[] micros) {
        double response = 0;
        for (int i = 0; i < micros.length; i++) {
            response += problem.lines().get(i).curve().at(micros[i] / 1e6);
        }
        Aim aim = Aim.of(problem.goal(), limits.leastTotal(), limits.mostTotal());
        return new Applied(
                strategy,
                Arrays.stream(micros).boxed().toList(),
                response,
                aim.value(response, Limits.sum(micros) / 1e6));
    }
}
