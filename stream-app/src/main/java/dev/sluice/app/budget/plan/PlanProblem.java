package dev.sluice.app.budget.plan;

/** There is no plan; the message says why in one line, for whoever asked. */
public final class PlanProblem extends Exception {
    private static final long serialVersionUID = 1L;

    /** Whose turn it is. */
    public enum Kind {
        /** The question lacks something, or doesn't go with the model. */
        INCOMPLETE,
        /** The limits or the model leave no answer. */
        IMPOSSIBLE
    }

    private final Kind kind;

    private PlanProblem(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    private PlanProblem(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    static PlanProblem incomplete(String message) {
        return new PlanProblem(Kind.INCOMPLETE, message);
    }

    static PlanProblem incomplete(String message, Throwable cause) {
        return new PlanProblem(Kind.INCOMPLETE, message, cause);
    }

    static PlanProblem impossible(String message) {
        return new PlanProblem(Kind.IMPOSSIBLE, message);
    }

    public Kind kind() {
        return kind;
    }
}
