package dev.sluice.trainer.learn;

import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;

/** Least squares with a penalty of {@code alpha} on the sum of the squared coefficients (Hoerl and Kennard, 1970). */
final class RidgeLearner extends LinearLearner {
    /** With a smaller penalty a row, normal equations may lose too many digits. */
    private static final double SURE_PENALTY = 1e-6;

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
        return alpha >= SURE_PENALTY * problem.rows() ? penalised(problem, alpha) : solve(problem, alpha);
    }

    /** From the normal equations, which cost a fraction of a decomposition of the rows and are as good for a penalty. */
    private static double[] penalised(LinearProblem problem, double alpha) {
        double[][] covariances = Covariances.of(problem);
        int width = problem.width;
        double[][] equations = new double[width][width];
        double[] right = new double[width];
        for (int c = 0; c < width; c++) {
            System.arraycopy(covariances[c], 0, equations[c], 0, width);
            equations[c][c] += alpha / problem.rows();
            right[c] = covariances[c][width];
        }
        return new CholeskyDecomposition(new Array2DRowRealMatrix(equations, false), 1e-9, 0)
                .getSolver()
                .solve(new ArrayRealVector(right, false))
                .toArray();
    }

    static double[] solve(LinearProblem problem, double penalty) {
        return LeastSquares.solve(problem, penalty)
                .or(() -> LeastSquares.solve(problem, Math.max(penalty, 1e-3 * problem.rows())))
                .orElseThrow(() -> new IllegalStateException("a penalised problem has one solution"));
    }
}
