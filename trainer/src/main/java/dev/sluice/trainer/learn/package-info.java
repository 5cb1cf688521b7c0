/** Learners: pre-processing fitted on the training rows, point predictions and intervals. */
@NullMarked
package dev.sluice.trainer.learn;

import org.jspecify.annotations.NullMarked;
