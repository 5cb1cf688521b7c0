package dev.sluice.app.files;

import java.util.List;

/** A policy file that can't be used, with all its faults. */
public final class PolicyProblem extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    PolicyProblem(List<String> faults) {
        super(String.join("; ", faults));
        this.faults = List.copyOf(faults);
    }

    /** One line a fault: {@code file:line: what is wrong and what would be right}. */
    public List<String> faults() {
        return faults;
    }
}
