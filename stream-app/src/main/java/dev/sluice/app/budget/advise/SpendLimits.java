package dev.sluice.app.budget.advise;

import dev.sluice.app.budget.Policy;
import dev.sluice.app.budget.allocate.Bound;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What policy and guardrails leave open: a range for each channel and one for the total; or which limits clash. */
public sealed interface SpendLimits {
    /**
     * The limits go together.
     *
     * @param ranges by channel, in the order of the states
     * @param leastMicros least total; the same as the most where the total is given
     */
    record Within(List<Range> ranges, long leastMicros, long mostMicros) implements SpendLimits {
        public Within {
            ranges = List.copyOf(ranges);
        }

        /** How many channels may change. */
        public long movable() {
            return ranges.stream().filter(Range::movable).count();
        }
    }

    /** No budget keeps all limits. */
    record Conflict(String sentence) implements SpendLimits {}

    /**
     * Between what a channel's spend may lie; both ends are multiples of the step, or the same amount.
     *
     * @param breaks true where the spend of now is outside the policy's own limits
     */
    record Range(String channel, long currentMicros, Bound least, Bound most, boolean breaks) {
        /** Whether there is a choice. */
        public boolean movable() {
            return least.micros() < most.micros();
        }
    }

    /**
     * Compiles a policy.
     *
     * @param facts what the model says of its channels, by name
     * @param seenRange how far above the largest spend in training a channel may go, as a factor
     */
    static SpendLimits of(
            List<ChannelState> states,
            Policy policy,
            Map<String, ChannelFacts> facts,
            double seenRange,
            String currency) {
        ChannelRange compile = new ChannelRange(policy, seenRange, currency);
        List<Range> ranges = new ArrayList<>();
        for (ChannelState state : states) {
            switch (compile.of(state, facts.get(state.channel()))) {
                case ChannelRange.Open(Range range) -> ranges.add(range);
                case ChannelRange.Clash(String sentence) -> {
                    return new Conflict(sentence);
                }
            }
        }
        return total(ranges, policy, currency);
    }

    private static SpendLimits total(List<Range> ranges, Policy policy, String currency) {
        long least = ranges.stream().mapToLong(range -> range.least().micros()).sum();
        long most = ranges.stream().mapToLong(range -> range.most().micros()).sum();
        long now = ranges.stream().mapToLong(Range::currentMicros).sum();
        Long budget = policy.weeklyBudgetMicros();
        if (budget == null && !policy.fixesTotal()) {
            return new Within(ranges, least, most);
        }
        // The largest total not above the wanted one that multiples of the step can make.
        long wanted = budget == null ? now : budget;
        long total = wanted - Math.floorMod(wanted - least, policy.stepMicros());
        if (budget == null) {
            total = Math.clamp(total, least, most);
        }
        if (total < least) {
            return new Conflict("The weekly budget of " + Amounts.money(wanted, currency) + " is less than the "
                    + Amounts.money(least, currency) + " that the channels' limits ask for (" + each(ranges, false)
                    + ").");
        }
        if (!policy.fixesTotal()) {
            return new Within(ranges, least, Math.min(total, most));
        }
        return total <= most
                ? new Within(ranges, total, total)
                : new Conflict("The weekly budget of " + Amounts.money(wanted, currency) + " is more than the "
                        + Amounts.money(most, currency) + " that the channels' limits allow (" + each(ranges, true)
                        + ").");
    }

    private static String each(List<Range> ranges, boolean upper) {
        return ranges.stream()
                .map(range -> upper ? Map.entry(range, range.most()) : Map.entry(range, range.least()))
                .map(end -> end.getKey().channel() + " "
                        + Amounts.plain(Amounts.units(end.getValue().micros())) + ": "
                        + end.getValue().name())
                .collect(Collectors.joining("; "));
    }
}
