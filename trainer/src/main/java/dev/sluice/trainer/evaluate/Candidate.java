package dev.sluice.trainer.evaluate;

import dev.sluice.trainer.learn.Learner;
import dev.sluice.trainer.learn.Settings;
import java.util.Map;

/**
 * A learner with settings, judged by cross-validation.
 *
 * @param predicted what the folds predicted for the rows that one of them validated, ascending, each by a model that had
 *     not seen the row
 * @param metrics over those predictions
 */
@SuppressWarnings("ArrayRecordComponent") // columns of numbers, not values to compare
public record Candidate(Learner learner, Settings settings, double[] predicted, Map<String, Double> metrics) {
    /** Mean absolute error over the rows' levels, where targets are relative to one. */
    static final String RELATIVE_MAE = "relative_mae";

    /**
     * What candidates are compared by: the mean absolute error, over the level where there is one, since else the
     * account with the smallest unit of currency would decide alone.
     */
    public double error() {
        Double relative = metrics.get(RELATIVE_MAE);
        return relative != null ? relative : metrics.getOrDefault("mae", Double.MAX_VALUE);
    }
}
