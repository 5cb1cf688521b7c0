package dev.sluice.app.budget;

import dev.sluice.app.budget.advise.Advice;
import dev.sluice.app.budget.advise.AdviceRequest;
import dev.sluice.app.budget.advise.AdviceSettings;
import dev.sluice.app.budget.advise.Materiality;
import dev.sluice.event.BudgetRecommendation;
import org.jspecify.annotations.Nullable;

/** Advice, what it was made from, and how it lies on the topics. */
record Advised(AdviceRequest request, Advice advice, BudgetRecommendation record) {
    private static final Materiality MATERIALITY = new Materiality(AdviceSettings.defaults());

    /** Whether it is worth telling while another stands. */
    boolean isNews(@Nullable StandingAdvice standing) {
        return MATERIALITY.publish(standing == null ? null : standing.advice(request.account()), advice, request);
    }
}
