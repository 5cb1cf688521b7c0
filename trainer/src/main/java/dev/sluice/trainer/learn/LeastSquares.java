package dev.sluice.trainer.learn;

import java.util.Optional;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;

/**
 * Least squares with or without a penalty on the squared coefficients, by QR of blocks of rows: each block is stacked
 * under the triangle of those before (Golub and Van Loan, Matrix Computations, §5.3 and §6.5). So memory does not grow
 * with the rows, and the condition number is not squared as in the normal equations.
 */
final class LeastSquares {
    private static final int BLOCK = 1024;
    /** A diagonal element so much smaller than the greatest means that columns depend on each other. */
    private static final double DEPENDENT = 1e-8;

    private LeastSquares() {}

    /** Coefficients [column]; empty where columns depend on each other. */
    static Optional<double[]> solve(LinearProblem problem, double penalty) {
        int size = problem.width + 1;
        double[][] triangle = new double[size][size];
        for (int c = 0; c < problem.width; c++) {
            triangle[c][c] = Math.sqrt(penalty);
        }
        int block = Math.max(BLOCK, 4 * size);
        for (int from = 0; from < problem.rows(); from += block) {
            int rows = Math.min(block, problem.rows() - from);
            double[][] stacked = new double[size + rows][size];
            System.arraycopy(triangle, 0, stacked, 0, size);
            for (int row = 0; row < rows; row++) {
                problem.read(from + row, stacked[size + row]);
            }
            RealMatrix r = new QRDecomposition(new Array2DRowRealMatrix(stacked, false)).getR();
            triangle = r.getSubMatrix(0, size - 1, 0, size - 1).getData();
        }
        return backSubstitute(triangle, problem.width);
    }

    private static Optional<double[]> backSubstitute(double[][] triangle, int width) {
        double greatest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < width; c++) {
            greatest = Math.max(greatest, Math.abs(triangle[c][c]));
            least = Math.min(least, Math.abs(triangle[c][c]));
        }
        if (least <= DEPENDENT * greatest) {
            return Optional.empty();
        }
        double[] solution = new double[width];
        for (int c = width - 1; c >= 0; c--) {
            double rest = triangle[c][width];
            for (int other = c + 1; other < width; other++) {
                rest -= triangle[c][other] * solution[other];
            }
            solution[c] = rest / triangle[c][c];
        }
        return Optional.of(solution);
    }
}
