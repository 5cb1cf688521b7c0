package dev.sluice.app.files;

import java.util.List;

/** A {@code policy.yaml} that is none; the message has a line for every fault, each with its place. */
public final class PolicyProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PolicyProblem(List<String> faults) {
        super(String.join(System.lineSeparator(), faults));
    }
}
