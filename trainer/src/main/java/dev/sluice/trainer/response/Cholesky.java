package dev.sluice.trainer.response;

/** The lower factor of a symmetric positive definite matrix, for small dense problems in a sampler's inner loop. */
final class Cholesky {
    final double[][] lower;

    /**
     * Factors.
     *
     * @throws IllegalArgumentException where the matrix is not positive definite
     */
    Cholesky(double[][] matrix) {
        int n = matrix.length;
        lower = new double[n][n];
        for (int i = 0; i < n; i++) {
            double[] row = lower[i];
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                double[] other = lower[j];
                for (int k = 0; k < j; k++) {
                    sum -= row[k] * other[k];
                }
                if (i != j) {
                    row[j] = sum / other[j];
                } else if (sum > 0) {
                    row[i] = Math.sqrt(sum);
                } else {
                    throw new IllegalArgumentException("not positive definite at " + i);
                }
            }
        }
    }

    double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < lower.length; i++) {
            sum += 2 * Math.log(lower[i][i]);
        }
        return sum;
    }

    /** Solves matrix x = b, in place. */
    void solve(double[] b) {
        forward(b);
        backward(b);
    }

    /** Solves lower x = b, in place. */
    void forward(double[] b) {
        for (int i = 0; i < b.length; i++) {
            double sum = b[i];
            double[] row = lower[i];
            for (int k = 0; k < i; k++) {
                sum -= row[k] * b[k];
            }
            b[i] = sum / row[i];
        }
    }

    /** Solves lower' x = b, in place. */
    void backward(double[] b) {
        for (int i = b.length - 1; i >= 0; i--) {
            b[i] /= lower[i][i];
            double[] row = lower[i];
            for (int k = 0; k < i; k++) {
                b[k] -= row[k] * b[i];
            }
        }
    }

    /** The matrix's inverse. */
    double[][] inverse() {
        int n = lower.length;
        double[][] inverse = new double[n][n];
        for (int i = 0; i < n; i++) {
            inverse[i][i] = 1;
            solve(inverse[i]);
        }
        return inverse;
    }
}
