package dev.sluice.app.budget;

import java.util.NavigableSet;
import java.util.SortedMap;

/** What an account spent, by week and channel, and which week runs. A week is the epoch day of its Monday. */
public interface SpentWeeks {
    /** The week that runs. */
    int openWeek();

    /** The weeks of which anything is known. */
    NavigableSet<Integer> weeks();

    /** What each channel spent in a week, in micros; channels without spend are not among them. */
    SortedMap<String, Long> spend(int week);

    /** The week that a plan begins with. */
    default int plannedWeek() {
        return openWeek() + 7;
    }
}
