package dev.sluice.loop;

import dev.sluice.app.world.weekly.WeeklyHistory;
import java.util.List;

/** Learns returns on spend from a history. Used by several threads at once. */
interface RoasModel {
    /** One estimate a channel, in the history's order. */
    List<RoasEstimate> fit(WeeklyHistory history, long seed);
}
