package dev.sluice.app.budget.verify;

/** What advice must not break. */
public enum Rule {
    /** HOLD changes nothing. */
    UNCHANGED,
    /** The total is the budget (or what is spent now), less what the step leaves over; at most the budget where a target decides. */
    TOTAL,
    /** No channel below the policy's minimum, or below 0. */
    MINIMUM,
    /** No channel above the policy's maximum. */
    MAXIMUM,
    /** A locked channel keeps its spend. */
    LOCK,
    /** What changes is a multiple of the policy's step. */
    STEP,
    /** No channel changes by more than the policy's share, unless its minimum or maximum asks for it. */
    WEEKLY_SHIFT,
    /** No channel starts that was never spent on, unless as declared exploration. */
    NEW_CHANNEL,
    /** What is moved to learn is declared, moves between channels, and is within the policy's share. */
    EXPLORATION_SHARE,
    /** What the advice is compared with is the spend of now, or keeps the limits itself. */
    REFERENCE,
    /** The advice without its exploration is expected to do no worse than what it is compared with. */
    REGRESSION
}
