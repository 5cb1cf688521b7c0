package dev.sluice.trainer.evaluate;

import dev.sluice.trainer.response.ResponseDiagnostics.Finding;
import dev.sluice.trainer.response.ResponseDiagnostics.Gain;
import dev.sluice.trainer.response.ResponseDiagnostics.Rolling;
import dev.sluice.trainer.response.ResponseDiagnostics.Trust;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The judgement in one sentence. Two questions count: does the model forecast weeks it has not seen better than naive
 * forecasts do, and do the channels' effects show in the history at all. In weeks of steady budgets a good model forecasts
 * no better than last month's mean does, so that strong evidence in the history makes up for a draw on the forecasts.
 */
record ResponseVerdict(Trust trust, String reason) {
    /** Odds of twenty to one; what spend that does nothing reaches in one history of fifty. */
    private static final double EVIDENCE = 3;

    /**
     * Judges.
     *
     * @param tested whether experiments say what the history may not
     */
    static ResponseVerdict of(
            Rolling rolling, double mediaR2, double mediaEvidence, boolean tested, List<Finding> warnings) {
        if (rolling.weeks() == 0) {
            return new ResponseVerdict(
                    Trust.DIRECTIONAL, "The history is too short to try the model on weeks it has not seen");
        }
        if (warnings.stream().anyMatch(each -> each.code().equals("LEAK"))) {
            return new ResponseVerdict(
                    Trust.NO_BETTER_THAN_BASELINE,
                    "A control gives the outcome away, so that forecasts prove nothing and media get what it leaves; see the"
                            + " warnings");
        }
        if (mediaEvidence < EVIDENCE && !tested) {
            return new ResponseVerdict(
                    Trust.NO_BETTER_THAN_BASELINE,
                    String.format(
                            Locale.ROOT,
                            "Nothing tells the channels' effect from none: with their spend the history is hardly likelier than"
                                    + " without (log-likelihood %+.1f, needs %+.0f)",
                            mediaEvidence,
                            EVIDENCE));
        }
        String best = best(rolling);
        Gain gain = rolling.gains().get(best);
        String compared = String.format(
                Locale.ROOT,
                "On the %d weeks it had not seen the model is off by %,.4g, the best naive forecast (%s) by %,.4g",
                rolling.weeks(),
                rolling.model().getOrDefault("mae", Double.NaN),
                best,
                rolling.naive().getOrDefault(best, Map.of()).get("mae"));
        if (gain == null || !(gain.high() > 0) || gain.mae() <= 0 && mediaEvidence < EVIDENCE) {
            return new ResponseVerdict(Trust.NO_BETTER_THAN_BASELINE, compared);
        }
        if (gain.mae() <= 0) {
            return new ResponseVerdict(
                    Trust.DIRECTIONAL, compared + ", but the channels' effects show over the whole history");
        }
        return gain.low() > 0 && mediaR2 > 0
                ? new ResponseVerdict(Trust.TRUSTED, compared)
                : new ResponseVerdict(Trust.DIRECTIONAL, compared + ", which may be chance");
    }

    /** The naive forecast that is off least. */
    private static String best(Rolling rolling) {
        return rolling.naive().entrySet().stream()
                .filter(each -> !each.getKey().equals(RollingForecast.NO_MEDIA))
                .min(Map.Entry.comparingByValue(
                        Comparator.comparingDouble(metrics -> metrics.getOrDefault("mae", Double.POSITIVE_INFINITY))))
                .map(Map.Entry::getKey)
                .orElse(RollingForecast.LAST_WEEK);
    }
}
