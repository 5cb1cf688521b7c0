package dev.sluice.trainer.learn;

import dev.sluice.trainer.data.Dataset;
import java.util.Map;

/**
 * The 10th, 50th and 90th percentile of the target: one booster with three pinball losses. Three curves that are learned
 * apart may cross; the outer ones then give way to the middle one.
 */
public record QuantileModel(Features features, TreeEnsemble trees) {
    private static final int OUTPUTS = 3;

    /**
     * Learns.
     *
     * @param settings {@code rounds} (200), {@code learning_rate} (.05), {@code max_depth} (4), {@code min_leaf} (5),
     *     {@code subsample} (.8), {@code columns} (1), {@code bins} (256), {@code threads} (1)
     * @throws CannotLearnException where these rows can't be learned from
     */
    public static QuantileModel fit(Dataset rows, Settings settings, long seed) throws CannotLearnException {
        Features.Fitting fitting = Features.raw(rows, rows.target(), seed);
        Map<String, Object> parameters = XgBoost.parameters(settings, seed);
        parameters.put("objective", "reg:quantileerror");
        parameters.put("quantile_alpha", "[0.1,0.5,0.9]");
        parameters.put("tree_method", "hist");
        parameters.put("max_bin", settings.whole("bins", 256));
        parameters.put("eta", settings.number("learning_rate", .05));
        parameters.put("max_depth", settings.whole("max_depth", 4));
        parameters.put("min_child_weight", settings.number("min_leaf", 5));
        parameters.put("subsample", settings.number("subsample", .8));
        parameters.put("colsample_bytree", settings.number("columns", 1));
        TreeEnsemble trees =
                XgBoost.train(fitting.matrix(), rows.target(), parameters, settings.whole("rounds", 200), OUTPUTS);
        return new QuantileModel(fitting.features(), trees);
    }

    /** Quantiles [row][p10, p50, p90], ascending in each row; not yet conformal. */
    public double[][] predict(Dataset rows) {
        float[] raw = raw(rows);
        double[][] quantiles = new double[rows.size()][];
        for (int row = 0; row < quantiles.length; row++) {
            float middle = raw[row * OUTPUTS + 1];
            quantiles[row] =
                    new double[] {Math.min(raw[row * OUTPUTS], middle), middle, Math.max(raw[row * OUTPUTS + 2], middle)
                    };
        }
        return quantiles;
    }

    private float[] raw(Dataset rows) {
        return trees.predict(features.matrix(rows), features.width());
    }
}
