/** Which learner is best, and whether it is any good: splits, metrics, baselines, alarms, the verdict. */
@NullMarked
package dev.sluice.trainer.evaluate;

import org.jspecify.annotations.NullMarked;
