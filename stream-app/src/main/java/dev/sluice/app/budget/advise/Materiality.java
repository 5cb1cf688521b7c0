package dev.sluice.app.budget.advise;

import dev.sluice.app.budget.Policy;
import dev.sluice.app.budget.SampledResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether new advice is worth publishing over the one that stands. Numbers change with every event; advice that changed
 * with them would be followed by nobody.
 */
public final class Materiality {
    /** Doubts that come and go with every event, as opposed to facts. */
    private static final Set<Reason> DOUBTS = Set.of(Reason.UPLIFT_WITHIN_NOISE, Reason.NOTHING_TO_GAIN);

    /** How far the total of now may drift, as a share, before a standing advice is one for another budget. */
    private static final double TOTAL_DRIFT = 0.05;

    /** How far a channel of the standing advice may be from its spend of now, in weekly shifts. */
    private static final double SHIFTS = 1.25;

    private final AdviceSettings settings;

    public Materiality(AdviceSettings settings) {
        this.settings = settings;
    }

    /**
     * Whether to publish.
     *
     * @param standing what was published last; null for nothing
     * @param fresh what the advisor says now
     * @param request what it was asked; its response judges both
     */
    public boolean publish(@Nullable Advice standing, Advice fresh, AdviceRequest request) {
        if (standing == null || otherTerms(standing, fresh)) {
            return true;
        }
        boolean acted = standing.decision() == Decision.ACT;
        if (acted && fresh.decision() == Decision.ACT) {
            return outdated(standing, fresh, request.policy()) || better(standing, fresh, request);
        }
        if (acted && DOUBTS.contains(fresh.reason())) {
            return outdated(standing, fresh, request.policy()) || !stillCredible(standing, fresh, request);
        }
        return standing.reason() != fresh.reason();
    }

    private static boolean otherTerms(Advice standing, Advice fresh) {
        return !standing.week().equals(fresh.week())
                || !standing.currency().equals(fresh.currency())
                || standing.policyRevision() != fresh.policyRevision()
                || !standing.modelSha256().equals(fresh.modelSha256())
                || !names(standing).equals(names(fresh));
    }

    private static List<String> names(Advice advice) {
        return advice.channels().stream().map(ChannelAdvice::channel).sorted().toList();
    }

    /** Whether the spend of now has moved so far that the standing plan is no next step from it any more. */
    private static boolean outdated(Advice standing, Advice fresh, Policy policy) {
        double then = spent(standing);
        double now = spent(fresh);
        if (Math.abs(now - then) > TOTAL_DRIFT * then) {
            return true;
        }
        Map<String, Long> plan = plan(standing);
        return fresh.channels().stream()
                .anyMatch(channel -> beyond(channel, plan.getOrDefault(channel.channel(), 0L), policy));
    }

    private static double spent(Advice advice) {
        return advice.channels().stream()
                .mapToDouble(ChannelAdvice::currentMicros)
                .sum();
    }

    private static boolean beyond(ChannelAdvice now, long planned, Policy policy) {
        double allowed = SHIFTS * policy.maxWeeklyShift() * now.currentMicros() + policy.stepMicros();
        boolean asFresh = Math.abs(planned - now.recommendedMicros()) <= policy.stepMicros();
        return !asFresh && Math.abs(planned - now.currentMicros()) > allowed;
    }

    private boolean better(Advice standing, Advice fresh, AdviceRequest request) {
        long[] now = recommended(fresh);
        long[] then = inOrder(standing, fresh);
        if (request.policy().fixesTotal()) {
            scale(then, Arrays.stream(now).sum());
        }
        Judge judge = judge(fresh, then, request);
        if (judge == null) {
            return true;
        }
        Spread gain = judge.gain(now);
        return gain.mean() > settings.materialGain() * judge.level()
                && gain.positive() >= request.policy().minConfidence();
    }

    /** Splits are compared at one total: that more is spent now is no merit of the new one. */
    private static void scale(long[] plan, long total) {
        double factor = (double) total / Math.max(1, Arrays.stream(plan).sum());
        for (int i = 0; i < plan.length; i++) {
            plan[i] = Math.round(plan[i] * factor);
        }
    }

    private boolean stillCredible(Advice standing, Advice fresh, AdviceRequest request) {
        long[] now = fresh.channels().stream()
                .mapToLong(ChannelAdvice::currentMicros)
                .toArray();
        long[] then = inOrder(standing, fresh);
        if (request.policy().fixesTotal()) {
            scale(now, Arrays.stream(then).sum());
        }
        Judge judge = judge(fresh, now, request);
        if (judge == null) {
            return false;
        }
        Spread gain = judge.gain(then);
        return gain.mean() > 0 && gain.positive() >= request.policy().minConfidence() - settings.margin();
    }

    private @Nullable Judge judge(Advice order, long[] reference, AdviceRequest request) {
        Yardstick aim = Yardstick.of(request.policy());
        SampledResponse response = request.response();
        List<String> channels =
                order.channels().stream().map(ChannelAdvice::channel).toList();
        return aim == null || response == null
                ? null
                : new Judge(response, channels, aim, settings.overconfidence(), reference);
    }

    private static long[] recommended(Advice advice) {
        return advice.channels().stream()
                .mapToLong(ChannelAdvice::recommendedMicros)
                .toArray();
    }

    private static Map<String, Long> plan(Advice advice) {
        Map<String, Long> micros = new HashMap<>();
        advice.channels().forEach(channel -> micros.put(channel.channel(), channel.recommendedMicros()));
        return micros;
    }

    /** An advice's plan in the order of another's channels. */
    private static long[] inOrder(Advice advice, Advice order) {
        Map<String, Long> plan = plan(advice);
        return order.channels().stream()
                .mapToLong(channel -> plan.getOrDefault(channel.channel(), 0L))
                .toArray();
    }
}
