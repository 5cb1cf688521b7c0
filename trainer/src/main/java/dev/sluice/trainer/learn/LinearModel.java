package dev.sluice.trainer.learn;

import dev.sluice.trainer.data.Dataset;

/**
 * A weighted sum of the features, plus an intercept.
 *
 * @param coefficients [feature]
 */
@SuppressWarnings("ArrayRecordComponent") // coefficients, not values to compare
public record LinearModel(Features features, float[] coefficients, float intercept, Link link) implements Fitted {

    @Override
    public double[] predict(Dataset rows) {
        return link.inverse(sums(features.matrix(rows), coefficients, intercept));
    }

    static float[] sums(float[] matrix, float[] coefficients, float intercept) {
        int width = coefficients.length;
        float[] sums = new float[matrix.length / width];
        for (int row = 0; row < sums.length; row++) {
            double sum = intercept; // terms may cancel: a float's sum would hang on their order
            for (int c = 0; c < width; c++) {
                sum += (double) matrix[row * width + c] * coefficients[c];
            }
            sums[row] = (float) sum;
        }
        return sums;
    }
}
