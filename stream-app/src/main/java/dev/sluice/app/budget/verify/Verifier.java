package dev.sluice.app.budget.verify;

import dev.sluice.app.budget.ChannelLimits;
import dev.sluice.app.budget.Policy;
import dev.sluice.app.budget.verify.Proposal.Line;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Checks advice against the policy's hard limits, in whole micros and exact decimals, and its expected outcome against that
 * of the reference. It knows neither how the advice was found nor which guardrails narrowed it.
 */
public final class Verifier {
    private Verifier() {}

    /** What the advice breaks; empty when it may be published. */
    public static List<Violation> verify(Proposal proposal) {
        List<Violation> found = new ArrayList<>();
        if (!proposal.acts()) {
            for (Line line : proposal.lines()) {
                if (line.recommendedMicros() != line.currentMicros()) {
                    found.add(new Violation(
                            Rule.UNCHANGED,
                            line.channel() + " is to change from " + line.currentMicros() + " to "
                                    + line.recommendedMicros() + " micros although the advice holds"));
                }
            }
            return found;
        }
        found.addAll(limits(proposal));
        checkReference(proposal, found);
        Regression.check(proposal, found);
        return List.copyOf(found);
    }

    /** Which of the policy's hard limits a plan breaks, whatever it gains. */
    public static List<Violation> limits(Proposal proposal) {
        List<Violation> found = new ArrayList<>();
        checkTotal(proposal, Line::recommendedMicros, found);
        for (Line line : proposal.lines()) {
            checkLimits(proposal.policy(), line, found);
        }
        checkExploration(proposal, found);
        return found;
    }

    private static void checkTotal(Proposal proposal, ToLongFunction<Line> amount, List<Violation> found) {
        Policy policy = proposal.policy();
        BigInteger total = sum(proposal.lines(), amount);
        Long budget = policy.weeklyBudgetMicros();
        BigInteger wanted = budget == null ? sum(proposal.lines(), Line::currentMicros) : BigInteger.valueOf(budget);
        if (!policy.fixesTotal()) {
            if (budget != null && total.compareTo(wanted) > 0) {
                found.add(new Violation(
                        Rule.TOTAL, "the total of " + total + " micros is above the weekly budget of " + wanted));
            }
            return;
        }
        if (budget == null && proposal.lines().stream().anyMatch(line -> outside(policy, line))) {
            // Channels that must move into their limits may leave no split with the old total.
            return;
        }
        BigInteger under = wanted.subtract(total);
        if (under.signum() < 0 || under.compareTo(BigInteger.valueOf(policy.stepMicros())) >= 0) {
            found.add(new Violation(
                    Rule.TOTAL,
                    "the total of " + total + " micros is not the " + wanted + " to spend, less what a step of "
                            + policy.stepMicros() + " leaves over"));
        }
    }

    private static BigInteger sum(List<Line> lines, ToLongFunction<Line> amount) {
        BigInteger sum = BigInteger.ZERO;
        for (Line line : lines) {
            sum = sum.add(BigInteger.valueOf(amount.applyAsLong(line)));
        }
        return sum;
    }

    private static boolean outside(Policy policy, Line line) {
        return line.currentMicros() < least(policy, line) || line.currentMicros() > most(policy, line);
    }

    private static long least(Policy policy, Line line) {
        Long set = policy.limits(line.channel()).leastMicros();
        return set == null ? 0 : set;
    }

    private static long most(Policy policy, Line line) {
        Long set = policy.limits(line.channel()).mostMicros();
        return set == null ? Long.MAX_VALUE : set;
    }

