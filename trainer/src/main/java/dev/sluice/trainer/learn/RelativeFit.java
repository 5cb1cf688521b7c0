package dev.sluice.trainer.learn;

import dev.sluice.trainer.data.Dataset;

/**
 * A fit to relative rows; what it predicts is times the row's level.
 *
 * @param plain learned from the rows divided by the level
 */
public record RelativeFit(Level level, Fitted plain) implements Fitted {

    @Override
    public double[] predict(Dataset rows) {
        double[] relative = plain.predict(level.relative(rows));
        float[] levels = level.of(rows);
        double[] predictions = new double[relative.length];
        for (int row = 0; row < predictions.length; row++) {
            predictions[row] = (float) relative[row] * levels[row];
        }
        return predictions;
    }
}
