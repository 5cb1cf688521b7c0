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
        Touch touch = touches.computeIfAbsent(week, w -> new Touch());
        touch.count++;
        touch.asOf = Math.max(touch.asOf, asOf);
    }

    void settingsHaveChanged() {
        settingsChanged = true;
    }
}