    private static void checkLimits(Policy policy, Line line, List<Violation> found) {
        ChannelLimits limits = policy.limits(line.channel());
        long amount = line.recommendedMicros();
        long now = line.currentMicros();
        if (amount < least(policy, line)) {
            found.add(broken(Rule.MINIMUM, line, "is below the minimum of " + least(policy, line)));
        }
        if (amount > most(policy, line)) {
            found.add(broken(Rule.MAXIMUM, line, "is above the maximum of " + most(policy, line)));
        }
        if (limits.locked() && amount != now) {
            found.add(broken(Rule.LOCK, line, "is not the locked " + now));
        }
        if (amount != now && amount % policy.stepMicros() != 0) {
            found.add(broken(Rule.STEP, line, "is no multiple of the step of " + policy.stepMicros()));
        }
        if (now == 0 && !line.seen()) {
            checkNewChannel(policy, line, found);
        } else if (shiftsTooFar(policy, line)) {
            found.add(broken(
                    Rule.WEEKLY_SHIFT, line, "is more than a share of " + policy.maxWeeklyShift() + " from " + now));
        }
    }

    private static void checkNewChannel(Policy policy, Line line, List<Violation> found) {
        long started = line.recommendedMicros() - line.explorationMicros();
        if (line.recommendedMicros() > 0 && started > atLeastStep(policy, line)) {
            found.add(broken(Rule.NEW_CHANNEL, line, "starts a channel that was never spent on"));
        }
    }

    /** The policy's minimum on a multiple of the step; 0 without one. */
    private static long atLeastStep(Policy policy, Line line) {
        long over = least(policy, line) % policy.stepMicros();
        return least(policy, line) + (over == 0 ? 0 : policy.stepMicros() - over);
    }

    private static boolean shiftsTooFar(Policy policy, Line line) {
        long amount = line.recommendedMicros();
        long now = line.currentMicros();
        BigDecimal change =
                BigDecimal.valueOf(amount).subtract(BigDecimal.valueOf(now)).abs();
        BigDecimal allowed = BigDecimal.valueOf(now).multiply(BigDecimal.valueOf(policy.maxWeeklyShift()));
        if (change.compareTo(allowed) <= 0) {
            return false;
        }
        if (amount > now) {
            boolean paused = now == 0 && amount <= line.explorationMicros();
            return !paused && amount > atLeastStep(policy, line);
        }
        long most = most(policy, line);
        return amount < most - most % policy.stepMicros();
    }

    private static void checkExploration(Proposal proposal, List<Violation> found) {
        Policy policy = proposal.policy();
        BigInteger net = sum(proposal.lines(), Line::explorationMicros);
        if (net.abs().compareTo(BigInteger.valueOf(policy.stepMicros())) >= 0) {
            found.add(new Violation(
                    Rule.EXPLORATION_SHARE, "exploration adds " + net + " micros instead of moving them"));
        }
        BigDecimal moved = new BigDecimal(sum(proposal.lines(), line -> Math.max(0, line.explorationMicros())));
        BigDecimal allowed = new BigDecimal(sum(proposal.lines(), Line::recommendedMicros))
                .multiply(BigDecimal.valueOf(policy.explorationShare()));
        if (moved.compareTo(allowed) > 0) {
            found.add(new Violation(
                    Rule.EXPLORATION_SHARE,
                    "exploration moves " + moved.toPlainString() + " micros, more than a share of "
                            + policy.explorationShare() + " of the budget"));
        }
    }

    /** A reference other than the spend of now must be a plan that the policy would allow. */
    private static void checkReference(Proposal proposal, List<Violation> found) {
        if (proposal.lines().stream().allMatch(line -> line.referenceMicros() == line.currentMicros())) {
            return;
        }
        List<Violation> broken = new ArrayList<>();
        checkTotal(proposal, Line::referenceMicros, broken);
        for (Line line : proposal.lines()) {
            checkLimits(
                    proposal.policy(),
                    new Line(
                            line.channel(),
                            line.seen(),
                            line.currentMicros(),
                            line.referenceMicros(),
                            line.referenceMicros(),
                            0),
                    broken);
        }
        broken.forEach(fault -> found.add(
                new Violation(Rule.REFERENCE, "what the advice is compared with breaks a rule: " + fault.sentence())));
    }

    private static Violation broken(Rule rule, Line line, String how) {
        return new Violation(rule, line.channel() + " at " + line.recommendedMicros() + " micros " + how);
    }
}
