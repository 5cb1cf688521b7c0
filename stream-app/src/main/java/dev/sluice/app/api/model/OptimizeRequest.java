package dev.sluice.app.api.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.api.ProblemException;
import dev.sluice.app.api.SentRecord;
import dev.sluice.app.budget.allocate.Strategy;
import dev.sluice.app.budget.plan.ModelPlanning.Horizon;
import dev.sluice.app.budget.plan.SpendState;
import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.ChannelPolicy;
import dev.sluice.event.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of {@code POST /optimize}.
 *
 * @param budgetMicros weekly money to split, all of it; null: as the policy in force says, or else what is spent now
 * @param limits in the place of the policy's; null: the policy's, its weekly shift among them
 * @param maxWeeklyShift null: none beside own limits
 * @param stepMicros null: the policy's, or 1 beside own limits
 */
record OptimizeRequest(
        String account,
        @Nullable Long budgetMicros,
        List<Strategy> strategies,
        @Nullable List<ChannelPolicy> limits,
        @Nullable Double maxWeeklyShift,
        @Nullable Long stepMicros,
        Horizon horizon) {
    private static final Set<String> FIELDS = Set.of(
            "account",
            "budget_micros",
            "strategies",
            "limits",
            "max_weekly_shift",
            "step_micros",
            "horizon_weeks",
            "week_by_week");
    private static final int MOST_CHANNELS = 500;

    /**
     * Reads a body.
     *
     * @throws ProblemException 422 with what is wrong
     */
    static OptimizeRequest read(ObjectNode body) {
        body.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw SentRecord.invalid("#/" + name, "is not known; there are " + new TreeSet<>(FIELDS));
            }
        });
        if (!body.path("account").isTextual()) {
            throw SentRecord.invalid("#/account", "must be a text");
        }
        return new OptimizeRequest(
                body.path("account").textValue(),
                amount(body, "budget_micros", 0),
                strategies(body.path("strategies")),
                limits(body.path("limits")),
                shift(body.path("max_weekly_shift")),
                amount(body, "step_micros", 1),
                horizon(body));
    }

    private static @Nullable Long amount(ObjectNode body, String field, long least) {
        JsonNode amount = body.path(field);
        if (amount.isMissingNode() || amount.isNull()) {
            return null;
        }
        if (!amount.isIntegralNumber() || !amount.canConvertToLong() || amount.longValue() < least) {
            throw SentRecord.invalid("#/" + field, "must be a whole number of micros, " + least + " or more");
        }
        if (amount.longValue() > Long.MAX_VALUE / 1000) {
            throw SentRecord.invalid("#/" + field, "is too large");
        }
        return amount.longValue();
    }

    private static List<Strategy> strategies(JsonNode names) {
        if (names.isMissingNode() || names.isNull()) {
            return List.of(Strategy.values());
        }
        List<Strategy> strategies = new ArrayList<>();
        for (JsonNode name : names) {
            strategies.add(Arrays.stream(Strategy.values())
                    .filter(known -> known.toString().equals(name.asText()))
                    .findFirst()
                    .orElseThrow(() -> SentRecord.invalid(
                            "#/strategies",
                            "there are " + Arrays.toString(Strategy.values()) + "; one is something else")));
        }
        if (!names.isArray() || strategies.isEmpty() || strategies.size() > Strategy.values().length) {
            throw SentRecord.invalid("#/strategies", "must be a list of 1 to " + Strategy.values().length);
        }
        return strategies;
    }

    private static @Nullable List<ChannelPolicy> limits(JsonNode limits) {
        if (limits.isMissingNode() || limits.isNull()) {
            return null;
        }
        if (!limits.isArray() || limits.size() > MOST_CHANNELS) {
            throw SentRecord.invalid("#/limits", "must be a list of at most " + MOST_CHANNELS);
        }
        List<ChannelPolicy> channels = new ArrayList<>();
        for (JsonNode limit : limits) {
            if (!(limit instanceof ObjectNode object)) {
                throw SentRecord.invalid("#/limits/" + channels.size(), "must be an object");
            }
            channels.add((ChannelPolicy) SentRecord.read(object, ChannelPolicy.getClassSchema()));
        }
        for (int i = 0; i < channels.size(); i++) {
            check(channels.get(i), "#/limits/" + i);
        }
        return channels;
    }

    private static void check(ChannelPolicy limit, String pointer) {
        long least = limit.getMinMicros().orElse(0L);
        long most = limit.getMaxMicros().orElse(Long.MAX_VALUE / 1000);
        if (least < 0 || most > Long.MAX_VALUE / 1000 || least > most) {
            throw SentRecord.invalid(pointer, "min_micros and max_micros must be amounts, in order");
        }
    }

    private static @Nullable Double shift(JsonNode shift) {
        if (shift.isMissingNode() || shift.isNull()) {
            return null;
        }
        if (!shift.isNumber() || !(shift.doubleValue() >= 0) || shift.doubleValue() > 10) {
            throw SentRecord.invalid("#/max_weekly_shift", "must be a share such as 0.15, at most 10");
        }
        return shift.doubleValue();
    }

    private static Horizon horizon(ObjectNode body) {
        boolean weekByWeek = body.path("week_by_week").asBoolean(false);
        JsonNode weeks = body.path("horizon_weeks");
        if (weeks.isMissingNode() || weeks.isNull()) {
            return new Horizon(Horizon.held().weeks(), weekByWeek);
        }
        if (!weeks.isInt() || weeks.intValue() < 1 || weeks.intValue() > Horizon.MOST_WEEKS) {
            throw SentRecord.invalid("#/horizon_weeks", "must be 1 to " + Horizon.MOST_WEEKS);
        }
        return new Horizon(weeks.intValue(), weekByWeek);
    }

    /**
     * The policy to plan by: the one in force, with what the request says in its place. A given budget is split wholly,
     * whatever the policy's objective; without a policy only the request's limits bind.
     *
     * @param channels that the model knows; the policy's other channels are no part of the plan
     * @param outside weekly spend on those, in micros: what the policy's budget has left is split
     */
    BudgetPolicy policy(Optional<BudgetPolicy> inForce, List<String> channels, SpendState start, long outside) {
        BudgetPolicy base = inForce.filter(set -> limits == null).orElseGet(this::free);
        List<ChannelPolicy> kept = base.getChannels().stream()
                .filter(channel -> channels.contains(channel.getChannel()))
                .toList();
        BudgetPolicy.Builder policy = BudgetPolicy.newBuilder(base).setChannels(limits == null ? kept : limits);
        if (maxWeeklyShift != null) {
            policy.setMaxWeeklyShift(maxWeeklyShift);
        }
        if (stepMicros != null) {
            policy.setStepMicros(stepMicros);
        }
        if (budgetMicros != null) {
            policy.setObjective(Objective.MAX_REVENUE).setWeeklyBudgetMicros(budgetMicros);
        } else if (policy.getWeeklyBudgetMicros() != null) {
            policy.setWeeklyBudgetMicros(Math.max(0, policy.getWeeklyBudgetMicros() - outside));
        } else if (policy.getObjective() == Objective.MAX_REVENUE) {
            policy.setWeeklyBudgetMicros(start.totalMicros());
        }
        return policy.build();
    }

    /** Without limits, not even of change. */
    private BudgetPolicy free() {
        return BudgetPolicy.newBuilder()
                .setAccount(account)
                .setRevision(0)
                .setUpdatedAt(0)
                .setMaxWeeklyShift(Double.POSITIVE_INFINITY)
                .setStepMicros(1)
                .build();
    }
}
