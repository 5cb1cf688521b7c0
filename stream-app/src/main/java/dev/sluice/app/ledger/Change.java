package dev.sluice.app.ledger;

import dev.sluice.app.domain.ChannelTotals;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What one event changes on the board of its account: signed deltas per channel-week, and the weeks whose revision
 * rises.
 *
 * <p>Revisions are raised by week, not by row, and by every accepted event that <em>can</em> change the week, whether or
 * not it did. So the same events give the same revision in whatever order the topics are read: a click raises the weeks
 * its look-back reaches, because an order there may be attributed to it now or may have been already.
 */
public final class Change {
    private record Row(int week, String channel) {}

    /** How far a week's revision rises, and the latest statement time of the events in it (0: none). */
    public static final class Touch {
        long count;
        long asOf;

        public long count() {
            return count;
        }

        public long asOf() {
            return asOf;
        }
    }

    /** Receives the deltas. */
    @FunctionalInterface
    public interface DeltaConsumer {
        void accept(int week, String channel, ChannelTotals delta);
    }

    private final String account;
    private final long arrivedMillis;
    private final Map<Row, ChannelTotals> deltas = new LinkedHashMap<>();
    private final TreeMap<Integer, Touch> touches = new TreeMap<>();
    private boolean settingsChanged;
    private @Nullable Row lastRow;
    private @Nullable ChannelTotals lastDelta;
    // The run of events that reach the same weeks and are yet to be entered in the touches.
    private int reachFrom;
    private int reachTo;
    private long reachCount;
    private long reachAsOf;

    Change(String account, long arrivedMillis) {
        this.account = account;
        this.arrivedMillis = arrivedMillis;
    }

    public String account() {
        return account;
    }

    /** Timestamp of the record, milliseconds since the epoch. */
    public long arrivedMillis() {
        return arrivedMillis;
    }

    /** Whether every row of the account must be published anew because its settings changed. */
    public boolean settingsChanged() {
        return settingsChanged;
    }

    public void forEachDelta(DeltaConsumer consumer) {
        deltas.forEach((row, delta) -> consumer.accept(row.week(), row.channel(), delta));
    }

    public void forEachTouch(BiConsumer<Integer, Touch> consumer) {
        settleReach();
        touches.forEach(consumer);
    }

    /** The delta of a channel-week, to be added to; its fields may go below 0. */
    ChannelTotals at(int week, String channel) {
        if (lastRow != null && lastDelta != null && lastRow.week == week && lastRow.channel.equals(channel)) {
            return lastDelta;
        }
        lastRow = new Row(week, channel);
        lastDelta = deltas.computeIfAbsent(lastRow, row -> new ChannelTotals());
        return lastDelta;
    }

    /** Raises a week's revision by one; {@code asOf} is 0 where the event lies in another week. */
    void touch(int week, long asOf) {
        touch(week, 1, asOf);
    }

    private void touch(int week, long count, long asOf) {
        Touch touch = touches.computeIfAbsent(week, w -> new Touch());
        touch.count += count;
        touch.asOf = Math.max(touch.asOf, asOf);
    }

    /**
     * Raises the revision of an event's week, as {@link #touch}, and of the weeks after it up to the last that it
     * reaches. Clicks of a batch come in runs that reach the same weeks, so that a run is entered once.
     */
    void touchReach(int week, int lastReached, long asOf) {
        if (week != reachFrom || lastReached != reachTo) {
            settleReach();
            reachFrom = week;
            reachTo = lastReached;
        }
        reachCount++;
        reachAsOf = Math.max(reachAsOf, asOf);
    }

    private void settleReach() {
        if (reachCount > 0) {
            touch(reachFrom, reachCount, reachAsOf);
            for (int week = reachFrom + 7; week <= reachTo; week += 7) {
                touch(week, reachCount, 0);
            }
            reachCount = 0;
            reachAsOf = 0;
        }
    }

    void settingsHaveChanged() {
        settingsChanged = true;
    }
}
