package dev.sluice.app.budget.advise;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an account should do with its budget, and why.
 *
 * @param week Monday of the week that it is for
 * @param sentence one sentence that says why
 * @param rest what is left for each channel in the running week
 * @param uplift gain in the weekly outcome (revenue or customers) over the same total split as now; null where nothing
 *     credible can be said
 * @param gain the same in what the policy aims at (revenue, profit, ...); its probability is what the decision rests on
 * @param certificate null where nothing was optimised
 * @param exploration null without
 * @param modelVersion empty without a model
 * @param modelSha256 empty without a model
 */
public record Advice(
        String account,
        LocalDate week,
        String currency,
        Reason reason,
        String sentence,
        List<ChannelAdvice> channels,
        List<RestOfWeek> rest,
        @Nullable Spread uplift,
        @Nullable Spread gain,
        @Nullable Certificate certificate,
        @Nullable Exploration exploration,
        String modelVersion,
        String modelSha256,
        long policyRevision) {
    public Advice {
        channels = List.copyOf(channels);
        rest = List.copyOf(rest);
    }

    public Decision decision() {
        return reason.decision();
    }

    /** Recommended over all channels. */
    public long totalMicros() {
        return channels.stream().mapToLong(ChannelAdvice::recommendedMicros).sum();
    }
}
