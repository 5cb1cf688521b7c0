package dev.sluice.app.budget;

import dev.sluice.event.BudgetRecommendation;

/** What one account is advised, and what its response model says of its past. Models on loan are given back on close. */
interface Adviser extends AutoCloseable {
    /** The advice for this state of the account: no clock and no earlier advice goes in. */
    BudgetRecommendation advise(AccountView view);

    /** The response model's word on other spends of past weeks. */
    Counterfactual counterfactual(AccountView view);

    @Override
    void close();
}
