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
 * @param model what a response model says of it; null where the curves come from elsewhere
 */
record AllocationReport(
        AllocationProblem problem,
        List<Candidate> candidates,
        Split optimum,
        List<Outcome> outcomes,
        boolean hasCurves,
        @Nullable ModelReport model) {

    /** The same with what a response model says of it. */
    AllocationReport by(ModelPlanning planning) {
        long total = optimum.spendMicros().stream().mapToLong(Long::longValue).sum();
        ModelReport said = planning.report(problem, recommended(), total);
        return new AllocationReport(problem, candidates, optimum, outcomes, hasCurves, said);
    }

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

    /** What a channel brings in the recommended split: the model's own word, else the curve's. */
    double response(int channel, long spendMicros) {
        ModelFigures figures = figures();
        return figures == null
                ? candidates.get(channel).curve().at(spendMicros / 1e6)
                : figures.responses().get(channel);
    }

    /** What the next unit of spend brings there. */
    double marginalReturn(int channel, long spendMicros) {
        ModelFigures figures = figures();
        return figures == null
                ? candidates.get(channel).curve().slope(spendMicros / 1e6)
                : figures.marginals().get(channel).mean();
    }

    /** What the recommended split brings. */
    double response(Applied recommended) {
        ModelFigures figures = figures();
        return figures == null ? recommended.response() : figures.response();
    }

    /** The model's own figures of the recommended split; null without a model. */
    @Nullable
    ModelFigures figures() {
        return model == null ? null : model.figures();
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
