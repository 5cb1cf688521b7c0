package dev.sluice.app.budget;

import dev.sluice.app.ops.BudgetMeters;
import java.util.TreeMap;

/** The standing advice and the follow-ups of all accounts of one task, for the gauges. */
final class AdviceTotals {
    private record Reading(boolean stands, boolean acts, BudgetMeters.Track track) {}

    private final TreeMap<String, Reading> readings = new TreeMap<>();
    private final String task;
    private final BudgetMeters meters;
    private boolean changed = true;

    AdviceTotals(String task, BudgetMeters meters) {
        this.task = task;
        this.meters = meters;
    }

    /** Puts an account's advice in the place of what was known of it. */
    void set(String account, AdviceEntry entry) {
        readings.put(
                account,
                new Reading(
                        entry.standing != null,
                        AdviceDesk.acts(entry),
                        entry.totals().track()));
        changed = true;
    }

    void report() {
        if (!changed) {
            return;
        }
        changed = false;
        long act = 0;
        long hold = 0;
        BudgetMeters.Track track = BudgetMeters.Track.NONE;
        for (Reading reading : readings.values()) {
            act += reading.acts ? 1 : 0;
            hold += reading.stands && !reading.acts ? 1 : 0;
            track = track.plus(reading.track);
        }
        meters.standing(task, new BudgetMeters.Standing(act, hold, track));
    }
}
