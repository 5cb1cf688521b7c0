package dev.sluice.trainer.learn;

import java.util.List;

/** Least squares with a penalty of {@code alpha} on the sum of the squared coefficients (Hoerl and Kennard, 1970). */
final class RidgeLearner extends LinearLearner {
    @Override
    public String name() {
        return "ridge";
    }

    @Override
    public List<Settings> grid(int rows) {
        Settings one = Settings.NONE.with("alpha", 1.0);
        return List.of(
                one,
                Settings.NONE.with("alpha", 10.0),
                Settings.NONE.with("alpha", 100.0),
                one.with("log_target", true));
    }

    @Override
    double[] coefficients(LinearProblem problem, Settings settings) throws CannotLearnException {
        double alpha = settings.number("alpha", 1);
        if (!(alpha > 0)) {
            throw new CannotLearnException("ridge needs an alpha above 0, not " + alpha);
        }
        return solve(problem, alpha);
    }

    static double[] solve(LinearProblem problem, double penalty) {
        return LeastSquares.solve(problem, penalty)
                .or(() -> LeastSquares.solve(problem, Math.max(penalty, 1e-3 * problem.rows())))
                .orElseThrow(() -> new IllegalStateException("a penalised problem has one solution"));
    }
}
