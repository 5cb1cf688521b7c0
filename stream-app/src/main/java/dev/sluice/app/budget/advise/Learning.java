package dev.sluice.app.budget.advise;

import dev.sluice.app.budget.Policy;
import dev.sluice.app.budget.advise.SpendLimits.Range;
import dev.sluice.app.budget.advise.SpendLimits.Within;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a small, declared share of the budget buys the most knowledge. Two channels swap money: up in one week, down in the
 * next, so that spend varies against the others'.
 *
 * <p>The worth of knowing a channel is the expected value of perfect information on its slope, for a move of its range
 * against its partner: move (E|slope - partner| - |E slope - partner|). It is 0 where no draw would change the decision.
 */
final class Learning {
    private final Within limits;
    private final Policy policy;
    private final Judge judge;
    private final long[] base;
    private final Set<String> fresh;
    private final long wanted;
    private final long most;

    /**
     * An account's chances to learn.
     *
     * @param limits what the policy allows, also for channels whose effect is not identified
     * @param base the plan without exploration
     * @param fresh channels that were never spent on
     */
    Learning(Within limits, Policy policy, Judge judge, long[] base, Set<String> fresh) {
        this.limits = limits;
        this.policy = policy;
        this.judge = judge;
        this.base = base.clone();
        this.fresh = fresh;
        long total = Arrays.stream(base).sum();
        this.wanted = wanted(total);
        this.most = (long) Math.floor(policy.explorationShare() * Math.max(0, total - policy.stepMicros()));
    }

    /** The total before rounding to steps: the budget, or what is spent now unless limits keep the plan from it. */
    private long wanted(long total) {
        Long budget = policy.weeklyBudgetMicros();
        long now = limits.ranges().stream().mapToLong(Range::currentMicros).sum();
        long asked = budget == null ? now : budget;
        boolean exact = policy.fixesTotal() && total <= asked && total > asked - policy.stepMicros();
        return exact ? asked : total;
    }

    /** A plan with its exploration. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Explored(long[] micros, Exploration exploration, int channel, int partner) {}

    /** The best exploration of a week, if there is any. */
    @Nullable
    Explored find(LocalDate week) {
        if (most < policy.stepMicros()) {
            return null;
        }
        boolean up = Math.floorMod(Math.floorDiv(week.toEpochDay(), 7), 2) == 0;
        Explored best = null;
        for (int channel = 0; channel < base.length; channel++) {
            Explored found = isNew(channel) ? (up ? start(channel) : null) : swap(channel, up);
            if (found != null && (best == null || better(found, best))) {
                best = found;
            }
        }
        return best;
    }

    /** A channel that the policy names and nobody ever spent on comes first: of it nothing is known. */
    private boolean better(Explored found, Explored best) {
        if (isNew(best.channel())) {
            return false;
        }
        return isNew(found.channel())
                || found.exploration().worth() > best.exploration().worth();
    }

    private boolean isNew(int channel) {
        return fresh.contains(range(channel).channel());
    }

    private Range range(int channel) {
        return limits.ranges().get(channel);
    }

    private @Nullable Explored start(int channel) {
        String name = range(channel).channel();
        if (!policy.channels().containsKey(name) || policy.limits(name).locked()) {
            return null;
        }
        Long ceiling = policy.limits(name).mostMicros();
        long top = ceiling == null ? most : Math.min(most, ceiling);
        Explored found = null;
        for (int partner = 0; partner < base.length && found == null; partner++) {
            found = partner == channel || base[channel] > 0 ? null : moved(channel, partner, top, 0);
        }
        return found;
    }

    private @Nullable Explored swap(int channel, boolean up) {
        double[] slopes = judge.slopes(channel, base[channel]);
        if (slopes.length == 0 || !range(channel).movable()) {
            return null;
        }
        double reach = Amounts.units(
                (range(channel).most().micros() - range(channel).least().micros()) / 2);
        Explored best = null;
        for (int partner = 0; partner < base.length; partner++) {
            Spread other = partner == channel || !range(partner).movable() ? null : judge.slope(partner, base[partner]);
            if (other == null) {
                continue;
            }
            double worth = reach * worth(slopes, other.mean());
            long room = room(channel, up);
            Explored found = worth > 0 && room > 0
                    ? moved(channel, partner, up ? Math.min(most, room) : -Math.min(most, room), worth)
                    : null;
            if (found != null && (best == null || worth > best.exploration().worth())) {
                best = found;
            }
        }
        return best;
    }

    private static double worth(double[] slopes, double other) {
        double mean = 0;
        double apart = 0;
        for (double slope : slopes) {
            mean += slope / slopes.length;
            apart += Math.abs(slope - other) / slopes.length;
        }
        // Rounding alone must not look like knowledge.
        double worth = apart - Math.abs(mean - other);
        return worth > 1e-9 * apart ? worth : 0;
    }

    private long room(int channel, boolean up) {
        return up
                ? range(channel).most().micros() - base[channel]
                : base[channel] - range(channel).least().micros();
    }

    /** The swap on multiples of the step; null where limits or steps leave none. */
    private @Nullable Explored moved(int channel, int partner, long by, double worth) {
        long step = policy.stepMicros();
        long[] micros = base.clone();
        long target = base[channel] + by;
        micros[channel] = by > 0 ? Math.floorDiv(target, step) * step : Math.ceilDiv(target, step) * step;
        micros[partner] = 0;
        micros[partner] = Math.floorDiv(wanted - Arrays.stream(micros).sum(), step) * step;
        long change = micros[channel] - base[channel];
        boolean smaller = by > 0 ? change < step : change > -step;
        boolean outside = micros[partner] < range(partner).least().micros()
                || micros[partner] > range(partner).most().micros();
        boolean tooMuch =
                micros[partner] - base[partner] > most || !range(partner).movable();
        if (smaller || outside || tooMuch) {
            return null;
        }
        Exploration exploration =
                new Exploration(range(channel).channel(), range(partner).channel(), change, worth);
        return new Explored(micros, exploration, channel, partner);
    }
}
