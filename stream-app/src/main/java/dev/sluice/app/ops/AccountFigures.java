package dev.sluice.app.ops;

import dev.sluice.app.ops.AccountMeters.Figures;
import dev.sluice.app.ops.AccountMeters.Prediction;
import io.micrometer.core.instrument.Meter;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** What the meters of one account show: its newest weeks, what was predicted for them, and its feeds. Thread-safe. */
final class AccountFigures {
    /** The newest week and those before it. */
    static final int WEEKS = 3;

    private static final int DAYS = 7;

    /** A feed's events so far, and when the last of them came while this instance had the account; 0: not yet. */
    private record Feed(long received, long newestMillis) {}

    private final String task;
    private final TreeMap<Integer, Map<String, Figures>> weeks = new TreeMap<>();
    private final TreeMap<Integer, Map<String, Prediction>> predictions = new TreeMap<>();
    private final Map<String, Feed> feeds = new HashMap<>();
    private final Map<String, Meter> meters = new HashMap<>();

    AccountFigures(String task) {
        this.task = task;
    }

    String task() {
        return task;
    }

    /** Puts a week in the place of what was known of it; the channels of all weeks that are kept. */
    synchronized Set<String> week(int week, Map<String, Figures> channels) {
        if (channels.isEmpty()) {
            weeks.remove(week);
        } else {
            weeks.put(week, Map.copyOf(channels));
            weeks.headMap(weeks.lastKey() - DAYS * (WEEKS - 1)).clear();
        }
        Set<String> known = new TreeSet<>();
        weeks.values().forEach(all -> known.addAll(all.keySet()));
        return known;
    }

    synchronized void predicted(int week, String channel, Prediction prediction) {
        predictions.computeIfAbsent(week, w -> new HashMap<>()).put(channel, prediction);
        // One more than of weeks: the coming week is predicted, too.
        predictions.headMap(predictions.lastKey() - DAYS * WEEKS).clear();
    }

    synchronized Figures figures(String channel, int weeksAgo) {
        return at(weeks, channel, weeksAgo, Figures.NONE);
    }

    synchronized Prediction prediction(String channel, int weeksAgo) {
        return at(predictions, channel, weeksAgo, Prediction.NONE);
    }

    private <T> T at(TreeMap<Integer, Map<String, T>> of, String channel, int weeksAgo, T otherwise) {
        Map<String, T> found = weeks.isEmpty() ? null : of.get(weeks.lastKey() - DAYS * weeksAgo);
        return found == null ? otherwise : found.getOrDefault(channel, otherwise);
    }

    /** Where a feed stands when this instance takes the account over. */
    synchronized void takenOver(String topic, long events) {
        feeds.putIfAbsent(topic, new Feed(events, 0));
    }

    /** True if the feed has more events than before. */
    synchronized boolean received(String topic, long events, long nowMillis) {
        Feed last = feeds.get(topic);
        if (events == (last == null ? 0 : last.received)) {
            return false;
        }
        feeds.put(topic, new Feed(events, nowMillis));
        return true;
    }

    synchronized double newestSeconds(String topic) {
        Feed feed = feeds.get(topic);
        return feed == null ? Double.NaN : feed.newestMillis / 1e3;
    }

    synchronized void meter(String id, Function<String, Meter> made) {
        meters.computeIfAbsent(id, made);
    }

    synchronized Set<Meter> meters() {
        return Set.copyOf(meters.values());
    }
}
