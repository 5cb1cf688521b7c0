package dev.sluice.app.command;

import dev.sluice.app.budget.allocate.AllocationAnswer.Split;
import dev.sluice.app.budget.allocate.AllocationProblem;
import dev.sluice.app.budget.allocate.AllocationProblem.Line;
import dev.sluice.app.budget.allocate.PolicyLimits.Candidate;
import dev.sluice.app.budget.allocate.Strategies.Applied;
import dev.sluice.app.budget.allocate.Strategies.Outcome;
import dev.sluice.app.budget.allocate.Strategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code optimize} has to say.
 *
 * @param outcomes of the strategies asked for, in order; the first that can be followed is recommended
 * @param hasCurves false where only the past is known, and no response can be told
 */
record AllocationReport(
        AllocationProblem problem,
        List<Candidate> candidates,
        Split optimum,
        List<Outcome> outcomes,
        boolean hasCurves) {

    /** The split that is recommended; null where none of the strategies can be followed. */
    @Nullable
    Applied recommended() {
        return outcomes.stream()
                .filter(Applied.class::isInstance)
                .map(Applied.class::cast)
                .findFirst()
                .orElse(null);
    }

    /** Whether the recommended split is the optimum, so that the certificate is about it. */
    boolean isOptimal() {
        Applied recommended = recommended();
        return hasCurves && recommended != null && recommended.strategy() == Strategy.OPTIMAL;
    }

    /** The name of the limit that holds a channel; null where none does. */
    @Nullable
    String binding(int channel, long spendMicros) {
        Line line = problem.lines().get(channel);
        if (spendMicros == line.least().micros()) {
            return line.least().name();
        }
        return spendMicros == line.most().micros() ? line.most().name() : null;
    }

    /** What the present spend brings on the curves; null where it is not known of every channel. */
    @Nullable
    Double currentResponse() {
        double sum = 0;
        for (Candidate candidate : candidates) {
            Long current = candidate.currentMicros();
            if (current == null || !hasCurves) {
                return null;
            }
            sum += candidate.curve().at(current / 1e6);
        }
        return sum;
    }
}
