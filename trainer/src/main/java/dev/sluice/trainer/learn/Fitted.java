package dev.sluice.trainer.learn;

import dev.sluice.trainer.data.Dataset;

/** What a learner has learned: a point prediction for each row. Implementations live in this room; {@code onnx} knows them all. */
public interface Fitted {
    /** Predictions [row]; the rows' columns are those of the training rows. */
    double[] predict(Dataset rows);

    /** What it learned targets relative to. */
    default Level level() {
        return Level.NONE;
    }

    /** What it learned from rows {@linkplain Level#relative relative} to the level. */
    default Fitted plain() {
        return this;
    }
}
