package dev.sluice.bench.swap;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.topology.Feeder;
import dev.sluice.app.world.EventStream;
import dev.sluice.app.world.World;
import dev.sluice.app.world.WorldEvent;
import java.time.Instant;
import java.util.Iterator;

/** Sends a world's events as far as is asked for. */
final class Market implements AutoCloseable {
    private final EventStream events;
    private final Feeder feeder;

    Market(World world, SluiceConfig config) {
        this.events = world.events();
        this.feeder = Feeder.connect(config);
    }

    /** Sends what arrives before an instant; it is durable when this returns. */
    void until(Instant end) {
        for (Iterator<WorldEvent> next = events.until(end); next.hasNext(); ) {
            WorldEvent event = next.next();
            long arrival = event.arrival().toEpochMilli();
            if (event.value() != null) {
                feeder.send(event.topic(), event.key(), event.value(), arrival);
            } else {
                feeder.sendBytes(event.topic(), event.key(), event.rawBytes().orElseThrow(), arrival);
            }
        }
        feeder.flush();
    }

    long sent() {
        return feeder.sent();
    }

    @Override
    public void close() {
        feeder.close();
    }
}
