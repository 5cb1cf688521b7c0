package dev.sluice.loop;

import dev.sluice.app.world.weekly.WeeklyHistory;
import java.util.Optional;

/** Advises on the next week's spends, from one model or from none. Not for several threads. */
interface Adviser extends AutoCloseable {
    /** Makes advisers; used by several threads at once. */
    interface Maker {
        Adviser of(Optional<byte[]> model);
    }

    /**
     * Advice for the week after the history.
     *
     * @param current what is spent a week now, by channel in the history's order, currency units
     */
    Advised advise(WeeklyHistory history, double[] current);

    @Override
    void close();
}
