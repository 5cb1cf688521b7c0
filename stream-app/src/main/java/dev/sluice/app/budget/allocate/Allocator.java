package dev.sluice.app.budget.allocate;

import dev.sluice.app.budget.allocate.AllocationAnswer.Infeasible;
import dev.sluice.app.budget.allocate.AllocationAnswer.Split;
import dev.sluice.app.budget.allocate.AllocationProblem.Goal;
import dev.sluice.app.budget.allocate.AllocationProblem.Line;
import dev.sluice.app.budget.allocate.AllocationProblem.TargetReturn;
import java.util.Arrays;
import java.util.List;

/**
 * Splits money over response curves: the global optimum, whatever the curves' shape, with an upper bound that proves it.
 *
 * <p>Branch and bound over concave covers finds the best split and the bound ({@link Search}), Newton's method brings it to
 * the optimum to the last digits ({@link Polish}), rounding to steps keeps sums exact to the micro ({@link Rounding}); where
 * steps are coarse, all their combinations are weighed instead ({@link CoarseSteps}). Decision 018 has the reasons and the
 * alternatives. Pure: no state, safe for use by any thread.
 */
public final class Allocator {
    private Allocator() {}

    /**
     * The best split.
     *
     * <p>A split's value is the response for {@code FixedBudget} and {@code TargetReturn}, margin x response - spend for
     * {@code MaxProfit}, and response - marginal return x spend for {@code TargetMarginalReturn}: spending goes on while the
     * next stretch of spend, however long, brings the return on average, so that an S-shaped channel's slow start is seen
     * past.
     *
     * @return a {@link Split}, or {@link Infeasible} with the conflict in one sentence
     */
    public static AllocationAnswer solve(AllocationProblem problem) {
        return switch (Limits.of(problem)) {
            case Limits.Clash(String conflict) -> new Infeasible(conflict);
            case Limits.Kept(Limits limits) -> solve(problem, limits);
        };
    }

    private static AllocationAnswer solve(AllocationProblem problem, Limits limits) {
        List<Line> lines = problem.lines();
        Goal goal = problem.goal();
        Aim aim = Aim.of(goal, limits.leastTotal(), limits.mostTotal());
        if (aim.ratio() == 0 && CoarseSteps.fit(limits)) {
            return new CoarseSteps(lines, limits, aim).solve();
        }
        double[] least = limits.leastUnits();
        double[] most = limits.mostUnits();
        Majorant[] majorants = new Majorant[lines.size()];
        for (int i = 0; i < majorants.length; i++) {
            majorants[i] = new Majorant(lines.get(i).curve(), least[i], most[i]);
        }
        Polish polish = new Polish(majorants, least, most, aim);
        Search search = new Search(majorants, polish, aim);
        if (!search.run(least, most)) {
            return new Infeasible(Conflict.ratio(aim.ratio(), bestRatio(majorants, least, most, aim)));
        }
        double[] spend = search.best();
        long[] micros = new Rounding(lines, limits, aim).round(spend);
        return split(problem, aim, micros, search.bound());
    }

    private static double bestRatio(Majorant[] majorants, double[] least, double[] most, Aim aim) {
        Hull[] hulls = new Hull[majorants.length];
        for (int i = 0; i < hulls.length; i++) {
            hulls[i] = majorants[i].hull(least[i], most[i]);
        }
        return new Relaxation(hulls.length).bestRatio(hulls, aim);
    }

    private static AllocationAnswer split(AllocationProblem problem, Aim aim, long[] micros, double bound) {
        double response = 0;
        for (int i = 0; i < micros.length; i++) {
            response += problem.lines().get(i).curve().at(micros[i] / 1e6);
        }
        double total = Limits.sum(micros) / 1e6;
        if (problem.goal() instanceof TargetReturn target && !aim.reachesRatio(response, total)) {
            return new Infeasible(Conflict.ratio(target.returnOnSpend(), response / total));
        }
        double value = aim.value(response, total);
        // The last digits of a sum are the computer's, not the bound's.
        double bits = 1e-12 * aim.gain() * response;
        return new Split(Arrays.stream(micros).boxed().toList(), value, Math.max(bound + bits, value));
    }
}
