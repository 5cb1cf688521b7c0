package dev.sluice.app.world;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A simulated advertising market: the events it sends, and what is true of them.
 *
 * <pre>{@code
 * World world = World.of(WorldConfig.startingOn(LocalDate.of(2025, 1, 6)));
 * EventStream events = world.events();
 * events.until(world.historyEnd()).forEachRemaining(publish);   // as fast as may be
 * Pace pace = new Pace(world.historyEnd(), clock.instant(), 3600);
 * while (running) {                                             // an hour in a second
 *     wait(pace.untilDue(events.nextArrival(), clock.instant()));
 *     publish(events.next());
 * }
 * }</pre>
 */
public final class World {
    private final WorldConfig config;

    private World(WorldConfig config) {
        this.config = config;
    }

    public static World of(WorldConfig config) {
        return new World(config);
    }

    public WorldConfig config() {
        return config;
    }

    /** When the history ends and the live stream begins: midnight UTC after the last configured day. */
    public Instant historyEnd() {
        return config.start()
                .plusDays(config.days())
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    /** A new stream of all events from the first one on, history and live; the same each time. */
    public EventStream events() {
        return new EventStream(config);
    }

    /** All events that arrive before {@link #historyEnd()}, in order of arrival, simulated as they are asked for. */
    public Iterator<WorldEvent> history() {
        return events().until(historyEnd());
    }

    /** What is true once the whole history has arrived. Simulates it anew and holds all of it in memory. */
    public Truth truth() {
        return truth(historyEnd());
    }

    /** What is true once every event that arrives before an instant has arrived. */
    public Truth truth(Instant end) {
        Truth truth = new Truth();
        events().until(end).forEachRemaining(truth::add);
        return truth;
    }

    /** The causal truth, one entry an account. */
    public List<Market> markets() {
        return IntStream.range(0, config.accounts())
                .mapToObj(index -> Market.of(config, index))
                .toList();
    }
}
