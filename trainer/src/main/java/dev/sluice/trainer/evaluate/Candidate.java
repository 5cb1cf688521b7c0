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
    /** What candidates are compared by; the least is best. */
    public double error() {
        return Metrics.error(metrics);
    }
}
