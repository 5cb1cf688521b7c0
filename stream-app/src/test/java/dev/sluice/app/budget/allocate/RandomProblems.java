package dev.sluice.app.budget.allocate;

import dev.sluice.app.budget.allocate.AllocationProblem.FixedBudget;
import dev.sluice.app.budget.allocate.AllocationProblem.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Problems of ten channels, concave and S-shaped mixed, around a current spend. */
final class RandomProblems {
    /** How far a channel may leave its current spend. */
    enum Bounds {
        NARROW(0.7, 1.5),
        WIDE(0.3, 3),
        NONE(0, Double.POSITIVE_INFINITY);

        private final double least;
        private final double most;

        Bounds(double least, double most) {
            this.least = least;
            this.most = most;
        }
    }

    private RandomProblems() {}

    static AllocationProblem next(RandomGenerator random, Bounds bounds, int channels, boolean sampled) {
        List<Line> lines = new ArrayList<>();
        long budget = 0;
        for (int i = 0; i < channels; i++) {
            double current = Math.exp(random.nextDouble(Math.log(500), Math.log(50_000)));
            long micros = Math.round(current * 1e6);
            budget += micros;
            ResponseCurve curve = curve(random, current);
            lines.add(new Line(
                    "channel " + i,
                    sampled ? TestCurves.sampled(curve, 4 * current, 41) : curve,
                    new Bound(Math.round(bounds.least * micros), "least"),
                    new Bound(bounds.most > 1e6 ? Long.MAX_VALUE / 100 : Math.round(bounds.most * micros), "most")));
        }
        return new AllocationProblem(lines, new FixedBudget(budget, 0), 1);
    }

    private static ResponseCurve curve(RandomGenerator random, double current) {
        double top = current * random.nextDouble(1, 8);
        double scale = current * random.nextDouble(0.4, 2.5);
        return switch (random.nextInt(5)) {
            case 0 -> TestCurves.exponential(top, scale);
            case 1 -> TestCurves.hill(top, scale, 1);
            case 2 -> TestCurves.hill(top, scale, random.nextDouble(1.5, 4));
            case 3 -> TestCurves.sigmoid(top, scale, scale * random.nextDouble(0.1, 0.3));
            default -> TestCurves.logistic(top, 2 / scale);
        };
    }
}
