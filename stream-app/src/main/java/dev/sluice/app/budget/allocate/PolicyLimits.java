package dev.sluice.app.budget.allocate;

import dev.sluice.app.budget.allocate.AllocationProblem.FixedBudget;
import dev.sluice.app.budget.allocate.AllocationProblem.Goal;
import dev.sluice.app.budget.allocate.AllocationProblem.Line;
import dev.sluice.app.budget.allocate.AllocationProblem.MaxProfit;
import dev.sluice.app.budget.allocate.AllocationProblem.TargetMarginalReturn;
import dev.sluice.app.budget.allocate.AllocationProblem.TargetReturn;
import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.ChannelPolicy;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a policy and the present spends into a problem: what the goal is, and between which bounds each channel may move. */
public final class PolicyLimits {
    /**
     * A channel that may get money.
     *
     * @param currentMicros its weekly spend as it is; null where unknown, and then no shift limit binds it
     * @param mostUseful the spend above which its curve is flat
     */
    public record Candidate(
            String channel, ResponseCurve curve, @Nullable Long currentMicros, double mostUseful) {}

    /** The policy can't be followed; the message says what it lacks. */
    public static final class Incomplete extends Exception {
        private static final long serialVersionUID = 1L;

        Incomplete(String message) {
            super(message);
        }
    }

    private final BudgetPolicy policy;

    public PolicyLimits(BudgetPolicy policy) {
        this.policy = policy;
    }

    /**
     * The problem that the policy sets.
     *
     * @throws Incomplete where it lacks an amount: a budget, a target, or the present spend of a locked channel
     */
    public AllocationProblem problem(List<Candidate> candidates) throws Incomplete {
        List<Line> lines = new ArrayList<>();
        for (Candidate candidate : candidates) {
            lines.add(line(candidate));
        }
        return new AllocationProblem(lines, goal(lines), policy.getStepMicros());
    }

    private Line line(Candidate candidate) throws Incomplete {
        ChannelPolicy own = policy.getChannels().stream()
                .filter(channel -> channel.getChannel().equals(candidate.channel()))
                .findFirst()
                .orElseGet(() -> ChannelPolicy.newBuilder()
                        .setChannel(candidate.channel())
                        .build());
        Long current = candidate.currentMicros();
        if (own.getLocked()) {
            if (current == null) {
                throw new Incomplete(candidate.channel() + " is locked, but its present spend is not known");
            }
            Bound lock = new Bound(current, "lock");
            return new Line(candidate.channel(), candidate.curve(), lock, lock);
        }
        Long ownLeast = own.getMinMicros().orElse(null);
        Long ownMost = own.getMaxMicros().orElse(null);
        Bound least = ownLeast == null ? new Bound(0, "no minimum") : new Bound(ownLeast, "policy minimum");
        Bound most = ownMost == null ? endless(candidate) : new Bound(ownMost, "policy maximum");
        return current == null || Double.isInfinite(policy.getMaxWeeklyShift())
                ? new Line(candidate.channel(), candidate.curve(), least, most)
                : shifted(candidate, current, least, most);
    }

    /** No maximum: the whole budget, or where more brings nothing. */
    private Bound endless(Candidate candidate) {
        Long budget = policy.getWeeklyBudgetMicros().orElse(null);
        return budget == null
                ? new Bound(Math.round(candidate.mostUseful() * 1e6), "where its curve ends")
                : new Bound(budget, "the budget");
    }

    private Line shifted(Candidate candidate, long current, Bound least, Bound most) {
        double shift = policy.getMaxWeeklyShift();
        String name = shiftName(shift);
        long step = policy.getStepMicros();
        long low = (long) Math.ceil(current * Math.max(0, 1 - shift) - 1e-6);
        long high = (long) Math.min(Math.floor(current * (1 + shift) + 1e-6), Long.MAX_VALUE / 4.0);
        if (-Math.floorDiv(-low, step) > Math.floorDiv(high, step)) {
            low = current; // not one step fits: it stays as it is
            high = current;
        }
        Bound from = low > least.micros() ? new Bound(low, name) : least;
        Bound to = high < most.micros() ? new Bound(high, name) : most;
        return new Line(candidate.channel(), candidate.curve(), from, to);
    }

    /** The name of a bound that the largest weekly shift sets. */
    static String shiftName(double shift) {
        BigDecimal percent = BigDecimal.valueOf(100 * shift).setScale(2, RoundingMode.HALF_EVEN);
        return "weekly shift of " + percent.stripTrailingZeros().toPlainString() + " %";
    }

    private Goal goal(List<Line> lines) throws Incomplete {
        Long budget = policy.getWeeklyBudgetMicros().orElse(null);
        long most = budget == null ? sumOfMost(lines) : budget;
        return switch (policy.getObjective()) {
            case MAX_REVENUE -> {
                if (budget == null) {
                    throw new Incomplete("there is no budget: give weekly_budget in the policy, or --budget");
                }
                yield new FixedBudget(reachable(lines, budget), 0);
            }
            case MAX_PROFIT -> new MaxProfit(needed(policy.getMargin().orElse(null), "margin"), 0, most);
            case TARGET_ROAS -> new TargetReturn(needed(policy.getTargetRoas().orElse(null), "target_roas"), 0, most);
            case TARGET_MROAS ->
                new TargetMarginalReturn(needed(policy.getTargetRoas().orElse(null), "target_roas"), 0, most);
            case TARGET_CAC -> {
                Long cac = policy.getTargetCacMicros().orElse(null);
                if (cac == null || cac <= 0) {
                    throw new Incomplete("the objective needs target_cac above 0");
                }
                yield new TargetReturn(1e6 / cac, 0, most);
            }
        };
    }

    private static double needed(@Nullable Double number, String name) throws Incomplete {
        if (number == null) {
            throw new Incomplete("the objective needs " + name);
        }
        return number;
    }

    private static long sumOfMost(List<Line> lines) {
        return Limits.sum(lines.stream().mapToLong(line -> line.most().micros()).toArray());
    }

    /** The budget, less what steps can't spend beside channels that are locked off the step. */
    private long reachable(List<Line> lines, long budget) {
        long step = policy.getStepMicros();
        long odd = lines.stream()
                .filter(line -> line.least().micros() == line.most().micros())
                .mapToLong(line -> line.least().micros() % step)
                .sum();
        return odd > budget ? budget : budget - Math.floorMod(budget - odd, step);
    }
}
