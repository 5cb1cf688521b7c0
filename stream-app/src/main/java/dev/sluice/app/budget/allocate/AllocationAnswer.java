package dev.sluice.app.budget.allocate;

import java.util.List;

/** What the allocator says. */
public sealed interface AllocationAnswer {
    /**
     * A split that keeps every limit.
     *
     * @param spendMicros by channel, in the problem's order
     * @param value what the goal makes most of: response, or profit
     * @param upperBound no split that keeps the limits has a value above this; upperBound - value certifies the answer
     */
    record Split(List<Long> spendMicros, double value, double upperBound) implements AllocationAnswer {
        public Split {
            spendMicros = List.copyOf(spendMicros);
        }
    }

    /** No split keeps all limits; the conflict names those that clash, with their amounts. */
    record Infeasible(String conflict) implements AllocationAnswer {}
}
