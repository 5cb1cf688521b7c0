package dev.sluice.app.budget.advise;

/**
 * What makes advice careful, beyond the policy. The defaults were measured (decision 019).
 *
 * @param leastWeeks complete weeks of history below which no advice acts: with less than a year, season and media look
 *     alike
 * @param mostAgeDays age of the newest data above which no advice acts
 * @param seenRange how far above the largest weekly spend in training a channel may go, as a factor
 * @param caution how many standard deviations of a plan's gain are taken off its mean when plans are compared
 * @param overconfidence how much wider than its draws say a gain is taken to be; 1 where the model's intervals hold what they promise
 * @param directionalConfidence least probability of a gain where the model's verdict is DIRECTIONAL
 * @param leastGain least expected gain worth a change, as a share of what the media bring
 * @param margin how far a standing advice's probability may fall below the confidence before it is withdrawn
 * @param materialGain least expected gain over a standing advice that is worth another, as a share of what the media bring
 */
public record AdviceSettings(
        int leastWeeks,
        int mostAgeDays,
        double seenRange,
        double caution,
        double overconfidence,
        double directionalConfidence,
        double leastGain,
        double margin,
        double materialGain) {
    /** What holds without other settings. */
    public static AdviceSettings defaults() {
        return new AdviceSettings(52, 14, 1.25, 0.5, 1, 0.8, 0.001, 0.05, 0.002);
    }
}
