package dev.sluice.app.budget.advise;

/** What a response model's outcome is. */
public enum Outcome {
    /** Weekly revenue, currency units. */
    REVENUE,
    /** New customers a week. */
    CUSTOMERS
}
