package dev.sluice.trainer.evaluate;

import dev.sluice.trainer.learn.TrainedModel;
import java.util.Map;

/**
 * A learner's best setting, fitted on all training rows and measured on the test rows.
 *
 * @param predictions [test row][mean, p10, p50, p90]
 * @param judgement of the test rows
 * @param cpuSeconds CPU time of the search and of the final fit, all threads
 */
@SuppressWarnings("ArrayRecordComponent") // a table of numbers, not a value to compare
public record Judged(
        Candidate candidate, TrainedModel model, double[][] predictions, Judgement judgement, double cpuSeconds) {
    /** The learner's name. */
    public String name() {
        return candidate.learner().name();
    }

    /** On the test rows. */
    public Map<String, Double> metrics() {
        return judgement.evaluation().metrics();
    }

    /** The point predictions [test row]. */
    public double[] points() {
        double[] points = new double[predictions.length];
        for (int row = 0; row < points.length; row++) {
            points[row] = predictions[row][0];
        }
        return points;
    }
}
