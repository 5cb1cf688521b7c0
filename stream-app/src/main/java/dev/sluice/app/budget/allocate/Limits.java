package dev.sluice.app.budget.allocate;

import dev.sluice.app.budget.allocate.AllocationProblem.FixedBudget;
import dev.sluice.app.budget.allocate.AllocationProblem.Line;
import dev.sluice.app.budget.allocate.AllocationProblem.MaxProfit;
import dev.sluice.app.budget.allocate.AllocationProblem.TargetMarginalReturn;
import dev.sluice.app.budget.allocate.AllocationProblem.TargetReturn;
import java.util.Arrays;
import java.util.List;

/**
 * The limits of a problem in micros, each as tight as the others make it: what the total leaves for a channel when all
 * others have their least, and steps, count.
 *
 * @param least by channel, a multiple of the step where the channel is not locked
 * @param most by channel, likewise
 * @param leastTotal a total that can be reached
 * @param mostTotal a total that can be reached
 * @param stepMicros distance of allowed spends
 */
record Limits(long[] least, long[] most, long leastTotal, long mostTotal, long stepMicros) {

    /** What came of reading a problem: limits that can be kept, or a conflict between them. */
    sealed interface Reading {}

    record Kept(Limits limits) implements Reading {}

    record Clash(String conflict) implements Reading {}

    static Reading of(AllocationProblem problem) {
        List<Line> lines = problem.lines();
        long[] least = new long[lines.size()];
        long[] most = new long[lines.size()];
        for (int i = 0; i < least.length; i++) {
            Line line = lines.get(i);
            if (line.least().micros() > line.most().micros() || line.most().micros() < 0) {
                return new Clash(Conflict.bounds(line));
            }
            least[i] = Math.max(0, line.least().micros());
            most[i] = line.most().micros();
            if (least[i] < most[i]) {
                least[i] = -Math.floorDiv(-least[i], problem.stepMicros()) * problem.stepMicros();
                most[i] = Math.floorDiv(most[i], problem.stepMicros()) * problem.stepMicros();
                if (least[i] > most[i]) {
                    return new Clash(Conflict.step(line, problem.stepMicros()));
                }
            }
        }
        return totals(problem, least, most);
    }

    private static Reading totals(AllocationProblem problem, long[] least, long[] most) {
        long[] asked = asked(problem.goal());
        long sumLeast = sum(least);
        long sumMost = sum(most);
        if (asked[0] > asked[1] || asked[1] < 0) {
            return new Clash(Conflict.total(asked[0], asked[1]));
        }
        if (sumLeast > asked[1]) {
            return new Clash(Conflict.minimums(problem, sumLeast, asked[1]));
        }
        if (sumMost < asked[0]) {
            return new Clash(Conflict.maximums(problem, sumMost, asked[0]));
        }
        // Every reachable total is that of the minimums and so many steps.
        long step = problem.stepMicros();
        long low = sumLeast + -Math.floorDiv(-Math.max(0, asked[0] - sumLeast), step) * step;
        long high = sumLeast + Math.floorDiv(Math.min(asked[1], sumMost) - sumLeast, step) * step;
        if (low > high) {
            return new Clash(Conflict.steps(problem, asked[0], asked[1], high, low));
        }
        return new Kept(tight(least, most, low, high, step));
    }

    private static long[] asked(AllocationProblem.Goal goal) {
        return switch (goal) {
            case FixedBudget budget ->
                new long[] {
                    Math.max(0, budget.totalMicros() - budget.slackMicros()),
                    Math.addExact(budget.totalMicros(), budget.slackMicros())
                };
            case MaxProfit profit -> new long[] {profit.leastMicros(), profit.mostMicros()};
            case TargetReturn target -> new long[] {target.leastMicros(), target.mostMicros()};
            case TargetMarginalReturn target -> new long[] {target.leastMicros(), target.mostMicros()};
        };
    }

    private static Limits tight(long[] least, long[] most, long low, long high, long step) {
        long sumLeast = sum(least);
        long sumMost = sum(most);
        long[] tightLeast = new long[least.length];
        long[] tightMost = new long[least.length];
        for (int i = 0; i < least.length; i++) {
            tightMost[i] = Math.min(most[i], least[i] + (high - sumLeast));
            // An endless sum of maximums leaves every channel its own minimum.
            tightLeast[i] = sumMost == Long.MAX_VALUE ? least[i] : Math.max(least[i], most[i] - (sumMost - low));
        }
        return new Limits(tightLeast, tightMost, low, high, step);
    }

    static long sum(long[] amounts) {
        long sum = 0;
        for (long amount : amounts) {
            sum = sum + amount < 0 ? Long.MAX_VALUE : sum + amount;
        }
        return sum;
    }

    int channels() {
        return least.length;
    }

    double[] leastUnits() {
        return Arrays.stream(least).mapToDouble(micros -> micros / 1e6).toArray();
    }

    double[] mostUnits() {
        return Arrays.stream(most).mapToDouble(micros -> micros / 1e6).toArray();
    }
}
