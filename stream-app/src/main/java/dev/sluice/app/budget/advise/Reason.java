package dev.sluice.app.budget.advise;

/** Why advice acts or holds. */
public enum Reason {
    /** ACT: the move gains credibly. */
    CREDIBLE_UPLIFT(Decision.ACT),
    /** ACT: the spend of now breaks the policy's budget or limits; money follows the policy. */
    POLICY(Decision.ACT),
    /** ACT: no credible gain, but a declared share of the budget is spent on learning. */
    EXPLORATION(Decision.ACT),
    /** HOLD: no response model, or none of what the policy aims at. */
    NO_MODEL(Decision.HOLD),
    /** HOLD: too few complete weeks. */
    SHORT_HISTORY(Decision.HOLD),
    /** HOLD: the newest data are too old. */
    STALE_DATA(Decision.HOLD),
    /** HOLD: the model does not beat its baseline, or the data say too little of its channels. */
    WEAK_MODEL(Decision.HOLD),
    /** HOLD: spend hardly ever changed, so nothing can be learned from it. */
    CONSTANT_SPEND(Decision.HOLD),
    /** HOLD: channels moved together, so their effects can't be told apart. */
    COLLINEAR(Decision.HOLD),
    /** HOLD: the policy's limits clash. */
    INFEASIBLE(Decision.HOLD),
    /** HOLD: limits and locks leave nothing to move. */
    NOTHING_TO_MOVE(Decision.HOLD),
    /** HOLD: the budget of now is as good as any. */
    NOTHING_TO_GAIN(Decision.HOLD),
    /** HOLD: a gain is expected, but it may as well be a loss. */
    UPLIFT_WITHIN_NOISE(Decision.HOLD),
    /** HOLD: the verifier refused the advice. */
    VERIFIER(Decision.HOLD);

    private final Decision decision;

    Reason(Decision decision) {
        this.decision = decision;
    }

    public Decision decision() {
        return decision;
    }
}
