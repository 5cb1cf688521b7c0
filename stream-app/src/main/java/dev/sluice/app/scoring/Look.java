package dev.sluice.app.scoring;

import dev.sluice.app.board.AccountHistory;
import dev.sluice.app.domain.AccountWeeks;
import java.util.List;

/**
 * An account as it is at a moment.
 *
 * @param fromPlatform whether it counts the platforms' conversions
 * @param now milliseconds since the epoch
 * @param rows its rows to score
 */
record Look(
        String account,
        AccountHistory history,
        AccountWeeks calendar,
        int settlingDays,
        boolean fromPlatform,
        long now,
        List<Scored> rows) {
    private static final long DAY_MILLIS = 86_400_000L;

    int openWeek() {
        return calendar.weekOf(now);
    }

    /** Day of the open week, Monday is 0. */
    int day() {
        return (int) Math.min(6, Math.floorDiv(now - calendar.startMillis(openWeek()), DAY_MILLIS));
    }

    /** Rises when any of these weeks changes, both ends included. */
    long revision(int from, int to) {
        long sum = fromPlatform ? 1 : 0;
        for (AccountHistory.Week week :
                history.weeks().subMap(from, true, to, true).values()) {
            sum += 2 * week.revision();
        }
        return sum;
    }
}
