package dev.sluice.trainer.learn;

/**
 * Sums of products of a problem's centred columns, the target as the last one: the rows are read once, blocks of them
 * at a time, so that a column stays in the processor's cache while it meets the others.
 */
final class Covariances {
    private static final int BLOCK = 256;

    private Covariances() {}

    /** [column][column], symmetric, divided by the rows. */
    static double[][] of(LinearProblem problem) {
        int size = problem.width + 1;
        double[][] sums = new double[size][size];
        double[][] block = new double[size][BLOCK];
        double[] row = new double[size];
        for (int from = 0; from < problem.rows(); from += BLOCK) {
            int rows = Math.min(BLOCK, problem.rows() - from);
            for (int r = 0; r < rows; r++) {
                problem.read(from + r, row);
                for (int c = 0; c < size; c++) {
                    block[c][r] = row[c];
                }
            }
            for (int i = 0; i < size; i++) {
                for (int j = 0; j <= i; j++) {
                    sums[i][j] += dot(block[i], block[j], rows);
                }
            }
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                sums[i][j] /= problem.rows();
                sums[j][i] = sums[i][j];
            }
        }
        return sums;
    }

    /** Four sums, as one would make every addition wait for the one before. */
    private static double dot(double[] a, double[] b, int length) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < length; i++) {
            s0 += a[i] * b[i];
        }
        return s0 + s1 + s2 + s3;
    }
}
