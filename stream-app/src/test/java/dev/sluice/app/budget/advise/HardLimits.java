package dev.sluice.app.budget.advise;

import dev.sluice.app.budget.ChannelLimits;
import dev.sluice.app.budget.Policy;

/** The promises about limits and sums, written down a third time: neither the advisor's nor the verifier's code. */
final class HardLimits {
    private HardLimits() {}

    /** What an advice breaks; empty for nothing. */
    static String fault(AdviceRequest request, Advice advice) {
        String rest = restFault(advice);
        if (!rest.isEmpty()) {
            return rest;
        }
        if (advice.decision() == Decision.HOLD) {
            boolean same = advice.channels().stream().allMatch(c -> c.recommendedMicros() == c.currentMicros());
            return same ? "" : "a HOLD that changes something";
        }
        for (ChannelAdvice channel : advice.channels()) {
            String fault = channelFault(request.policy(), advice, channel);
            if (!fault.isEmpty()) {
                return channel.channel() + ": " + fault;
            }
        }
        return totalFault(request.policy(), advice);
    }

    private static String channelFault(Policy policy, Advice advice, ChannelAdvice channel) {
        ChannelLimits limits = policy.limits(channel.channel());
        long amount = channel.recommendedMicros();
        long now = channel.currentMicros();
        Long least = limits.leastMicros();
        Long most = limits.mostMicros();
        if (amount < 0 || (least != null && amount < least)) {
            return "below its minimum";
        }
        if (most != null && amount > most) {
            return "above its maximum";
        }
        if (limits.locked() && amount != now) {
            return "moved although locked";
        }
        if (amount != now && amount % policy.stepMicros() != 0) {
            return "off the step";
        }
        Exploration exploration = advice.exploration();
        boolean started = exploration != null && exploration.channel().equals(channel.channel()) && now == 0;
        boolean far = Math.abs(amount - now) > policy.maxWeeklyShift() * now * (1 + 1e-12);
        return far && !forced(policy, channel) && !started ? "shifted too far" : "";
    }

    private static boolean forced(Policy policy, ChannelAdvice channel) {
        Long least = policy.limits(channel.channel()).leastMicros();
        Long most = policy.limits(channel.channel()).mostMicros();
        return (least != null && channel.currentMicros() < least) || (most != null && channel.currentMicros() > most);
    }

    private static String totalFault(Policy policy, Advice advice) {
        long total = advice.totalMicros();
        long now = advice.channels().stream()
                .mapToLong(ChannelAdvice::currentMicros)
                .sum();
        Long budget = policy.weeklyBudgetMicros();
        Exploration exploration = advice.exploration();
        if (exploration != null && Math.abs(exploration.micros()) > policy.explorationShare() * total) {
            return "more exploration than the policy's share";
        }
        if (!policy.fixesTotal()) {
            return budget != null && total > budget ? "total above the budget" : "";
        }
        long wanted = budget == null ? now : budget;
        boolean exact = total <= wanted && total > wanted - policy.stepMicros();
        boolean free = budget == null && advice.channels().stream().anyMatch(channel -> forced(policy, channel));
        return exact || free ? "" : "total " + total + " instead of " + wanted;
    }

    /** What is left to spend and what is spent are at most the week's plan, and no channel gives money back. */
    private static String restFault(Advice advice) {
        long spent = 0;
        long left = 0;
        long plan = 0;
        for (int i = 0; i < advice.channels().size(); i++) {
            RestOfWeek rest = advice.rest().get(i);
            ChannelAdvice channel = advice.channels().get(i);
            if (rest.leftMicros() < 0) {
                return "money to be taken back";
            }
            spent += rest.spentMicros();
            left += rest.leftMicros();
            plan += Math.max(channel.currentMicros(), channel.recommendedMicros());
        }
        return left > Math.max(0, plan - spent) ? "more left to spend than the week has" : "";
    }
}
