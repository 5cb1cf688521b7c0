package dev.sluice.app.board;

import dev.sluice.app.domain.ChannelTotals;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The weeks of one account, as the board has them; a week is the epoch day of its Monday. The totals are the board's
 * own: read them at once, and change nothing.
 */
public record AccountHistory(NavigableMap<Integer, Week> weeks) {
    /**
     * One week.
     *
     * @param revision rises with every change
     * @param asOf latest statement time of its events, milliseconds since the epoch; 0 where there is none
     * @param channels totals by channel; channels with nothing left are not among them
     */
    public record Week(long revision, long asOf, SortedMap<String, ChannelTotals> channels) {
        public Week {
            channels = Collections.unmodifiableSortedMap(channels);
        }
    }

    private static final ChannelTotals NOTHING = new ChannelTotals();

    public AccountHistory {
        weeks = Collections.unmodifiableNavigableMap(weeks);
    }

    /** What was there before a week began. */
    public AccountHistory before(int week) {
        return new AccountHistory(new TreeMap<>(weeks.headMap(week, false)));
    }

    /** A channel's totals in a week, or null if it has none. */
    public @Nullable ChannelTotals find(int week, String channel) {
        Week found = weeks.get(week);
        return found == null ? null : found.channels.get(channel);
    }

    /** A channel's totals in a week; all zero if it has none. */
    public ChannelTotals totals(int week, String channel) {
        ChannelTotals found = find(week, channel);
        return found == null ? NOTHING : found;
    }

    static Week weekOf(WeekEntry entry) {
        TreeMap<String, ChannelTotals> channels = new TreeMap<>();
        entry.rows().forEach((channel, row) -> {
            if (!row.totals.isEmpty()) {
                channels.put(channel, row.totals);
            }
        });
        return new Week(entry.revision, entry.asOf, channels);
    }
}
