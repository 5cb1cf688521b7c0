package dev.sluice.app.budget;

import dev.sluice.app.budget.AdviceEntry.Followed;
import dev.sluice.app.budget.StandingAdvice.Line;
import dev.sluice.app.budget.StandingAdvice.Range;
import dev.sluice.app.domain.WeekPhase;
import dev.sluice.event.BudgetRecommendation;
import dev.sluice.event.ChannelAdvice;
import dev.sluice.event.Decision;
import dev.sluice.event.FollowUp;
import dev.sluice.event.WeekStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Was it right? Advice whose week has begun is kept until the week is FINAL, and judged twice: first some days after the
 * week has ended, when platforms and shop have reported it, then when it has settled.
 */
final class FollowUps {
    /** A week that has just ended is not in the books yet: reports and orders come in for a day or two. */
    private static final int DAYS_TO_REPORT = 3;

    private static final long DAY_MILLIS = 86_400_000L;
    private static final double UNIT = 1e6;
    private static final double HALF = 0.5;

    private FollowUps() {}

    /** Once its week runs, the standing advice is what is followed, whatever is advised for later weeks. */
    static boolean begin(AdviceEntry entry, int openWeek) {
        StandingAdvice standing = entry.standing;
        if (standing == null || standing.week() > openWeek || entry.followed.containsKey(standing.week())) {
            return false;
        }
        entry.followed.put(standing.week(), new Followed(standing, null));
        return true;
    }

    /** Weeks that can be judged now. */
    static List<Integer> due(AdviceEntry entry, AccountView view) {
        List<Integer> due = new ArrayList<>();
        entry.followed.headMap(view.openWeek(), false).forEach((week, followed) -> {
            boolean isFinal = view.phase(week) == WeekPhase.FINAL;
            long reported = view.calendar().startMillis(week + 7) + DAYS_TO_REPORT * DAY_MILLIS;
            if (isFinal || (followed.judged() == null && view.now() >= reported)) {
                due.add(week);
            }
        });
        return due;
    }

    /** Judges a week of {@link #due} and books it; the judgement, as it goes to the history topic. */
    static BudgetRecommendation judge(AdviceEntry entry, int week, AccountView view, Counterfactual counterfactual) {
        Followed followed = entry.followed.get(week);
        if (followed == null) {
            throw new IllegalStateException("no advice for week " + week + " is followed");
        }
        StandingAdvice advice = followed.advice();
        SortedMap<String, Long> spend = view.spend(week);
        Double taken = taken(advice, spend);
        Range predicted = predicted(advice, taken);
        double revenue = view.revenueMicros(week) / UNIT;
        Boolean hit = predicted == null ? null : (Boolean) (revenue >= predicted.p10() && revenue <= predicted.p90());
        Uplift uplift = Uplift.of(advice, week, spend, counterfactual);
        boolean isFinal = view.phase(week) == WeekPhase.FINAL;
        FollowUpTotals own = totals(advice, taken, hit, uplift);
        if (isFinal) {
            entry.followed.remove(week);
            entry.settled = entry.settled.plus(own);
        } else {
            entry.followed.put(week, new Followed(advice, own));
        }
        FollowUp followUp = FollowUp.newBuilder()
                .setStatus(isFinal ? WeekStatus.FINAL : WeekStatus.SETTLING)
                .setMetricsRevision(view.revision(week))
                .setSpendMicros(new TreeMap<>(spend))
                .setRevenueMicros(view.revenueMicros(week))
                .setTaken(taken)
                .setPredicted(predicted == null ? null : predicted.record())
                .setHit(hit)
                .setCounterfactual(uplift.counterfactual)
                .setCapturedUplift(uplift.captured)
                .setAdvisedUplift(uplift.advised)
                .setRegret(uplift.regret(advice.decision()))
                .setModelVersion(uplift.counterfactual == null ? "" : counterfactual.version())
                .setTotals(entry.totals().record())
                .build();
        return record(view, advice, followUp);
    }

