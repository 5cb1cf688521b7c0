package dev.sluice.app.files;

import java.util.List;

/** A {@code policy.yaml} that is none. */
public final class PolicyProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    PolicyProblem(List<String> faults) {
        super(String.join("; ", faults));
        this.faults = List.copyOf(faults);
    }

    /** One line a fault: {@code file:line: what is wrong}. */
    public List<String> faults() {
        return faults;
    }
}
