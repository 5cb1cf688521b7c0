package dev.sluice.app.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * ISO weeks in an account's time zone. A week is the epoch day (days since 1970-01-01) of its Monday.
 *
 * <p>Not thread-safe: it remembers the bounds of the weeks it was asked for, because events come from few weeks and
 * calendar arithmetic per event would cost more than the rest of the ledger.
 */
public final class AccountWeeks {
    private static final long WEEK_MILLIS = 7 * 86_400_000L;
    /** From a Monday to the epoch, a Thursday. */
    private static final long MONDAY_MILLIS = 3 * 86_400_000L;
    /** A power of two; more than the weeks a ledger remembers by default. */
    private static final int REMEMBERED = 64;

    private record Bounds(long start, long end, int week) {}

    private final ZoneId zone;
    private final @Nullable Bounds[] remembered = new Bounds[REMEMBERED];

    public AccountWeeks(ZoneId zone) {
        this.zone = zone;
    }

    public ZoneId zone() {
        return zone;
    }

    /** The week of an instant, in milliseconds since the epoch. */
    public int weekOf(long epochMillis) {
        int place = (int) Math.floorDiv(epochMillis + MONDAY_MILLIS, WEEK_MILLIS) & (REMEMBERED - 1);
        Bounds bounds = remembered[place];
        if (bounds == null || epochMillis < bounds.start || epochMillis >= bounds.end) {
            long day =
                    Instant.ofEpochMilli(epochMillis).atZone(zone).toLocalDate().toEpochDay();
            int week = weekOfDay(Math.toIntExact(day));
            bounds = new Bounds(startMillis(week), startMillis(week + 7), week);
            remembered[place] = bounds;
        }
        return bounds.week;
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
