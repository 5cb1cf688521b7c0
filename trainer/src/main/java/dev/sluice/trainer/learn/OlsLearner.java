package dev.sluice.trainer.learn;

import java.util.List;
import java.util.Optional;

/**
 * Ordinary least squares. One-hot columns add up to one, so they depend on each other: then a penalty too small to be
 * seen picks the shortest of the equally good solutions.
 */
final class OlsLearner extends LinearLearner {
    private static final double UNSEEN_PENALTY = 1e-6;

    @Override
    public String name() {
        return "linear";
    }

    @Override
    public List<Settings> grid(int rows) {
        return List.of(Settings.NONE, Settings.NONE.with("log_target", true));
    }

    @Override
    double[] coefficients(LinearProblem problem, Settings settings) {
        Optional<double[]> exact = LeastSquares.solve(problem, 0);
        return exact.orElseGet(() -> RidgeLearner.solve(problem, UNSEEN_PENALTY * problem.rows()));
    }
}
