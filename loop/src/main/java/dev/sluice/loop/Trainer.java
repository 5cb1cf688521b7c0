package dev.sluice.loop;

import dev.sluice.app.world.weekly.WeeklyHistory;

/** Learns a response model. Used by several threads at once. */
interface Trainer {
    /** The model's file: all that the app gets. */
    byte[] train(WeeklyHistory history, long seed);
}
