package dev.sluice.app.budget.advise;

import dev.sluice.app.budget.Policy;
import dev.sluice.app.budget.SampledResponse;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that advice is made from.
 *
 * @param week Monday of the week that the advice is for
 * @param daysLeft days of the running week that are still to come, 0 to 7; advice for them is part of the answer
 * @param weeksOfHistory complete weeks with spend and outcome
 * @param ageOfDataDays days since the newest day with spend
 * @param model null without a model of this account's responses
 * @param response what that model answered; null without one
 */
public record AdviceRequest(
        String account,
        LocalDate week,
        String currency,
        int daysLeft,
        int weeksOfHistory,
        int ageOfDataDays,
        List<ChannelState> channels,
        Policy policy,
        @Nullable ModelFacts model,
        @Nullable SampledResponse response) {
    public AdviceRequest {
        channels = List.copyOf(channels);
    }
}