    /** The share of the advised shift that was made: the shift that was, measured along the one that was advised. */
    private static @Nullable Double taken(StandingAdvice advice, Map<String, Long> spend) {
        double along = 0;
        double length = 0;
        for (Line line : advice.lines()) {
            double wanted = line.recommendedMicros() - line.currentMicros();
            along += wanted * (spend.getOrDefault(line.channel(), 0L) - line.currentMicros());
            length += wanted * wanted;
        }
        return length == 0 ? null : (Double) (along / length);
    }

    private static @Nullable Range predicted(StandingAdvice advice, @Nullable Double taken) {
        Range unchanged = advice.unchanged();
        Range predicted = advice.predicted();
        if (unchanged == null || predicted == null) {
            return null;
        }
        return unchanged.towards(predicted, taken == null ? 0 : Math.clamp(taken, 0, 1));
    }

    /** What a week's spend brought more than the old spend would have, and what the advised spend would have. */
    private record Uplift(
            @Nullable Double counterfactual,
            @Nullable Double captured,
            @Nullable Double advised) {
        static final Uplift UNKNOWN = new Uplift(null, null, null);

        static Uplift of(StandingAdvice advice, int week, SortedMap<String, Long> spend, Counterfactual model) {
            TreeMap<String, Long> old = new TreeMap<>(spend);
            TreeMap<String, Long> followed = new TreeMap<>(spend);
            for (Line line : advice.lines()) {
                old.put(line.channel(), line.currentMicros());
                followed.put(line.channel(), line.recommendedMicros());
            }
            OptionalDouble was = model.revenue(week, spend);
            OptionalDouble unchanged = model.revenue(week, old);
            OptionalDouble wanted = model.revenue(week, followed);
            if (was.isEmpty() || unchanged.isEmpty() || wanted.isEmpty()) {
                return UNKNOWN;
            }
            double base = unchanged.getAsDouble();
            return new Uplift(base, was.getAsDouble() - base, wanted.getAsDouble() - base);
        }

        @Nullable
        Double regret(Decision decision) {
            return decision == Decision.HOLD || advised == null || captured == null
                    ? null
                    : (Double) (advised - captured);
        }
    }

    private static FollowUpTotals totals(
            StandingAdvice advice, @Nullable Double taken, @Nullable Boolean hit, Uplift uplift) {
        boolean act = advice.decision() == Decision.ACT;
        boolean counts = act && uplift.advised != null && uplift.captured != null;
        return new FollowUpTotals(
                1,
                act ? 1 : 0,
                act && taken != null && taken >= HALF ? 1 : 0,
                hit == null ? 0 : 1,
                hit != null && hit ? 1 : 0,
                counts ? uplift.advised : 0,
                counts ? uplift.captured : 0);
    }

    private static BudgetRecommendation record(AccountView view, StandingAdvice advice, FollowUp followUp) {
        List<ChannelAdvice> channels = new ArrayList<>();
        for (Line line : advice.lines()) {
            channels.add(ChannelAdvice.newBuilder()
                    .setChannel(line.channel())
                    .setCurrentMicros(line.currentMicros())
                    .setRecommendedMicros(line.recommendedMicros())
                    .setWhy("")
                    .build());
        }
        return BudgetRecommendation.newBuilder()
                .setAccount(view.account())
                .setRecommendationId(advice.id())
                .setWeek(LocalDate.ofEpochDay(advice.week()))
                .setCreatedAt(Instant.ofEpochMilli(advice.createdAt()))
                .setDecision(advice.decision())
                .setReasonCode(advice.reasonCode())
                .setReason(advice.reason())
                .setCurrency(advice.currency())
                .setChannels(channels)
                .setModelVersion(advice.modelVersion())
                .setModelSha256(advice.modelSha256())
                .setPolicyRevision(advice.policyRevision())
                .setInputOffsets(new TreeMap<>(view.seenOffsets()))
                .setCurrentTotalMicros(
                        advice.lines().stream().mapToLong(Line::currentMicros).sum())
                .setRecommendedTotalMicros(advice.lines().stream()
                        .mapToLong(Line::recommendedMicros)
                        .sum())
                .setPredicted(
                        advice.predicted() == null ? null : advice.predicted().record())
                .setPredictedUnchanged(
                        advice.unchanged() == null ? null : advice.unchanged().record())
                .setFollowUp(followUp)
                .build();
    }
}
