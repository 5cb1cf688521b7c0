package dev.sluice.app.budget.plan;

import dev.sluice.app.budget.SampledResponse;
import dev.sluice.app.budget.allocate.AllocationProblem;
import dev.sluice.app.budget.allocate.AllocationProblem.Line;
import dev.sluice.app.budget.allocate.Bound;
import dev.sluice.app.budget.allocate.HorizonAnswer;
import dev.sluice.app.budget.allocate.HorizonPlanner;
import dev.sluice.app.budget.allocate.HorizonProblem;
import dev.sluice.app.budget.allocate.HorizonProblem.Draw;
import dev.sluice.app.budget.allocate.HorizonProblem.Total;
import dev.sluice.app.budget.allocate.PolicyLimits;
import dev.sluice.app.budget.allocate.PolicyLimits.Candidate;
import dev.sluice.app.budget.allocate.SampledCurve;
import dev.sluice.event.BudgetPolicy;
import java.util.ArrayList;
import java.util.List;

/** A plan week by week by a response model: its draws' carry-over and effects, thinned to as many as the planner needs. */
final class WeekPlanning {
    private static final int DRAWS = 16;

    private final HeldSpend held;
    private final SpendState start;
    private final SampledResponse sampled;
    private final BudgetPolicy policy;

    /** A planner; the samples lend their grids of spend. */
    WeekPlanning(HeldSpend held, SpendState start, SampledResponse sampled, BudgetPolicy policy) {
        this.held = held;
        this.start = start;
        this.sampled = sampled;
        this.policy = policy;
    }

    /**
     * The plan.
     *
     * @param split of the first week, with the weekly shift among its bounds
     * @param total of every week, in micros
     */
    HorizonAnswer.Plan plan(AllocationProblem split, List<Candidate> candidates, long total) throws PlanProblem {
        List<Line> lines = everyWeek(candidates);
        double[][][] carryOver = held.carryOver();
        double[][][] effects = effects();
        List<HorizonProblem.Channel> channels = new ArrayList<>();
        for (int c = 0; c < lines.size(); c++) {
            channels.add(channel(c, split.lines().get(c), lines.get(c), draws(c, carryOver[c], effects)));
        }
        HorizonProblem problem = new HorizonProblem(
                channels, held.weeks(), policy.getMaxWeeklyShift(), total, Total.EVERY_WEEK, policy.getStepMicros());
        return switch (HorizonPlanner.solve(problem)) {
            case HorizonAnswer.Plan plan -> plan;
            case HorizonAnswer.Infeasible(String conflict) ->
                throw PlanProblem.impossible("No plan week by week: " + conflict);
        };
    }

    /** The policy's bounds without those of the shift, which the planner sets itself from week to week. */
    private List<Line> everyWeek(List<Candidate> candidates) throws PlanProblem {
        BudgetPolicy unshifted = BudgetPolicy.newBuilder(policy)
                .setMaxWeeklyShift(Double.POSITIVE_INFINITY)
                .build();
        try {
            return new PolicyLimits(unshifted).problem(candidates).lines();
        } catch (PolicyLimits.Incomplete e) {
            throw PlanProblem.incomplete("The plan is not complete: " + e.getMessage(), e);
        }
    }

    private HorizonProblem.Channel channel(int c, Line first, Line always, List<Draw> draws) {
        SpendState.Channel channel = start.channels().get(c);
        boolean stays = first.least().micros() == first.most().micros();
        // Without carry-over there is no week before in the pipe, but the shift counts from it all the same.
        double[] before =
                channel.beforeMicros().isEmpty() ? new double[] {channel.currentMicros() / 1e6} : channel.before();
        Bound least = stays ? first.least() : always.least();
        Bound most = stays ? first.most() : always.most();
        return new HorizonProblem.Channel(channel.name(), draws, before, least, most);
    }

    /** A channel's draws, evenly thinned. */
    private List<Draw> draws(int c, double[][] carryOver, double[][][] effects) {
        int count = Math.min(DRAWS, carryOver.length);
        double[] grid = sampled.grid(c);
        List<Draw> draws = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int s = (int) ((2L * i + 1) * carryOver.length / (2L * count));
            double[] effect = new double[grid.length];
            for (int point = 0; point < grid.length; point++) {
                // Media effects are never negative; what falls is a float's rounding.
                effect[point] = Math.max(effects[point][c][s], point == 0 ? 0 : effect[point - 1]);
            }
            draws.add(new Draw(carryOver[s], SampledCurve.of(grid, effect)));
        }
        return draws;
    }

    /** Effects of steady spend at every point of the grids: [point][channel][draw]. */
    private double[][][] effects() throws PlanProblem {
        int channels = start.channels().size();
        double[][] points = new double[sampled.points(0)][channels];
        for (int c = 0; c < channels; c++) {
            for (int point = 0; point < points.length; point++) {
                points[point][c] = sampled.spend(c, point);
            }
        }
        return held.steady(points);
    }
}
