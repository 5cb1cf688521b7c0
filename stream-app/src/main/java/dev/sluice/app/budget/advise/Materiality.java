package dev.sluice.app.budget.advise;

import dev.sluice.app.budget.Policy;
import dev.sluice.app.budget.SampledResponse;
import dev.sluice.app.budget.verify.Proposal;
import dev.sluice.app.budget.verify.Verifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether new advice is worth publishing over the one that stands. Numbers change with every event; advice that changed
 * with them would be followed by nobody.
 */
public final class Materiality {
    /** Doubts that come and go with every event, as opposed to facts. */
    private static final Set<Reason> DOUBTS = Set.of(Reason.UPLIFT_WITHIN_NOISE, Reason.NOTHING_TO_GAIN);

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
            return !allowed(standing, request) || better(standing, fresh, request);
        }
        if (acted && DOUBTS.contains(fresh.reason())) {
            return !allowed(standing, request) || !stillCredible(standing, request);
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

    /** Whether the standing plan, made from older spend, keeps the limits of now. What it gains is judged apart. */
    private static boolean allowed(Advice standing, AdviceRequest request) {
        Policy policy = request.policy();
        Map<String, Long> now = current(request);
        ModelFacts model = request.model();
        List<Proposal.Line> lines = standing.channels().stream()
                .map(channel -> {
                    long current = now.getOrDefault(channel.channel(), 0L);
                    ChannelFacts facts =
                            model == null ? null : model.channels().get(channel.channel());
                    Exploration exploration = standing.exploration();
                    boolean explored =
                            exploration != null && exploration.channel().equals(channel.channel());
                    boolean paid = exploration != null && exploration.partner().equals(channel.channel());
                    long moved = exploration == null ? 0 : exploration.micros();
                    return new Proposal.Line(
                            channel.channel(),
                            facts != null && facts.mostSeenMicros() > 0,
                            current,
                            current,
                            channel.recommendedMicros(),
                            explored ? moved : paid ? -moved : 0);
                })
                .toList();
        return Verifier.limits(new Proposal(policy, true, lines, request.response())).isEmpty();
    }

    private boolean better(Advice standing, Advice fresh, AdviceRequest request) {
        Judge judge = judge(standing, fresh, request);
        if (judge == null) {
            return true;
        }
        Spread gain = judge.gain(plan(fresh, fresh));
        return gain.mean() > settings.materialGain() * judge.level()
                && gain.positive() >= request.policy().minConfidence();
    }

    private boolean stillCredible(Advice standing, AdviceRequest request) {
        Map<String, Long> now = current(request);
        Yardstick aim = Yardstick.of(request.policy());
        SampledResponse response = request.response();
        if (aim == null || response == null) {
            return false;
        }
        long[] reference = standing.channels().stream()
                .mapToLong(channel -> now.getOrDefault(channel.channel(), 0L))
                .toArray();
        Judge judge = new Judge(response, order(standing), aim, settings.overconfidence(), reference);
        Spread gain = judge.gain(plan(standing, standing));
        return gain.mean() > 0 && gain.positive() >= request.policy().minConfidence() - settings.margin();
    }

    private @Nullable Judge judge(Advice standing, Advice fresh, AdviceRequest request) {
        Yardstick aim = Yardstick.of(request.policy());
        SampledResponse response = request.response();
        return aim == null || response == null
                ? null
                : new Judge(response, order(fresh), aim, settings.overconfidence(), plan(standing, fresh));
    }

    private static Map<String, Long> current(AdviceRequest request) {
        Map<String, Long> now = new HashMap<>();
        request.channels().forEach(state -> now.put(state.channel(), state.currentMicros()));
        return now;
    }

    private static List<String> order(Advice advice) {
        return advice.channels().stream().map(ChannelAdvice::channel).toList();
    }

    /** An advice's plan in the order of another's channels. */
    private static long[] plan(Advice advice, Advice order) {
        Map<String, Long> micros = new HashMap<>();
        advice.channels().forEach(channel -> micros.put(channel.channel(), channel.recommendedMicros()));
        return order.channels().stream()
                .mapToLong(channel -> Objects.requireNonNullElse(micros.get(channel.channel()), 0L))
                .toArray();
    }
}
