package dev.sluice.app.command;

import dev.sluice.app.topology.Feeder;
import dev.sluice.app.world.EventStream;
import dev.sluice.app.world.Pace;
import dev.sluice.app.world.World;
import dev.sluice.app.world.WorldEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Sends a world's events to the input topics: its history at once, what follows as its clock runs. */
final class WorldFeed {
    /** Told how far the history is. */
    interface HistoryProgress {
        void at(long doneMillis, long totalMillis, long records);
    }

    private static final Duration LONGEST_WAIT = Duration.ofMillis(200);

    private final World world;
    private final EventStream events;
    private final Feeder feeder;
    private final Interruption interruption;
    private volatile Instant simulated;

    WorldFeed(World world, Feeder feeder, Interruption interruption) {
        this.world = world;
        this.events = world.events();
        this.feeder = feeder;
        this.interruption = interruption;
        this.simulated = world.historyEnd();
    }

    /** Sends the history as fast as the brokers take it; it is durable when this returns. */
    void history(HistoryProgress progress) {
        Iterator<WorldEvent> history = events.until(world.historyEnd());
        Instant start = events.nextArrival();
        long total = Duration.between(start, world.historyEnd()).toMillis();
        while (history.hasNext() && !interruption.isAsked()) {
            WorldEvent event = history.next();
            send(event, event.arrival().toEpochMilli());
            if (feeder.sent() % 1_000 == 0) {
                progress.at(Duration.between(start, event.arrival()).toMillis(), total, feeder.sent());
            }
        }
        feeder.flush();
        progress.at(total, total, feeder.sent());
    }

    /**
     * Goes on from the end of the history until asked to stop or the wall clock reaches {@code end}.
     *
     * @param speed simulated seconds a second; the simulated clock never overtakes the wall clock, from there on it
     *     runs at its pace
     */
    void live(InstantSource clock, double speed, Instant end) throws InterruptedException {
        Pace pace = new Pace(world.historyEnd(), clock.instant(), speed);
        while (!interruption.isAsked()) {
            Instant wall = clock.instant();
            if (!wall.isBefore(end)) {
                return;
            }
            Instant reached = pace.simulatedAt(wall);
            simulated = reached.isAfter(wall) ? wall : reached;
            while (!events.nextArrival().isAfter(simulated) && !interruption.isAsked()) {
                send(events.next(), null);
            }
            interruption.await(LONGEST_WAIT);
        }
    }

    /** The simulated moment. */
    Instant simulated() {
        return simulated;
    }

    private void send(WorldEvent event, @Nullable Long timestamp) {
        if (event.value() != null) {
            feeder.send(event.topic(), event.key(), event.value(), timestamp);
        } else {
            feeder.sendBytes(event.topic(), event.key(), event.rawBytes().orElseThrow(), timestamp);
        }
    }
}
