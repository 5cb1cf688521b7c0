package dev.sluice.app.budget.advise;

import dev.sluice.app.budget.allocate.AllocationAnswer;
import dev.sluice.app.budget.allocate.AllocationProblem;
import dev.sluice.app.budget.allocate.AllocationProblem.FixedBudget;
import dev.sluice.app.budget.allocate.AllocationProblem.Goal;
import dev.sluice.app.budget.allocate.AllocationProblem.Line;
import dev.sluice.app.budget.allocate.AllocationProblem.MaxProfit;
import dev.sluice.app.budget.allocate.AllocationProblem.TargetMarginalReturn;
import dev.sluice.app.budget.allocate.AllocationProblem.TargetReturn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;

/** A dynamic program over a coarse grid of multiples of the step: slow, simple, and within the limits. */
record GridAllocator(int cells) implements Function<AllocationProblem, AllocationAnswer> {
    @Override
    public AllocationAnswer apply(AllocationProblem problem) {
        List<Line> lines = problem.lines();
        long least = lines.stream().mapToLong(line -> line.least().micros()).sum();
        long most = lines.stream().mapToLong(line -> line.most().micros()).sum();
        return switch (problem.goal()) {
            case FixedBudget(long total, long slack) ->
                total < least - slack || total > most + slack
                        ? new AllocationAnswer.Infeasible("total " + total + " is not within " + least + " to " + most)
                        : solve(problem, total, total, (response, spend) -> response);
            case MaxProfit(double margin, long low, long high) ->
                solve(problem, low, high, (response, spend) -> margin * response - spend);
            case TargetMarginalReturn(double rate, long low, long high) ->
                solve(problem, low, high, (response, spend) -> response - rate * spend);
            case TargetReturn(double rate, long low, long high) ->
                solve(
                        problem,
                        low,
                        high,
                        (response, spend) -> response >= rate * spend ? response : Double.NEGATIVE_INFINITY);
        };
    }

    private AllocationAnswer solve(AllocationProblem problem, long low, long high, DoubleBinaryOperator value) {
        List<Line> lines = problem.lines();
        long least = lines.stream().mapToLong(line -> line.least().micros()).sum();
        long most = Math.min(high, lines.stream().mapToLong(line -> line.most().micros()).sum());
        long step = problem.stepMicros();
        long unit = Math.max(step, Math.ceilDiv(Math.ceilDiv(most - least, cells), step) * step);
        int size = (int) ((most - least) / unit) + 1;
        double[] best = new double[size];
        Arrays.fill(best, 1, size, Double.NEGATIVE_INFINITY);
        int[][] chosen = new int[lines.size()][size];
        for (int i = 0; i < lines.size(); i++) {
            best = extend(lines.get(i), best, chosen[i], unit);
        }
        int at = -1;
        double most_ = Double.NEGATIVE_INFINITY;
        boolean fixed = problem.goal() instanceof FixedBudget;
        for (int j = 0; j < size; j++) {
            long total = least + j * unit;
            double worth = best[j] == Double.NEGATIVE_INFINITY ? best[j] : value.applyAsDouble(best[j], total / 1e6);
            boolean counts = fixed ? total + unit > low : total >= low;
            if (counts && worth > most_) {
                most_ = worth;
                at = j;
            }
        }
        return at < 0 ? new AllocationAnswer.Infeasible("no such split") : split(lines, chosen, at, unit, fixed ? low : -1, most_);
    }

    private static double[] extend(Line line, double[] before, int[] chosen, long unit) {
        double[] after = new double[before.length];
        Arrays.fill(after, Double.NEGATIVE_INFINITY);
        int room = (int) Math.min(before.length - 1, (line.most().micros() - line.least().micros()) / unit);
        for (int k = 0; k <= room; k++) {
            double response = line.curve().at((line.least().micros() + k * unit) / 1e6);
            for (int j = k; j < before.length; j++) {
                if (before[j - k] + response > after[j]) {
                    after[j] = before[j - k] + response;
                    chosen[j] = k;
                }
            }
        }
        return after;
    }

    private static AllocationAnswer split(
            List<Line> lines, int[][] chosen, int at, long unit, long total, double value) {
        Long[] micros = new Long[lines.size()];
        int left = at;
        long sum = 0;
        for (int i = lines.size() - 1; i >= 0; i--) {
            micros[i] = lines.get(i).least().micros() + chosen[i][left] * unit;
            left -= chosen[i][left];
            sum += micros[i];
        }
        for (int i = 0; i < micros.length && total >= 0; i++) {
            long more = Math.min(total - sum, lines.get(i).most().micros() - micros[i]);
            micros[i] += more;
            sum += more;
        }
        return new AllocationAnswer.Split(new ArrayList<>(List.of(micros)), value, value);
    }
}
