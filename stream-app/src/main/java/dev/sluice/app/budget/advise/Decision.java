package dev.sluice.app.budget.advise;

/** What to do. */
public enum Decision {
    /** Spend as recommended. */
    ACT,
    /** Leave the budget as it is. */
    HOLD
}
