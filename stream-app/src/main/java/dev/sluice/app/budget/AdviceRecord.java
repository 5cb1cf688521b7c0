package dev.sluice.app.budget;

import dev.sluice.app.budget.advise.Advice;
import dev.sluice.app.budget.advise.Certificate;
import dev.sluice.app.budget.advise.Exploration;
import dev.sluice.app.budget.advise.RestOfWeek;
import dev.sluice.app.budget.advise.Spread;
import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.BudgetRecommendation;
import dev.sluice.event.ChannelAdvice;
import dev.sluice.event.Decision;
import dev.sluice.event.Quantiles;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Advice as it lies on the topics. */
final class AdviceRecord {
    private final AccountView view;
    private final Advice advice;

    AdviceRecord(AccountView view, Advice advice) {
        this.view = view;
        this.advice = advice;
    }

    /**
     * The record.
     *
     * @param modelCreatedAt ISO 8601, where the model's card has it
     * @param forecasts of the planned week with unchanged and with advised spend; empty without a model of revenue
     */
    BudgetRecommendation of(@Nullable String modelCreatedAt, List<Optional<WeekForecast.Revenue>> forecasts) {
        Spread uplift = advice.uplift();
        Spread gain = advice.gain();
        Certificate certificate = advice.certificate();
        BudgetRecommendation record = BudgetRecommendation.newBuilder()
                .setAccount(view.account())
                .setRecommendationId("")
                .setWeek(advice.week())
                .setCreatedAt(Instant.ofEpochMilli(newestInput(modelCreatedAt)))
                .setDecision(Decision.valueOf(advice.decision().name()))
                .setReason(advice.sentence())
                .setReasonCode(advice.reason().name())
                .setCurrency(view.currency())
                .setChannels(channels())
                .setUplift(quantiles(uplift))
                .setProbability(gain == null ? null : gain.positive())
                .setExpectedUplift(uplift == null ? null : uplift.mean())
                .setValueAtRisk(uplift == null ? null : Math.max(0, -uplift.p5()))
                .setValue(certificate == null ? null : certificate.value())
                .setUpperBound(certificate == null ? null : certificate.upperBound())
                .setModelVersion(advice.modelVersion())
                .setModelSha256(advice.modelSha256())
                .setPolicyRevision(view.policy().map(BudgetPolicy::getRevision).orElse(0L))
                .setInputOffsets(new TreeMap<>(view.seenOffsets()))
                .setCurrentTotalMicros(advice.channels().stream()
                        .mapToLong(dev.sluice.app.budget.advise.ChannelAdvice::currentMicros)
                        .sum())
                .setRecommendedTotalMicros(advice.totalMicros())
                .setPredictedUnchanged(forecast(forecasts, 0))
                .setPredicted(forecast(forecasts, 1))
                .setHistoryWeeks(view.completeWeeks())
                .build();
        return BudgetRecommendation.newBuilder(record)
                .setRecommendationId(Fingerprint.id(record))
                .build();
    }

    /** Never a clock's time: the newest statement, policy or model, or the beginning of the day that the advice is of. */
    private long newestInput(@Nullable String modelCreatedAt) {
        long newest = Math.max(view.asOf(), view.calendar().startMillis(view.today()));
        newest = Math.max(newest, view.policy().map(BudgetPolicy::getUpdatedAt).orElse(0L));
        if (modelCreatedAt != null) {
            try {
                newest = Math.max(newest, Instant.parse(modelCreatedAt).toEpochMilli());
            } catch (DateTimeException e) {
                // A card may say what it likes; then the model has no age.
                return newest;
            }
        }
        return newest;
    }

    private List<ChannelAdvice> channels() {
        Map<String, Long> rest = new HashMap<>();
        for (RestOfWeek of : advice.rest()) {
            rest.put(of.channel(), of.leftMicros());
        }
        List<ChannelAdvice> channels = new ArrayList<>();
        for (var c : advice.channels()) {
            channels.add(ChannelAdvice.newBuilder()
                    .setChannel(c.channel())
                    .setCurrentMicros(c.currentMicros())
                    .setRecommendedMicros(c.recommendedMicros())
                    .setMroas(c.slopeThen() == null ? null : c.slopeThen().mean())
                    .setMroasInterval(quantiles(c.slopeThen()))
                    .setMroasNow(c.slopeNow() == null ? null : c.slopeNow().mean())
                    .setMroasNowInterval(quantiles(c.slopeNow()))
                    .setBinding(c.binding())
                    .setWhy(c.why())
                    .setRestOfWeekMicros(rest.get(c.channel()))
                    .setExplorationMicros(exploration(c.channel()))
                    .build());
        }
        return channels;
    }

    private long exploration(String channel) {
        Exploration explored = advice.exploration();
        if (explored == null) {
            return 0;
        }
        return explored.channel().equals(channel)
                ? explored.micros()
                : explored.partner().equals(channel) ? -explored.micros() : 0;
    }

    private static @Nullable Quantiles quantiles(@Nullable Spread spread) {
        return spread == null ? null : new Quantiles(spread.p10(), spread.p50(), spread.p90());
    }

    private static @Nullable Quantiles forecast(List<Optional<WeekForecast.Revenue>> all, int at) {
        return at < all.size()
                ? all.get(at).map(revenue -> revenue.range().record()).orElse(null)
                : null;
    }
}
