package dev.sluice.app.budget.advise;

import dev.sluice.app.budget.ChannelLimits;
import dev.sluice.app.budget.Policy;
import dev.sluice.app.budget.allocate.Bound;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The range of one channel. The policy's own minimum, maximum and lock are law; the guardrails (weekly shift, seen range,
 * no new channel, nothing that is not identified) narrow what they leave, and give way where they would contradict them: a
 * channel above a new maximum goes down to it at once.
 */
final class ChannelRange {
    private final Policy policy;
    private final double seenRange;
    private final String currency;

    ChannelRange(Policy policy, double seenRange, String currency) {
        this.policy = policy;
        this.seenRange = seenRange;
        this.currency = currency;
    }

    sealed interface Result {}

    record Open(SpendLimits.Range range) implements Result {}

    record Clash(String sentence) implements Result {}

    Result of(ChannelState state, @Nullable ChannelFacts facts) {
        ChannelLimits limits = policy.limits(state.channel());
        Long leastSet = limits.leastMicros();
        Long mostSet = limits.mostMicros();
        Bound least =
                new Bound(leastSet == null ? 0 : leastSet, leastSet == null ? "no spend at all" : "policy minimum");
        Bound most = new Bound(mostSet == null ? Long.MAX_VALUE : mostSet, "policy maximum");
        if (least.micros() > most.micros()) {
            return new Clash("The policy minimum of " + state.channel() + ", " + money(least)
                    + ", is above its maximum, " + money(most) + ".");
        }
        long now = state.currentMicros();
        boolean inside = least.micros() <= now && now <= most.micros();
        if (limits.locked()) {
            return inside
                    ? fixed(state, new Bound(now, "lock"), false)
                    : new Clash(state.channel() + " is locked at " + Amounts.money(now, currency)
                            + ", outside its policy limits of " + money(least) + " to " + money(most) + ".");
        }
        String kept = keptBecause(state, facts);
        if (kept != null && inside) {
            return fixed(state, new Bound(now, kept), false);
        }
        return kept != null || facts == null ? onto(state, least, most) : guarded(state, facts, least, most);
    }

    private static @Nullable String keptBecause(ChannelState state, @Nullable ChannelFacts facts) {
        if (state.currentMicros() == 0 && (facts == null || facts.mostSeenMicros() == 0)) {
            return "no new channel without exploration budget";
        }
        if (facts == null) {
            return "no response curve";
        }
        return facts.identified() ? null : "effect not identified";
    }

    private Result guarded(ChannelState state, ChannelFacts facts, Bound least, Bound most) {
        long now = state.currentMicros();
        long shift = BigDecimal.valueOf(policy.maxWeeklyShift())
                .multiply(BigDecimal.valueOf(now))
                .setScale(0, RoundingMode.FLOOR)
                .longValueExact();
        String shiftName = "weekly shift of " + Amounts.percent(policy.maxWeeklyShift());
        long seen = (long) Math.floor(facts.mostSeenMicros() * seenRange);
        Bound low = higher(least, lower(most, new Bound(now - shift, shiftName)));
        Bound high = lower(most, higher(least, new Bound(now + shift, shiftName)));
        high = lower(
                high,
                new Bound(
                        Math.max(seen, Math.max(now, least.micros())),
                        Amounts.ratio(seenRange) + " times the largest spend seen in training"));
        boolean breaks = now < least.micros() || now > most.micros();
        Bound lowStep = new Bound(upToStep(low.micros()), low.name());
        Bound highStep = new Bound(downToStep(high.micros()), high.name());
        boolean around = lowStep.micros() <= now && now <= highStep.micros();
        if (lowStep.micros() <= highStep.micros() && (around || breaks)) {
            return new Open(new SpendLimits.Range(state.channel(), now, lowStep, highStep, breaks));
        }
        return breaks
                ? onto(state, least, most)
                : fixed(state, new Bound(now, "step of " + Amounts.money(policy.stepMicros(), currency)), false);
    }

    /** The multiple of the step nearest to the spend of now that the policy's limits allow. */
    private Result onto(ChannelState state, Bound least, Bound most) {
        Bound end = state.currentMicros() < least.micros()
                ? new Bound(upToStep(least.micros()), least.name())
                : new Bound(downToStep(most.micros()), most.name());
        return end.micros() < least.micros() || end.micros() > most.micros()
                ? new Clash("No multiple of the step of " + Amounts.money(policy.stepMicros(), currency)
                        + " lies within the policy limits of " + state.channel() + ", " + money(least) + " to "
                        + money(most) + ".")
                : fixed(state, end, true);
    }

    private static Result fixed(ChannelState state, Bound at, boolean breaks) {
        return new Open(new SpendLimits.Range(state.channel(), state.currentMicros(), at, at, breaks));
    }

    private long upToStep(long micros) {
        return Math.ceilDiv(micros, policy.stepMicros()) * policy.stepMicros();
    }

    private long downToStep(long micros) {
        return Math.floorDiv(micros, policy.stepMicros()) * policy.stepMicros();
    }

    private static Bound higher(Bound a, Bound b) {
        return b.micros() > a.micros() ? b : a; // the first where they are the same
    }

    private static Bound lower(Bound a, Bound b) {
        return b.micros() < a.micros() ? b : a;
    }

    private String money(Bound bound) {
        return bound.micros() == Long.MAX_VALUE ? "no maximum" : Amounts.money(bound.micros(), currency);
    }
}
