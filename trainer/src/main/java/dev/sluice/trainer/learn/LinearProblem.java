package dev.sluice.trainer.learn;

/** Rows and targets of a linear regression, centred as they are read, so that the intercept is not penalised. */
final class LinearProblem {
    final float[] matrix;
    final int width;
    final double[] target;
    /** [column] */
    final double[] means;

    final double targetMean;

    LinearProblem(float[] matrix, int width, double[] target) {
        this.matrix = matrix;
        this.width = width;
        this.target = target;
        targetMean = Moments.mean(target);
        means = new double[width];
        for (int row = 0; row < target.length; row++) {
            for (int c = 0; c < width; c++) {
                means[c] += matrix[row * width + c];
            }
        }
        for (int c = 0; c < width; c++) {
            means[c] /= target.length;
        }
    }

    int rows() {
        return target.length;
    }

    /** Writes a centred row, and its centred target behind it. */
    void read(int row, double[] into) {
        for (int c = 0; c < width; c++) {
            into[c] = matrix[row * width + c] - means[c];
        }
        into[width] = target[row] - targetMean;
    }
}
