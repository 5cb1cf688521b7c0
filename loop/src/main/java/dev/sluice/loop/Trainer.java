package dev.sluice.loop;

import dev.sluice.app.world.weekly.WeeklyHistory;
import java.util.Optional;

/** Learns a response model. Used by several threads at once. */
interface Trainer {
    /** The model's file: all that the app gets; empty where nothing can be learned from the history. */
    Optional<byte[]> train(WeeklyHistory history, long seed);
}
