package dev.sluice.trainer.learn;

import java.util.Arrays;

/**
 * How p10, p50 and p90 are found. Both ways are conformal: calibrated on predictions of rows that the predicting model
 * had not seen. Where no outcome was negative, no percentile is.
 */
public sealed interface Spread permits ResidualSpread, QuantileSpread {

    /** Its name in cards. */
    String method();

    /** No percentile is below; negative infinity where there is no such bound. */
    float floor();

    /**
     * Around the point prediction, by the quantiles of its residuals: absolute, or relative to the prediction's size,
     * whichever has the smaller pinball loss.
     *
     * @param outOfFoldPredictions [row] by models that had not seen the row
     * @param outcomes [row]
     * @param nominal share of outcomes that p10 to p90 should hold, such as .8
     */
    static Spread residual(double[] outOfFoldPredictions, double[] outcomes, double nominal) {
        check(outOfFoldPredictions.length, outcomes, nominal);
        return ResidualSpread.fit(outOfFoldPredictions, outcomes, nominal);
    }

    /**
     * By a quantile model, its ends moved so that each holds its share (conformalized quantile regression, Romano,
     * Patterson, Candès 2019, each end on its own), its middle so that half the outcomes lie on either side.
     *
     * @param outOfFoldQuantiles [row][p10, p50, p90] by quantile models that had not seen the row
     */
    static Spread quantile(QuantileModel model, double[][] outOfFoldQuantiles, double[] outcomes, double nominal) {
        check(outOfFoldQuantiles.length, outcomes, nominal);
        return QuantileSpread.fit(model, outOfFoldQuantiles, outcomes, nominal);
    }

    private static void check(int predictions, double[] outcomes, double nominal) {
        if (predictions == 0 || predictions != outcomes.length) {
            throw new IllegalArgumentException(
                    predictions + " predictions for " + outcomes.length + " outcomes; there must be as many, and some");
        }
        if (!(nominal > 0 && nominal < 1)) {
            throw new IllegalArgumentException("a nominal share between 0 and 1, not " + nominal);
        }
    }

    /** 0 where no outcome was negative. */
    static float floorOf(double[] outcomes) {
        return Arrays.stream(outcomes).allMatch(outcome -> outcome >= 0) ? 0 : Float.NEGATIVE_INFINITY;
    }
}
