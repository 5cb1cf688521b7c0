package dev.sluice.app.budget.advise;

import dev.sluice.app.budget.Policy;
import dev.sluice.app.budget.allocate.AllocationProblem.FixedBudget;
import dev.sluice.app.budget.allocate.AllocationProblem.Goal;
import dev.sluice.app.budget.allocate.AllocationProblem.MaxProfit;
import dev.sluice.app.budget.allocate.AllocationProblem.TargetMarginalReturn;
import dev.sluice.app.budget.allocate.AllocationProblem.TargetReturn;
import dev.sluice.event.Objective;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a policy aims at, as a goal for the allocator and as a gain in one draw. */
record Yardstick(Objective objective, double rate) {
    private static final double MICROS = 1e6;

    /**
     * The yardstick of a policy.
     *
     * @return null where the policy does not say what its objective needs
     */
    static @Nullable Yardstick of(Policy policy) {
        Double rate =
                switch (policy.objective()) {
                    case MAX_REVENUE -> Double.valueOf(0);
                    case MAX_PROFIT -> policy.margin();
                    case TARGET_ROAS, TARGET_MROAS -> policy.targetRoas();
                    case TARGET_CAC -> {
                        Long cac = policy.targetCacMicros();
                        yield cac == null || cac <= 0 ? null : Double.valueOf(MICROS / cac);
                    }
                };
        boolean usable = rate != null && (policy.objective() == Objective.MAX_REVENUE || rate > 0);
        return usable ? new Yardstick(policy.objective(), Objects.requireNonNull(rate)) : null;
    }

    /** What a model's outcome must be for this aim. */
    Outcome outcome() {
        return objective == Objective.TARGET_CAC ? Outcome.CUSTOMERS : Outcome.REVENUE;
    }

    /** Whether the response over the spend is to reach a target. */
    boolean averageTarget() {
        return objective == Objective.TARGET_ROAS || objective == Objective.TARGET_CAC;
    }

    Goal goal(long leastMicros, long mostMicros) {
        return switch (objective) {
            case MAX_REVENUE -> new FixedBudget(mostMicros, 0);
            case MAX_PROFIT -> new MaxProfit(rate, leastMicros, mostMicros);
            case TARGET_MROAS -> new TargetMarginalReturn(rate, leastMicros, mostMicros);
            case TARGET_ROAS, TARGET_CAC -> new TargetReturn(rate, leastMicros, mostMicros);
        };
    }

    /** What comes nearest to a target that is out of reach this week: the most response over what the target asks for. */
    Goal nearest(long leastMicros, long mostMicros) {
        return averageTarget()
                ? new TargetMarginalReturn(rate, leastMicros, mostMicros)
                : goal(leastMicros, mostMicros);
    }

    /**
     * What a plan gains over the reference, in one draw.
     *
     * @param reached whether the reference reaches the target, in the mean of the draws (where there is one)
     */
    double gain(double outcome, double spend, double referenceOutcome, double referenceSpend, boolean reached) {
        double more = outcome - referenceOutcome;
        return switch (objective) {
            case MAX_REVENUE -> more;
            case MAX_PROFIT -> rate * more - (spend - referenceSpend);
            case TARGET_MROAS -> more - rate * (spend - referenceSpend);
            case TARGET_ROAS, TARGET_CAC -> {
                double surplus = outcome - rate * spend;
                if (reached) {
                    // More response is a gain as long as the target still holds.
                    yield surplus >= 0 ? more : Math.min(more, surplus);
                }
                yield more - rate * (spend - referenceSpend);
            }
        };
    }
}
