package dev.sluice.app.budget.allocate;

import dev.sluice.app.budget.allocate.AllocationProblem.FixedBudget;
import dev.sluice.app.budget.allocate.AllocationProblem.Line;
import java.util.Arrays;
import java.util.List;

/**
 * An answer by quite another way: dynamic programming over a grid of spends, then exchanges between pairs of channels with
 * ever smaller amounts. It knows nothing of slopes, covers or turns.
 */
final class FineProgram {
    private final List<Line> lines;
    private final double[] least;
    private final double[] most;
    private final double budget;

    FineProgram(AllocationProblem problem) {
        lines = problem.lines();
        budget = ((FixedBudget) problem.goal()).totalMicros() / 1e6;
        least = lines.stream().mapToDouble(line -> line.least().micros() / 1e6).toArray();
        most = lines.stream()
                .mapToDouble(line -> Math.min(line.most().micros() / 1e6, budget))
                .toArray();
    }

    double best(int grid) {
        return exchanged(program(grid));
    }

    /** The best split on a grid of so many units of the money above the minimums. */
    private double[] program(int grid) {
        double unit = (budget - Arrays.stream(least).sum()) / grid;
        double[] best = new double[grid + 1];
        Arrays.fill(best, Double.NEGATIVE_INFINITY);
        best[0] = 0;
        int[][] taken = new int[lines.size()][grid + 1];
        for (int i = 0; i < lines.size(); i++) {
            // A hair of room, so that bounds that add up exactly are not lost to rounding.
            int room = (int) Math.min(grid, Math.floor((most[i] - least[i]) / unit + 1e-9));
            double[] response = new double[room + 1];
            for (int units = 0; units <= room; units++) {
                response[units] = lines.get(i).curve().at(least[i] + units * unit);
            }
            double[] after = new double[grid + 1];
            Arrays.fill(after, Double.NEGATIVE_INFINITY);
            for (int units = 0; units <= room; units++) {
                for (int total = units; total <= grid; total++) {
                    double sum = best[total - units] + response[units];
                    if (sum > after[total]) {
                        after[total] = sum;
                        taken[i][total] = units;
                    }
                }
            }
            best = after;
        }
        double[] spend = new double[lines.size()];
        int left = grid;
        for (int i = spend.length - 1; i >= 0; i--) {
            spend[i] = least[i] + taken[i][left] * unit;
            left -= taken[i][left];
        }
        return spend;
    }

    private double exchanged(double[] spend) {
        for (double amount = budget / 100; amount > 1e-5; amount /= 2) {
            boolean gained = true;
            for (int pass = 0; gained && pass < 50; pass++) {
                gained = false;
                for (int from = 0; from < spend.length; from++) {
                    for (int to = 0; to < spend.length; to++) {
                        gained |= from != to && exchange(spend, from, to, amount);
                    }
                }
            }
        }
        double value = 0;
        for (int i = 0; i < spend.length; i++) {
            value += at(i, spend[i]);
        }
        return value;
    }

    private boolean exchange(double[] spend, int from, int to, double amount) {
        if (spend[from] - amount < least[from] || spend[to] + amount > most[to]) {
            return false;
        }
        double gain =
                at(from, spend[from] - amount) - at(from, spend[from]) + at(to, spend[to] + amount) - at(to, spend[to]);
        if (gain <= 1e-9) {
            return false;
        }
        spend[from] -= amount;
        spend[to] += amount;
        return true;
    }

    private double at(int channel, double spend) {
        return lines.get(channel).curve().at(spend);
    }
}
