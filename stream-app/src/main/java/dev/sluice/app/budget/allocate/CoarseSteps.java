package dev.sluice.app.budget.allocate;

import dev.sluice.app.budget.allocate.AllocationAnswer.Split;
import dev.sluice.app.budget.allocate.AllocationProblem.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The best split where there are so few steps that dynamic programming over all of them is quick, and where rounding a
 * smooth optimum could miss the best by more than a hair. Exact, so that its bound is its value.
 */
final class CoarseSteps {
    private static final long MOST_STEPS = 300;

    private final List<Line> lines;
    private final Limits limits;
    private final Aim aim;

    CoarseSteps(List<Line> lines, Limits limits, Aim aim) {
        this.lines = lines;
        this.limits = limits;
        this.aim = aim;
    }

    /** Whether the money above all minimums is at most a few hundred steps. */
    static boolean fit(Limits limits) {
        return (limits.mostTotal() - Limits.sum(limits.least())) / limits.stepMicros() <= MOST_STEPS;
    }

    Split solve() {
        long start = Limits.sum(limits.least());
        int all = (int) ((limits.mostTotal() - start) / limits.stepMicros());
        int needed = (int) ((limits.leastTotal() - start) / limits.stepMicros());
        double[] best = new double[all + 1];
        Arrays.fill(best, Double.NEGATIVE_INFINITY);
        best[0] = 0;
        int[][] taken = new int[lines.size()][];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = new int[all + 1];
            best = with(i, best, taken[i]);
        }
        int total = needed;
        for (int steps = needed; steps <= all; steps++) {
            if (value(best, steps, start) > value(best, total, start)) {
                total = steps;
            }
        }
        return split(taken, total, value(best, total, start));
    }

    private double value(double[] best, int steps, long start) {
        return aim.value(best[steps], (start + steps * limits.stepMicros()) / 1e6);
    }

    private double[] with(int channel, double[] before, int[] taken) {
        int room = (int)
                Math.min(before.length - 1L, (limits.most()[channel] - limits.least()[channel]) / limits.stepMicros());
        double[] response = new double[room + 1];
        for (int steps = 0; steps <= room; steps++) {
            long micros = limits.least()[channel] + steps * limits.stepMicros();
            response[steps] = lines.get(channel).curve().at(micros / 1e6);
        }
        double[] after = new double[before.length];
        Arrays.fill(after, Double.NEGATIVE_INFINITY);
        for (int total = 0; total < after.length; total++) {
            for (int steps = 0; steps <= Math.min(room, total); steps++) {
                double sum = before[total - steps] + response[steps];
                if (sum > after[total]) {
                    after[total] = sum;
                    taken[total] = steps;
                }
            }
        }
        return after;
    }

    private Split split(int[][] taken, int total, double value) {
        long[] micros = new long[taken.length];
        int left = total;
        for (int i = taken.length - 1; i >= 0; i--) {
            micros[i] = limits.least()[i] + taken[i][left] * limits.stepMicros();
            left -= taken[i][left];
        }
        return new Split(new ArrayList<>(Arrays.stream(micros).boxed().toList()), value, value);
    }
}
