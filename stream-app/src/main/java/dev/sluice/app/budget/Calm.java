package dev.sluice.app.budget;

import org.jspecify.annotations.Nullable;

/**
 * Whether an account's inputs have come to rest, from one look to the next, and which of them were answered with advice. A
 * change after a rest is answered at once, and so is the next one; while what advice rests on goes on changing (a history
 * is imported, a backlog is read) nothing more is said until it rests, or for a minute.
 *
 * @param state what the last look saw
 * @param changes looks in a row that saw another base
 * @param answered what the last advice was made from; null before the first
 * @param said whether that advice was made at rest
 */
record Calm(State state, int changes, @Nullable State answered, boolean said) {
    /**
     * What advice depends on, in short.
     *
     * @param events bookings of the account
     * @param complete changes with the complete weeks
     * @param policy revision
     * @param shelf changes with the models
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
        return new Calm(state, 1, null, false);
    }

    Calm next(State now) {
        return new Calm(now, now.sameBase(state) ? 0 : changes + 1, answered, said && now.equals(state));
    }

    /** Whether advice is to be made now. */
    boolean isToAnswer(boolean rests) {
        if (rests) {
            return !said;
        }
        boolean news = answered == null || !answered.sameBase(state);
        return news && (changes <= ANSWERED_AT_ONCE || changes % LONGEST_WAIT == 0);
    }

    Calm answered(boolean atRest) {
        return new Calm(state, changes, state, atRest);
    }
}
