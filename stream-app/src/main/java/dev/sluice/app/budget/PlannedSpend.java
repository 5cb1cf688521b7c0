package dev.sluice.app.budget;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

/**
 * What is spent on channels in the weeks around the planned one, in currency units: before the open week what was spent, in
 * the open week what is spent a week now (or more, where more is spent already), from the planned week on what a plan says.
 */
public final class PlannedSpend {
    private static final double UNIT = 1e6;

    private final SpentWeeks view;
    private final CurrentSpend current;
    private final Map<Integer, SortedMap<String, Long>> weeks = new HashMap<>();

    public PlannedSpend(SpentWeeks view, CurrentSpend current) {
        this.view = view;
        this.current = current;
    }

    /** What is spent on a channel in a week before the planned one. */
    public double before(String channel, int week) {
        SortedMap<String, Long> spend = weeks.computeIfAbsent(week, view::spend);
        long spent = spend.getOrDefault(channel, 0L);
        return (week < view.openWeek() ? spent : Math.max(spent, current.micros(channel))) / UNIT;
    }
}
