package dev.sluice.bench;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.topology.Feeder;
import dev.sluice.app.world.Fault;
import dev.sluice.app.world.FaultMix;
import dev.sluice.app.world.World;
import dev.sluice.app.world.WorldConfig;
import dev.sluice.app.world.WorldEvent;
import dev.sluice.event.ClickBatch;
import dev.sluice.schemas.Topic;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What lies on the input topics: a world's history, with restatements, duplicates, late, stale and bad records. */
final class Load {
    private static final int ACCOUNTS = 20;
    private static final int DAYS = 60;
    private static final double CLICKS_PER_ORDER = 25;
    private static final LocalDate START = LocalDate.of(2025, 1, 6);

    private final World world;
    private final Map<Topic, long[]> countByTopic = new EnumMap<>(Topic.class);
    private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);

    /** A load of about so many events; clicks come in batches of the given size. */
    Load(long events, int batch) {
        double orders = Math.max(0.5, events / (ACCOUNTS * DAYS * (CLICKS_PER_ORDER + 1)));
        world = World.of(WorldConfig.startingOn(START)
                .withSize(ACCOUNTS, DAYS)
                .withTraffic(orders, CLICKS_PER_ORDER, batch)
                .withFaults(FaultMix.USUAL));
    }

    World world() {
        return world;
    }

    /** Sends it all; it is durable when this returns. */
    void produce(SluiceConfig config) {
        try (Feeder feeder = Feeder.connect(config)) {
            Iterator<WorldEvent> history = world.history();
            while (history.hasNext()) {
                WorldEvent event = history.next();
                long arrival = event.arrival().toEpochMilli();
                if (event.value() != null) {
                    feeder.send(event.topic(), event.key(), event.value(), arrival);
                } else {
                    feeder.sendBytes(
                            event.topic(), event.key(), event.rawBytes().orElseThrow(), arrival);
                }
                count(event);
            }
            feeder.flush();
        }
    }

    private void count(WorldEvent event) {
        long[] counts = countByTopic.computeIfAbsent(event.topic(), t -> new long[2]);
        counts[0]++;
        counts[1] += eventsIn(event.value());
        faults.merge(event.fault(), 1L, Long::sum);
    }

    /** Clicks count each; every other record is one event. */
    static long eventsIn(@Nullable Object value) {
        return value instanceof ClickBatch batch ? batch.getClicks().size() : 1;
    }

    long records() {
        return countByTopic.values().stream().mapToLong(c -> c[0]).sum();
    }

    long events() {
        return countByTopic.values().stream().mapToLong(c -> c[1]).sum();
    }

    /** One line for people. */
    String describe() {
        StringJoiner topics = new StringJoiner(", ");
        countByTopic.forEach((topic, counts) -> topics.add(
                String.format(Locale.ROOT, "%s %,d in %,d records", topic.shortName(), counts[1], counts[0])));
        StringJoiner wrong = new StringJoiner(", ");
        faults.forEach((fault, count) -> wrong.add(String.format(
                Locale.ROOT, "%s %,d", fault.name().toLowerCase(Locale.ROOT).replace('_', ' '), count)));
        return String.format(
                Locale.ROOT,
                "%,d events (%s); %d accounts, %d days; records by fault: %s",
                events(),
                topics,
                ACCOUNTS,
                DAYS,
                wrong);
    }
}
