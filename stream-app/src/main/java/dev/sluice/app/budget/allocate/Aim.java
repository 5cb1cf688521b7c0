package dev.sluice.app.budget.allocate;

import dev.sluice.app.budget.allocate.AllocationProblem.FixedBudget;
import dev.sluice.app.budget.allocate.AllocationProblem.Goal;
import dev.sluice.app.budget.allocate.AllocationProblem.MaxProfit;
import dev.sluice.app.budget.allocate.AllocationProblem.TargetMarginalReturn;
import dev.sluice.app.budget.allocate.AllocationProblem.TargetReturn;

/**
 * All goals in one form: the most of gain x response - cost x spend, where the total spend lies between two amounts and
 * response / spend is not below a ratio.
 *
 * @param least total spend in currency units
 * @param most total spend in currency units
 * @param ratio least response / spend; 0 for any
 */
record Aim(double gain, double cost, double least, double most, double ratio) {
    private static final double MICROS = 1e6;

    static Aim of(Goal goal, long leastMicros, long mostMicros) {
        double least = leastMicros / MICROS;
        double most = mostMicros / MICROS;
        return switch (goal) {
            case FixedBudget _ -> new Aim(1, 0, least, most, 0);
            case MaxProfit profit -> new Aim(profit.margin(), 1, least, most, 0);
            case TargetReturn target -> new Aim(1, 0, least, most, target.returnOnSpend());
            case TargetMarginalReturn target -> new Aim(1, target.marginalReturn(), least, most, 0);
        };
    }

    double value(double response, double spend) {
        return gain * response - cost * spend;
    }

    /** The slope below which more spend is not worth it. */
    double leastSlope() {
        return gain > 0 ? cost / gain : Double.POSITIVE_INFINITY;
    }

    boolean reachesRatio(double response, double spend) {
        return ratio == 0 || response >= ratio * spend - 1e-12 * response;
    }
}
