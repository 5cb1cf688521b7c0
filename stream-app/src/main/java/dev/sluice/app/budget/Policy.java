package dev.sluice.app.budget;

import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.ChannelPolicy;
import dev.sluice.event.Objective;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an account wants from its budget; the fields are those of the {@code budget-policies} topic.
 *
 * @param revision 0 without a policy
 * @param weeklyBudgetMicros what is spent a week over all channels; the most of it where a target decides; null: what is
 *     spent now, or without a limit where a target decides
 * @param maxWeeklyShift largest change of a channel's budget in a week, as a share of it
 * @param stepMicros budgets that change are multiples of this
 * @param minConfidence least probability of a gain for advice to act
 * @param explorationShare largest share of the budget that may be spent on learning
 */
public record Policy(
        long revision,
        Objective objective,
        @Nullable Long weeklyBudgetMicros,
        @Nullable Double targetRoas,
        @Nullable Long targetCacMicros,
        @Nullable Double margin,
        double maxWeeklyShift,
        long stepMicros,
        double minConfidence,
        double explorationShare,
        SortedMap<String, ChannelLimits> channels) {
    private static final Policy DEFAULTS =
            new Policy(0, Objective.MAX_REVENUE, null, null, null, null, 0.15, 1_000_000, 0.8, 0, new TreeMap<>());

    public Policy {
        if (stepMicros < 1) {
            throw new IllegalArgumentException("the step of a policy is " + stepMicros + " micros, must be 1 or more");
        }
        channels = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(channels));
    }

    /** What holds where nobody set a policy: more revenue from the money that is spent now. */
    public static Policy defaults() {
        return DEFAULTS;
    }

    /** The policy that a record of the topic sets; intake has checked it. */
    public static Policy of(BudgetPolicy set) {
        SortedMap<String, ChannelLimits> channels = new TreeMap<>();
        for (ChannelPolicy channel : set.getChannels()) {
            channels.put(
                    channel.getChannel(),
                    new ChannelLimits(
                            channel.getMinMicros().orElse(null),
                            channel.getMaxMicros().orElse(null),
                            channel.getLocked()));
        }
        return new Policy(
                set.getRevision(),
                set.getObjective(),
                set.getWeeklyBudgetMicros().orElse(null),
                set.getTargetRoas().orElse(null),
                set.getTargetCacMicros().orElse(null),
                set.getMargin().orElse(null),
                set.getMaxWeeklyShift(),
                set.getStepMicros(),
                set.getMinConfidence(),
                set.getExplorationShare(),
                channels);
    }

    /** What the policy says of a channel. */
    public ChannelLimits limits(String channel) {
        return channels.getOrDefault(channel, ChannelLimits.NONE);
    }

    /** Whether the total is given (the budget, or what is spent now); otherwise a target finds it. */
    public boolean fixesTotal() {
        return objective == Objective.MAX_REVENUE;
    }

    /** The same with other limits of channels. */
    public Policy withChannels(Map<String, ChannelLimits> other) {
        return new Policy(
                revision,
                objective,
                weeklyBudgetMicros,
                targetRoas,
                targetCacMicros,
                margin,
                maxWeeklyShift,
                stepMicros,
                minConfidence,
                explorationShare,
                new TreeMap<>(other));
    }
}
