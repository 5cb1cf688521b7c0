package dev.sluice.trainer.learn;

/**
 * Percentiles at fixed distances from the point prediction: {@code point + offset · max(|point|, least)} where relative,
 * {@code point + offset} otherwise.
 *
 * @param relative whether distances grow with the prediction
 * @param least the smallest size that counts, so that a prediction of 0 has an interval, too
 * @param low offset of p10
 * @param middle of p50
 * @param high of p90; low &le; middle &le; high
 */
public record ResidualSpread(boolean relative, float least, float low, float middle, float high, float floor)
        implements Spread {
    private static final double LEAST_SHARE = .01;

    static ResidualSpread fit(double[] predictions, double[] outcomes, double nominal) {
        double sum = 0;
        for (double prediction : predictions) {
            sum += Math.abs(prediction);
        }
        float least = (float) (LEAST_SHARE * sum / predictions.length);
        ResidualSpread absolute = fit(false, least, predictions, outcomes, nominal);
        if (!(least >= Float.MIN_NORMAL)) {
            return absolute;
        }
        ResidualSpread relative = fit(true, least, predictions, outcomes, nominal);
        return relative.pinball(predictions, outcomes, nominal) < absolute.pinball(predictions, outcomes, nominal)
                ? relative
                : absolute;
    }

    private static ResidualSpread fit(
            boolean relative, float least, double[] predictions, double[] outcomes, double nominal) {
        double[] scores = new double[predictions.length];
        for (int row = 0; row < scores.length; row++) {
            double size = relative ? Math.max(Math.abs(predictions[row]), least) : 1;
            scores[row] = (outcomes[row] - predictions[row]) / size;
        }
        double tail = (1 - nominal) / 2;
        return new ResidualSpread(
                relative,
                least,
                (float) Conformal.lower(scores, tail),
                (float) Moments.median(scores),
                (float) Conformal.upper(scores, 1 - tail),
                Spread.floorOf(outcomes));
    }

    private double pinball(double[] predictions, double[] outcomes, double nominal) {
        double tail = (1 - nominal) / 2;
        double loss = 0;
        for (int row = 0; row < predictions.length; row++) {
            float[] percentiles = around((float) predictions[row]);
            loss += Conformal.pinball(outcomes[row], percentiles[0], tail)
                    + Conformal.pinball(outcomes[row], percentiles[1], .5)
                    + Conformal.pinball(outcomes[row], percentiles[2], 1 - tail);
        }
        return loss;
    }

    /** p10, p50 and p90 around a point prediction. */
    float[] around(float point) {
        float size = relative ? Math.max(Math.abs(point), least) : 1;
        return new float[] {
            Math.max(point + low * size, floor),
            Math.max(point + middle * size, floor),
            Math.max(point + high * size, floor)
        };
    }

    @Override
    public String method() {
        return "conformal-residual";
    }
}
