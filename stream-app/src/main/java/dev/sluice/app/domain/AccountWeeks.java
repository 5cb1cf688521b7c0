package dev.sluice.app.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * ISO weeks in an account's time zone. A week is the epoch day (days since 1970-01-01) of its Monday.
 *
 * <p>Not thread-safe: it remembers the bounds of the last week it was asked for, because events come in runs of the
 * same week and calendar arithmetic per event would cost more than the rest of the ledger.
 */
public final class AccountWeeks {

    private final ZoneId zone;
    private long cachedStart = 1;
    private long cachedEnd;
    private int cachedWeek;

    public AccountWeeks(ZoneId zone) {
        this.zone = zone;
    }

    public ZoneId zone() {
        return zone;
    }

    /** The week of an instant, in milliseconds since the epoch. */
    public int weekOf(long epochMillis) {
        if (epochMillis < cachedStart || epochMillis >= cachedEnd) {
            long day =
                    Instant.ofEpochMilli(epochMillis).atZone(zone).toLocalDate().toEpochDay();
            cachedWeek = weekOfDay(Math.toIntExact(day));
            cachedStart = startMillis(cachedWeek);
            cachedEnd = startMillis(cachedWeek + 7);
        }
        return cachedWeek;
    }

    /** The first instant of a week (or of any day), in milliseconds since the epoch. */
    public long startMillis(int week) {
        return LocalDate.ofEpochDay(week).atStartOfDay(zone).toInstant().toEpochMilli();
    }

    /** The week of a day, both as epoch days: the Monday at or before it. */
    public static int weekOfDay(int epochDay) {
        // 1970-01-01 was a Thursday, three days after a Monday.
        return epochDay - Math.floorMod(epochDay + 3, 7);
    }
}
