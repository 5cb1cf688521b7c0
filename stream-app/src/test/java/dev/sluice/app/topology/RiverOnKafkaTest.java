package dev.sluice.app.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.ops.OpsMetrics;
import dev.sluice.app.world.FaultMix;
import dev.sluice.app.world.Truth;
import dev.sluice.app.world.World;
import dev.sluice.app.world.WorldConfig;
import dev.sluice.app.world.WorldEvent;
import dev.sluice.event.ChannelWeek;
import dev.sluice.event.Reconciliation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promises about Kafka, on a real broker, with a world that knows the truth. */
class RiverOnKafkaTest {
    private static final World WORLD = World.of(WorldConfig.startingOn(LocalDate.parse("2025-03-03"))
            .withSize(4, 70)
            .withTraffic(12, 6, 20)
            .withFaults(new FaultMix(0.05, 0.03, 0.05, 0.02)));

    // Every variant must see the same clock, or a week could be SETTLING in one and FINAL in another.
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-06-01T00:00:00Z"));

    private static @Nullable TestCluster shared;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        shared = new TestCluster();
    }

    @AfterAll
    static void stop() {
        cluster().close();
    }

    private static TestCluster cluster() {
        if (shared == null) {
            throw new IllegalStateException("no cluster");
        }
        return shared;
    }

    @Test
    void agreesWithTheWorldsTruthToTheMicro() throws Exception {
        SluiceConfig config = run("truth", 3, 1, null, false);
        Truth truth = WORLD.truth();
        TruthCheck.rows(cluster().channelMetrics(config), truth);
        TruthCheck.books(cluster().reconciliation(config), truth);
    }

    @Test
    void partitionsInstancesArrivalOrderAndPartitionerChangeNothing() throws Exception {
        SluiceConfig one = run("one", 1, 1, null, false);
        NavigableMap<String, ChannelWeek> rows = cluster().channelMetrics(one);
        Map<String, Reconciliation> books = mergedBooks(one);
        assertThat(rows).hasSizeGreaterThan(200);
        for (SluiceConfig other : List.of(
                run("six", 6, 1, null, false),
                run("instances", 6, 2, null, false),
                run("shuffled", 6, 1, null, true),
                run("misplaced", 6, 1, AlwaysElsewhere.class, false))) {
            assertThat(cluster().channelMetrics(other))
                    .as(other.streams().applicationId())
                    .isEqualTo(rows);
            assertThat(mergedBooks(other)).as(other.streams().applicationId()).isEqualTo(books);
        }
    }

    /** Partitions in a way that is nobody's, so that nearly every record is a stray. */
    public static final class AlwaysElsewhere implements Partitioner {
        private int next;

        @Override
        public synchronized int partition(
                String topic, Object key, byte[] keyBytes, Object value, byte[] valueBytes, Cluster cluster) {
            // Like a real one it keeps a key together, but by another hash; keyless records go round.
            int hash = keyBytes == null ? next++ : new String(keyBytes, StandardCharsets.UTF_8).hashCode();
            return Math.floorMod(hash + 1, cluster.partitionCountForTopic(topic));
        }

        @Override
        public void close() {}

        @Override
        public void configure(Map<String, ?> configs) {}
    }

    private SluiceConfig run(
            String name,
            int partitions,
            int instances,
            @Nullable Class<? extends Partitioner> partitioner,
            boolean shuffled)
            throws ExecutionException, InterruptedException {
        SluiceConfig config = cluster().config(name, partitions, directory.resolve(name + "-0"));
        cluster().createTopics(config);
        List<StreamApp> apps = new ArrayList<>();
        List<OpsMetrics> metrics = new ArrayList<>();
        try {
            for (int i = 0; i < instances; i++) {
                OpsMetrics own = new OpsMetrics();
                metrics.add(own);
                apps.add(StreamApp.start(
                        cluster().config(name, partitions, directory.resolve(name + "-" + i)), partitions, own, CLOCK));
            }
            feed(config, partitioner, shuffled);
            await().atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> cluster().hasReadAll(config) && apps.stream().allMatch(StreamApp::hasPublishedAll));
            if (partitioner != null) {
                assertThat(metrics.getFirst().scrape())
                        .containsPattern("sluice_strays_total\\{topic=\"orders\"\\} [1-9]");
            }
        } finally {
            apps.forEach(StreamApp::close);
            metrics.forEach(OpsMetrics::close);
        }
        return config;
    }

    private static void feed(
            SluiceConfig config, @Nullable Class<? extends Partitioner> partitioner, boolean shuffled) {
        try (Feeder feeder = Feeder.connect(config, partitioner)) {
            Iterator<WorldEvent> events = WORLD.history();
            if (shuffled) {
                events = shuffledAcrossAccounts(events);
            }
            while (events.hasNext()) {
                TruthCheck.send(feeder, events.next());
            }
            feeder.flush();
        }
    }

    /** Another interleaving of the accounts; the order within each stays. */
    private static Iterator<WorldEvent> shuffledAcrossAccounts(Iterator<WorldEvent> events) {
        Map<String, List<WorldEvent>> byKey = new TreeMap<>();
        events.forEachRemaining(e -> byKey.computeIfAbsent(String.valueOf(e.key()), k -> new ArrayList<>())
                .add(e));
        Random random = new Random(7);
        record Placed(double at, WorldEvent event) {}
        List<Placed> placed = new ArrayList<>();
        byKey.values().forEach(ofKey -> {
            double at = 0;
            double pace = 0.2 + random.nextDouble();
            for (WorldEvent event : ofKey) {
                at += pace * random.nextDouble();
                placed.add(new Placed(at, event));
            }
        });
        placed.sort(Comparator.comparingDouble(Placed::at));
        return placed.stream().map(Placed::event).iterator();
    }

    /** Records without an account are booked where they lie, which differs: their sum does not. */
    private static Map<String, Reconciliation> mergedBooks(SluiceConfig config) {
        return ReconciliationReport.merged(cluster().reconciliation(config).values());
    }
}
