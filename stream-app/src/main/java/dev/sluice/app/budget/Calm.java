package dev.sluice.app.budget;

/**
 * Whether an account's inputs have come to rest, from one look to the next. A change after a rest is answered at once, and
 * so is the next one; while they go on changing (a history is imported, a backlog is read) nothing more is said until they
 * rest, or for a minute.
 */
record Calm(State state, int changes) {
    /**
     * What advice depends on, in short.
     *
     * @param events bookings of the account
     * @param complete changes with the complete weeks
     * @param shelf the models' changes
     * @param day epoch day in the account's time zone
     */
    record State(long events, long complete, long policy, long shelf, int day) {
        /** Whether what advice rests on is the same; the running week alone may have moved. */
        boolean sameBase(State other) {
            return complete == other.complete && policy == other.policy && shelf == other.shelf && day == other.day;
        }
    }

    private static final int ANSWERED_AT_ONCE = 2;
    private static final int LONGEST_WAIT = 60;

    static Calm first(State state) {
        return new Calm(state, 1);
    }

    Calm next(State now) {
        return new Calm(now, now.sameBase(state) ? 0 : changes + 1);
    }

    /** Whether changes are to be answered by new advice now. */
    boolean isAnswered() {
        return changes <= ANSWERED_AT_ONCE || changes % LONGEST_WAIT == 0;
    }
}
