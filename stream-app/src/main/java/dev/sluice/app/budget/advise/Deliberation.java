package dev.sluice.app.budget.advise;

import dev.sluice.app.budget.Policy;
import dev.sluice.app.budget.advise.Gates.Ready;
import dev.sluice.app.budget.advise.Gates.Stop;
import dev.sluice.app.budget.advise.Plans.Found;
import dev.sluice.app.budget.advise.Plans.Plan;
import dev.sluice.app.budget.advise.SpendLimits.Range;
import dev.sluice.app.budget.advise.SpendLimits.Within;
import dev.sluice.event.Objective;
import dev.sluice.schemas.model.ModelCard.Trust;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One account's decision, once nothing basic stands against it. */
final class Deliberation {
    /** How far the total of now may be from the budget before money must move for that alone. */
    private static final double BUDGET_TOLERANCE = 0.05;

    /** What money could be spent on to learn, where nothing else is to be done. */
    private static final Set<Reason> OPEN_TO_LEARNING = Set.of(
            Reason.UPLIFT_WITHIN_NOISE,
            Reason.NOTHING_TO_GAIN,
            Reason.COLLINEAR,
            Reason.CONSTANT_SPEND,
            Reason.WEAK_MODEL,
            Reason.POLICY);

    private final AdviceDraft draft;
    private final AdviceRequest request;
    private final Policy policy;
    private final Ready ready;
    private final Within limits;
    private final AdviceSettings settings;
    private final long[] reference;
    private final Judge judge;
    private final double confidence;
    private final Explanation words;

    Deliberation(AdviceDraft draft, Ready ready, Within limits, AdviceSettings settings) {
        this.draft = draft;
        this.request = draft.request();
        this.policy = request.policy();
        this.ready = ready;
        this.limits = limits;
        this.settings = settings;
        this.reference = ReferencePlan.of(limits, policy);
        this.judge = new Judge(
                ready.response(),
                limits.ranges().stream().map(Range::channel).toList(),
                ready.aim(),
                settings.overconfidence(),
                reference);
        this.confidence = ready.model().trust() == Trust.DIRECTIONAL
                ? Math.max(policy.minConfidence(), settings.directionalConfidence())
                : policy.minConfidence();
        this.words = new Explanation(
                request.currency(), ready.model().outcome(), policy.objective() == Objective.MAX_PROFIT);
    }

    Advice decide(Plans plans) {
        Optional<Stop> cramped = Gates.room(limits, policy.fixesTotal(), draft.unidentified());
        if (cramped.isPresent()) {
            return stay(cramped.get(), null, null);
        }
        Found found = plans.find(limits, ready.response(), ready.aim(), reference, policy.stepMicros());
        if (found.plans().isEmpty()) {
            return draft.hold(new Stop(Reason.INFEASIBLE, found.conflict()));
        }
        List<Weighed> weighed = found.plans().stream().map(this::weigh).toList();
        return weighed.stream()
                .filter(this::credible)
                .max(Comparator.comparingDouble(Weighed::careful))
                .map(this::act)
                .orElseGet(() -> doubt(weighed));
    }

    /**
     * A plan and what it gains.
     *
     * @param careful mean gain less some of its standard deviation: what plans are compared by
     */
    private record Weighed(Plan plan, Spread gain, double careful) {}

    private Weighed weigh(Plan plan) {
        return new Weighed(plan, judge.gain(plan.micros()), judge.careful(plan.micros(), settings.caution()));
    }

    private boolean credible(Weighed weighed) {
        Spread gain = weighed.gain();
        return gain.positive() >= confidence
                && gain.mean() > 0
                && gain.mean() >= worthwhile()
                && !judge.missesTarget(weighed.plan().micros());
    }

    private double worthwhile() {
        return settings.leastGain() * judge.level();
    }

    private Advice act(Weighed best) {
        Plan plan = best.plan();
        Spread gain = best.gain();
        AdviceDraft.Proposed proposed = new AdviceDraft.Proposed(
                limits, judge, words, reference, plan.micros(), explored(plan.micros()), plan.certificate());
        Spread uplift = judge.uplift(plan.micros());
        String missed = plan.targetMissed() ? " The target is out of reach this week; this comes nearest to it." : "";
        return draft.act(
                Reason.CREDIBLE_UPLIFT, channels -> words.act(channels, uplift, gain) + missed, proposed, uplift, gain);
    }

    /** No plan is credible: says how near the boldest one with a gain comes. */
    private Advice doubt(List<Weighed> plans) {
        Weighed best = Collections.max(
                plans, Comparator.comparingDouble(weighed -> weighed.gain().mean()));
        Spread gain = best.gain();
        Spread uplift = judge.uplift(best.plan().micros());
        return gain.mean() < worthwhile() || gain.mean() <= 0
                ? stay(new Stop(Reason.NOTHING_TO_GAIN, words.nothingToGain()), null, null)
                : stay(new Stop(Reason.UPLIFT_WITHIN_NOISE, words.noise(uplift, gain, confidence)), uplift, gain);
    }

    /** Leaves the split as it is; money moves only where the policy asks for it, or to learn. */
    private Advice stay(Stop stop, @Nullable Spread uplift, @Nullable Spread gain) {
        Stop why = asked()
                ? new Stop(
                        Reason.POLICY,
                        "The policy's budget or limits ask for a change; beyond it money keeps its proportions. "
                                + stop.sentence())
                : stop;
        Learning.Explored explored = OPEN_TO_LEARNING.contains(why.reason()) ? explored(reference) : null;
        if (explored == null && !asked()) {
            return draft.hold(why, uplift, gain, judge, words, limits);
        }
        Reason reason = asked() ? Reason.POLICY : Reason.EXPLORATION;
        AdviceDraft.Proposed proposed =
                new AdviceDraft.Proposed(limits, judge, words, reference, reference, explored, null);
        return draft.act(reason, channels -> why.sentence(), proposed, null, null);
    }

    private boolean asked() {
        long now = limits.ranges().stream().mapToLong(Range::currentMicros).sum();
        boolean far = policy.fixesTotal()
                ? policy.weeklyBudgetMicros() != null
                        && Math.abs(now - limits.mostMicros()) > BUDGET_TOLERANCE * limits.mostMicros()
                : policy.weeklyBudgetMicros() != null && now > limits.mostMicros() * (1 + BUDGET_TOLERANCE);
        boolean breaks = limits.ranges().stream().anyMatch(Range::breaks);
        return (far || breaks) && !Arrays.equals(reference, draft.current());
    }

    private Learning.@Nullable Explored explored(long[] base) {
        if (policy.explorationShare() <= 0 || !(draft.openLimits() instanceof Within open)) {
            return null;
        }
        return new Learning(open, policy, judge, base, draft.fresh()).find(request.week());
    }
}
