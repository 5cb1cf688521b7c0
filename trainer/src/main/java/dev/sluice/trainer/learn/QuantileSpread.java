package dev.sluice.trainer.learn;

/**
 * Percentiles of a quantile model, moved by conformal offsets; where the moved ones cross, the outer ones give way.
 *
 * @param low added to p10
 * @param middle to p50
 * @param high to p90
 */
public record QuantileSpread(QuantileModel model, float low, float middle, float high, float floor) implements Spread {

    static QuantileSpread fit(QuantileModel model, double[][] quantiles, double[] outcomes, double nominal) {
        double[][] over = new double[3][outcomes.length];
        for (int row = 0; row < outcomes.length; row++) {
            for (int q = 0; q < 3; q++) {
                over[q][row] = outcomes[row] - quantiles[row][q];
            }
        }
        double tail = (1 - nominal) / 2;
        return new QuantileSpread(
                model,
                (float) Conformal.lower(over[0], tail),
                (float) Moments.median(over[1]),
                (float) Conformal.upper(over[2], 1 - tail),
                Spread.floorOf(outcomes));
    }

    /** p10, p50 and p90 from what the model says. */
    float[] moved(double[] quantiles) {
        float p50 = (float) quantiles[1] + middle;
        float p10 = Math.min((float) quantiles[0] + low, p50);
        float p90 = Math.max((float) quantiles[2] + high, p50);
        return new float[] {Math.max(p10, floor), Math.max(p50, floor), Math.max(p90, floor)};
    }

    @Override
    public String method() {
        return "conformal-quantile";
    }
}
