package dev.sluice.app.budget.plan;

import dev.sluice.app.budget.allocate.AllocationAnswer;
import dev.sluice.app.budget.allocate.AllocationAnswer.Split;
import dev.sluice.app.budget.allocate.AllocationProblem;
import dev.sluice.app.budget.allocate.AllocationProblem.Line;
import dev.sluice.app.budget.allocate.Allocator;
import dev.sluice.app.budget.allocate.PolicyLimits;
import dev.sluice.app.budget.allocate.PolicyLimits.Candidate;
import dev.sluice.app.budget.allocate.Strategies;
import dev.sluice.app.budget.allocate.Strategies.Applied;
import dev.sluice.app.budget.allocate.Strategies.Outcome;
import dev.sluice.app.budget.allocate.Strategy;
import dev.sluice.app.budget.allocate.TrackRecord;
import dev.sluice.event.BudgetPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say of a split.
 *
 * @param outcomes of the strategies asked for, in order; the first that can be followed is recommended
 * @param hasCurves false where only the past is known, and no response can be told
 * @param model what a response model says of it; null where the curves come from elsewhere
 */
public record AllocationReport(
        AllocationProblem problem,
        List<Candidate> candidates,
        Split optimum,
        List<Outcome> outcomes,
        boolean hasCurves,
        @Nullable ModelReport model) {

    /**
     * The split that a policy asks for.
     *
     * @throws PlanProblem where the policy lacks an amount or its limits clash
     */
    public static AllocationReport of(
            BudgetPolicy policy,
            List<Candidate> candidates,
            List<Strategy> strategies,
            TrackRecord past,
            boolean hasCurves)
            throws PlanProblem {
        AllocationProblem problem = problem(policy, candidates);
        Split optimum =
                switch (Allocator.solve(problem)) {
                    case Split split -> split;
                    case AllocationAnswer.Infeasible(String conflict) -> throw PlanProblem.impossible(conflict);
                };
        List<Outcome> outcomes = Strategies.compare(problem, past, strategies);
        return new AllocationReport(problem, candidates, optimum, outcomes, hasCurves, null);
    }

    private static AllocationProblem problem(BudgetPolicy policy, List<Candidate> candidates) throws PlanProblem {
        try {
            return new PolicyLimits(policy).problem(candidates);
        } catch (PolicyLimits.Incomplete e) {
            throw PlanProblem.incomplete("The plan is not complete: " + e.getMessage(), e);
        }
    }

    /** The same with what a response model says of it. */
    public AllocationReport by(ModelPlanning planning) throws PlanProblem {
        long total = optimum.spendMicros().stream().mapToLong(Long::longValue).sum();
        ModelReport said = planning.report(problem, recommended(), total);
        return new AllocationReport(problem, candidates, optimum, outcomes, hasCurves, said);
    }

    /** The split that is recommended; null where none of the strategies can be followed. */
    public @Nullable Applied recommended() {
        return outcomes.stream()
                .filter(Applied.class::isInstance)
                .map(Applied.class::cast)
                .findFirst()
                .orElse(null);
    }

    /** Whether the recommended split is the optimum, so that the certificate is about it. */
    public boolean isOptimal() {
        Applied recommended = recommended();
        return hasCurves && recommended != null && recommended.strategy() == Strategy.OPTIMAL;
    }

    /** The name of the limit that holds a channel; null where none does. */
    public @Nullable String binding(int channel, long spendMicros) {
        Line line = problem.lines().get(channel);
        if (spendMicros == line.least().micros()) {
            return line.least().name();
        }
        return spendMicros == line.most().micros() ? line.most().name() : null;
    }

    /** What a channel brings in the recommended split: the model's own word, else the curve's. */
    public double response(int channel, long spendMicros) {
        ModelFigures figures = figures();
        return figures == null
                ? candidates.get(channel).curve().at(spendMicros / 1e6)
                : figures.responses().get(channel);
    }

    /** What the next unit of spend brings there. */
    public double marginalReturn(int channel, long spendMicros) {
        ModelFigures figures = figures();
        return figures == null
                ? candidates.get(channel).curve().slope(spendMicros / 1e6)
                : figures.marginals().get(channel).mean();
    }

    /** What the recommended split brings. */
    public double response(Applied recommended) {
        ModelFigures figures = figures();
        return figures == null ? recommended.response() : figures.response();
    }

    /** The model's own figures of the recommended split; null without a model. */
    public @Nullable ModelFigures figures() {
        return model == null ? null : model.figures();
    }

    /** What the present spend brings on the curves; null where it is not known of every channel. */
    public @Nullable Double currentResponse() {
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
