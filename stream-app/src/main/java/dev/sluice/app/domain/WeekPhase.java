package dev.sluice.app.domain;

/** How settled a week is. */
public enum WeekPhase {
    /** It still runs, or has not begun. */
    OPEN,
    /** It has ended; platforms still restate it. */
    SETTLING,
    /** Older than the account's settling time; a later change still counts and raises the revision. */
    FINAL;

    private static final long DAY_MILLIS = 86_400_000L;

    /**
     * The phase of a week at a moment.
     *
     * @param week epoch day of the Monday
     * @param settlingDays days after the week's end
     * @param nowMillis milliseconds since the epoch
     */
    public static WeekPhase of(int week, AccountWeeks weeks, int settlingDays, long nowMillis) {
        long end = weeks.startMillis(week + 7);
        if (nowMillis < end) {
            return OPEN;
        }
        return nowMillis < end + settlingDays * DAY_MILLIS ? SETTLING : FINAL;
    }
}
