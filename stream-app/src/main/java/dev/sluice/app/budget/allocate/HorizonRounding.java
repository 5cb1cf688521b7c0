package dev.sluice.app.budget.allocate;

import dev.sluice.app.budget.allocate.AllocationProblem.FixedBudget;
import dev.sluice.app.budget.allocate.AllocationProblem.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rounds a plan to steps week by week, each within the limits that the rounded week before leaves it, so that shifts, bounds
 * and totals are kept to the micro.
 */
final class HorizonRounding {
    private final HorizonProblem problem;
    private final AllocationProblem flat;

    HorizonRounding(HorizonProblem problem, AllocationProblem flat) {
        this.problem = problem;
        this.flat = flat;
    }

    /** The rounded plan, [week][channel] in micros; empty where rounding leaves some week no way. */
    long[][] round(double[][] plan) {
        long[][] rounded = new long[plan.length][];
        double meant = 0;
        long spent = 0;
        for (int w = 0; w < plan.length; w++) {
            meant += Arrays.stream(plan[w]).sum();
            long total = total(w, meant, spent);
            List<Line> lines = w == 0 ? flat.lines() : lines(rounded[w - 1]);
            AllocationProblem week = new AllocationProblem(lines, new FixedBudget(total, 0), problem.stepMicros());
            if (!(Limits.of(week) instanceof Limits.Kept(Limits limits))) {
                return new long[0][];
            }
            rounded[w] = WaterFilling.toSteps(plan[w], limits, total);
            if (Limits.sum(rounded[w]) != total) {
                return new long[0][];
            }
            spent += total;
        }
        return rounded;
    }

    private long total(int week, double meant, long spent) {
        if (problem.each() == HorizonProblem.Total.EVERY_WEEK) {
            return problem.totalMicros();
        }
        long all = problem.weekTotalMicros() * problem.weeks();
        if (week == problem.weeks() - 1) {
            return all - spent;
        }
        long odd = Math.floorMod(problem.weekTotalMicros(), problem.stepMicros());
        return odd + Math.round((meant - spent - odd) / problem.stepMicros()) * problem.stepMicros();
    }

    private List<Line> lines(long[] before) {
        List<Line> lines = new ArrayList<>();
        for (int c = 0; c < before.length; c++) {
            HorizonProblem.Channel channel = problem.channels().get(c);
            Line line = flat.lines().get(c);
            long least = channel.least().micros();
            long most = channel.most().micros();
            if (problem.hasShift()) {
                least = Math.max(least, (long)
                        Math.ceil(before[c] * Math.max(0, 1 - problem.maxShift()) - 1e-9 * before[c] / 1e3));
                most = Math.min(most, (long) Math.floor(before[c] * (1 + problem.maxShift()) + 1e-9 * before[c] / 1e3));
            }
            boolean stays = line.least().micros() == line.most().micros()
                    || -Math.floorDiv(-least, problem.stepMicros()) > Math.floorDiv(most, problem.stepMicros());
            lines.add(new Line(
                    line.channel(),
                    line.curve(),
                    new Bound(stays ? before[c] : least, "least"),
                    new Bound(stays ? before[c] : most, "most")));
        }
        return lines;
    }
}
