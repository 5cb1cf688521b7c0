package dev.sluice.trainer.learn;

import java.util.Arrays;

/**
 * From what a model computes to the target: as it is, or exp(z) − 1 for one that learned the target's log1p. A
 * logarithm is bounded to what training saw and one more at each end, so that an odd row can't give an astronomic
 * prediction.
 *
 * @param low smallest logarithm; never below 0, the logarithm of a target of 0
 * @param high greatest
 */
public record Link(boolean log, float low, float high) {
    /** The target as it is. */
    public static final Link IDENTITY = new Link(false, 0, 0);

    static Link fit(double[] target, boolean log) throws CannotLearnException {
        if (!log) {
            return IDENTITY;
        }
        double least = Arrays.stream(target).min().orElse(0);
        double most = Arrays.stream(target).max().orElse(0);
        if (least < 0) {
            throw new CannotLearnException("log_target needs a target that is never negative; the least is " + least);
        }
        return new Link(true, (float) Math.max(0, Math.log1p(least) - 1), (float) Math.log1p(most) + 1);
    }

    static boolean wantsLog(Settings settings) {
        return Boolean.TRUE.equals(settings.values().get("log_target"));
    }

    double[] forward(double[] target) {
        return log ? Arrays.stream(target).map(Math::log1p).toArray() : target;
    }

    float inverse(float z) {
        return log ? (float) Math.exp(Math.min(Math.max(z, low), high)) - 1 : z;
    }

    /**
     * What to add to z so that the predictions are means: the mean of an exponential is more than the exponential of the
     * mean (smearing, Duan 1983).
     *
     * @param fitted z of the training rows
     * @param learned their targets' logarithms
     */
    double smearing(float[] fitted, double[] learned) {
        if (!log) {
            return 0;
        }
        double sum = 0;
        for (int row = 0; row < fitted.length; row++) {
            sum += Math.exp(learned[row] - fitted[row]);
        }
        return Math.clamp(Math.log(sum / fitted.length), -1, 1);
    }

    /** Predictions of rows from what the model computed for them. */
    double[] inverse(float[] z) {
        double[] predictions = new double[z.length];
        for (int row = 0; row < z.length; row++) {
            predictions[row] = inverse(z[row]);
        }
        return predictions;
    }
}
