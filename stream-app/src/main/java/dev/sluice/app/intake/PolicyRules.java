package dev.sluice.app.intake;

import static dev.sluice.app.intake.Rejection.shown;

import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.ChannelPolicy;
import dev.sluice.event.Objective;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a budget policy must be to make sense: limits in order, and what its objective needs. */
public final class PolicyRules {
    private static final int MOST_SETTLING_DAYS = 400;

    private PolicyRules() {}

    /**
     * Why intake would refuse this policy, in one line that names the field, or empty where it would take it.
     *
     * @param nowMillis the moment to judge times against, milliseconds since the epoch
     */
    public static Optional<String> refusal(BudgetPolicy policy, long nowMillis) {
        return Optional.ofNullable(Validation.check(policy, nowMillis)).map(Rejection::message);
    }

    static @Nullable String fault(BudgetPolicy p) {
        String fault = settingsFault(p);
        if (fault == null) {
            fault = objectiveFault(p);
        }
        return fault == null ? channelsFault(p) : fault;
    }

    private static @Nullable String settingsFault(BudgetPolicy p) {
        int settling = p.getSettlingDays().orElse(0);
        if (settling < 0 || settling > MOST_SETTLING_DAYS) {
            return "settling_days is " + settling + ", must be 0 to " + MOST_SETTLING_DAYS;
        }
        if (p.getStepMicros() <= 0 || p.getStepMicros() > Validation.MAX_AMOUNT) {
            return "step_micros is " + p.getStepMicros() + ", must be 1 to " + Validation.MAX_AMOUNT;
        }
        if (!share(p.getMaxWeeklyShift())
                || !share(p.getMinConfidence())
                || !share(p.getExplorationShare())
                || !share(p.getMargin().orElse(0.0))) {
            return "max_weekly_shift, min_confidence, exploration_share and margin must be 0 to 1";
        }
        return null;
    }

    private static @Nullable String objectiveFault(BudgetPolicy p) {
        double roas = p.getTargetRoas().orElse(0.0);
        if (!Double.isFinite(roas) || roas < 0) {
            return "target_roas is " + roas + ", must be 0 or more";
        }
        Objective objective = p.getObjective();
        return switch (objective) {
            case MAX_REVENUE -> null;
            case MAX_PROFIT ->
                p.getMargin().orElse(0.0) > 0 ? null : missing(objective, "margin", "a share of revenue");
            case TARGET_ROAS, TARGET_MROAS -> roas > 0 ? null : missing(objective, "target_roas", "revenue per spend");
            case TARGET_CAC ->
                p.getTargetCacMicros().orElse(0L) > 0
                        ? null
                        : missing(objective, "target_cac_micros", "spend per new customer");
        };
    }

    private static String missing(Objective objective, String field, String what) {
        return "objective " + objective + " needs " + field + " (" + what + "), more than 0";
    }

    private static @Nullable String channelsFault(BudgetPolicy p) {
        Set<String> seen = new HashSet<>();
        long least = 0;
        for (ChannelPolicy c : p.getChannels()) {
            long min = c.getMinMicros().orElse(0L);
            long max = c.getMaxMicros().orElse(Long.MAX_VALUE);
            if (max < min) {
                return "limits of channel " + shown(c.getChannel()) + " are " + min + " to " + max
                        + ", must be in order";
            }
            if (!seen.add(c.getChannel())) {
                return "channel " + shown(c.getChannel()) + " is listed twice";
            }
            least = least > Long.MAX_VALUE - min ? Long.MAX_VALUE : least + min;
        }
        long budget = p.getWeeklyBudgetMicros().orElse(Long.MAX_VALUE);
        if (least > budget) {
            return "the least spends of the channels add up to " + least + ", more than weekly_budget_micros " + budget;
        }
        return null;
    }

    private static boolean share(double value) {
        return value >= 0 && value <= 1;
    }
}
