package dev.sluice.trainer.evaluate;

import dev.sluice.trainer.learn.Learner;
import dev.sluice.trainer.learn.Settings;
import java.util.Map;

/**
 * A learner with settings, judged by cross-validation.
 *
 * @param rows training rows that some fold validated, ascending; all of them unless rows are dated
 * @param predicted what the folds predicted for {@code rows}, each by a model that had not seen the row
 * @param metrics over those predictions
 */
@SuppressWarnings("ArrayRecordComponent") // columns of numbers, not values to compare
public record Candidate(
        Learner learner, Settings settings, int[] rows, double[] predicted, Map<String, Double> metrics) {}
