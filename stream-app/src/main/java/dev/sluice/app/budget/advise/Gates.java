package dev.sluice.app.budget.advise;

import dev.sluice.app.budget.SampledResponse;
import dev.sluice.schemas.model.ModelCard.Trust;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What must hold before money is moved at all, most basic first. */
final class Gates {
    private Gates() {}

    /** Why not to act. */
    record Stop(Reason reason, String sentence) {}

    /** A model with its answer, and what it is to be judged by. */
    record Ready(ModelFacts model, SampledResponse response, Yardstick aim) {}

    /** Either a stop, or what to go on with. */
    sealed interface Passage {
        record Closed(Stop stop) implements Passage {}

        record Open(Ready ready) implements Passage {}
    }

    static Passage pass(AdviceRequest request, AdviceSettings settings) {
        ModelFacts model = request.model();
        SampledResponse response = request.response();
        if (model == null || response == null) {
            return stop(Reason.NO_MODEL, "There is no response model of this account: train and publish one.");
        }
        Yardstick aim = Yardstick.of(request.policy());
        if (aim == null) {
            return stop(
                    Reason.INFEASIBLE,
                    "The policy's objective " + request.policy().objective() + " lacks its target or margin: set it.");
        }
        if (aim.outcome() != model.outcome()) {
            return stop(
                    Reason.NO_MODEL,
                    "The policy aims at " + words(aim.outcome()) + ", but the model " + model.version() + " is one of "
                            + words(model.outcome()) + ".");
        }
        if (request.weeksOfHistory() < settings.leastWeeks()) {
            return stop(
                    Reason.SHORT_HISTORY,
                    "There are " + request.weeksOfHistory() + " complete weeks of history; advice needs "
                            + settings.leastWeeks() + ".");
        }
        if (request.ageOfDataDays() > settings.mostAgeDays()) {
            return stop(
                    Reason.STALE_DATA,
                    "The newest spend is " + request.ageOfDataDays() + " days old; advice needs spend of the last "
                            + settings.mostAgeDays() + " days.");
        }
        if (model.trust() == Trust.NO_BETTER_THAN_BASELINE) {
            return stop(
                    Reason.WEAK_MODEL,
                    "The model " + model.version() + " forecasts no better than its naive baseline.");
        }
        return new Passage.Open(new Ready(model, response, aim));
    }

    private static Passage stop(Reason reason, String sentence) {
        return new Passage.Closed(new Stop(reason, sentence));
    }

    private static String words(Outcome outcome) {
        return outcome == Outcome.REVENUE ? "revenue" : "new customers";
    }

    /**
     * Whether enough channels may move: two where the total is given, else one.
     *
     * @param unidentified what the card says of the channels whose effect is not identified
     */
    static Optional<Stop> room(SpendLimits.Within limits, boolean fixesTotal, List<ChannelFacts> unidentified) {
        if (limits.movable() >= (fixesTotal ? 2 : 1)) {
            return Optional.empty();
        }
        String kept = limits.ranges().stream()
                .filter(range -> !range.movable())
                .map(range -> range.channel() + ": " + range.most().name())
                .reduce((a, b) -> a + "; " + b)
                .orElse("no channels");
        Reason reason = cause(unidentified);
        return Optional.of(new Stop(
                reason == null ? Reason.NOTHING_TO_MOVE : reason,
                (reason == null ? "Limits leave nothing to move" : "Too few channels have an effect that can be told")
                        + " (" + kept + ")." + said(unidentified)));
    }

    private static String said(List<ChannelFacts> unidentified) {
        String said = unidentified.isEmpty() ? "" : unidentified.getFirst().sentence();
        return said.isEmpty() ? "" : " " + said;
    }

    private static @Nullable Reason cause(List<ChannelFacts> unidentified) {
        for (Reason reason : List.of(Reason.CONSTANT_SPEND, Reason.COLLINEAR)) {
            if (unidentified.stream().anyMatch(facts -> facts.codes().contains(reason.name()))) {
                return reason;
            }
        }
        boolean few = unidentified.stream()
                .flatMap(facts -> facts.codes().stream())
                .anyMatch(code -> code.toUpperCase(Locale.ROOT).equals("FEW_WEEKS"));
        if (few) {
            return Reason.SHORT_HISTORY;
        }
        return unidentified.isEmpty() ? null : Reason.WEAK_MODEL;
    }
}
