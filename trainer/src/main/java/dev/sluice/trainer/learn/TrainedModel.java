package dev.sluice.trainer.learn;

import dev.sluice.trainer.data.Dataset;

/**
 * A point prediction and the interval around it: what one model file holds.
 *
 * @param spread in the units of the point's plain fit: relative where that is
 */
public record TrainedModel(Fitted point, Spread spread) {

    /** Predictions [row][mean, p10, p50, p90]; p10 &le; p50 &le; p90 in every row. */
    public double[][] predict(Dataset rows) {
        Dataset relative = point.level().relative(rows);
        double[] means = point.plain().predict(relative);
        double[][] quantiles =
                spread instanceof QuantileSpread quantile ? quantile.model().predict(relative) : new double[0][];
        double[][] predictions = new double[means.length][];
        for (int row = 0; row < means.length; row++) {
            float[] percentiles =
                    switch (spread) {
                        case ResidualSpread residual -> residual.around((float) means[row]);
                        case QuantileSpread quantile -> quantile.moved(quantiles[row]);
                    };
            predictions[row] = new double[] {means[row], percentiles[0], percentiles[1], percentiles[2]};
        }
        point.level().multiply(predictions, rows);
        return predictions;
    }
}
