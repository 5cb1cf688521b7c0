package dev.sluice.app.budget.allocate;

/** Matrices of a few weeks: small enough for the plain way. */
final class SmallMatrix {
    private SmallMatrix() {}

    /** The inverse of a symmetric positive definite matrix, of which only the lower triangle is read. */
    static double[][] inverse(double[][] matrix) {
        int n = matrix.length;
        double[][] lower = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i][k] * lower[j][k];
                }
                // A diagonal that rounding ate is made tiny instead.
                lower[i][j] = i == j ? Math.sqrt(Math.max(sum, 1e-14 * matrix[i][i] + 1e-300)) : sum / lower[j][j];
            }
        }
        double[][] inverse = new double[n][n];
        double[] column = new double[n];
        for (int c = 0; c < n; c++) {
            for (int i = 0; i < n; i++) {
                double sum = i == c ? 1 : 0;
                for (int k = 0; k < i; k++) {
                    sum -= lower[i][k] * column[k];
                }
                column[i] = sum / lower[i][i];
            }
            for (int i = n - 1; i >= 0; i--) {
                double sum = column[i];
                for (int k = i + 1; k < n; k++) {
                    sum -= lower[k][i] * inverse[k][c];
                }
                inverse[i][c] = sum / lower[i][i];
            }
        }
        return inverse;
    }

    static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[vector.length];
        for (int i = 0; i < product.length; i++) {
            double sum = 0;
            for (int j = 0; j < vector.length; j++) {
                sum += matrix[i][j] * vector[j];
            }
            product[i] = sum;
        }
        return product;
    }
}
