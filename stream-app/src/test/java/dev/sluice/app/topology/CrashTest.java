package dev.sluice.app.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.ops.OpsMetrics;
import dev.sluice.app.ops.StreamsState;
import dev.sluice.app.world.FaultMix;
import dev.sluice.app.world.World;
import dev.sluice.app.world.WorldConfig;
import dev.sluice.app.world.WorldEvent;
import dev.sluice.schemas.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed loses nothing and counts nothing twice. */
class CrashTest {
    private static final int KILLS = 10;
    private static final int PARTITIONS = 2;
    private static final long SEED = 20_260_301;

    // Every week of it is FINAL by now, whenever the two runs publish it.
    private static final World WORLD = World.of(WorldConfig.startingOn(LocalDate.parse("2025-03-03"))
            .withSize(5, 84)
            .withTraffic(12, 6, 20)
            .withFaults(new FaultMix(0.05, 0.03, 0.05, 0.02)));

    // A killed member must not hold its partitions for the 45 s that are usual.
    private static final List<String> SHORT_SESSIONS =
            List.of("kafka.session.timeout.ms=2000", "kafka.heartbeat.interval.ms=400");

    @TempDir
    Path directory;

    @Test
    void tenKillsUnderLoadChangeNothing() throws Exception {
        try (TestCluster cluster = new TestCluster()) {
            SluiceConfig calm = uninterrupted(cluster);
            SluiceConfig killed = killedTenTimes(cluster);
            assertThat(cluster.lastBytes(killed, Topic.CHANNEL_METRICS))
                    .hasSizeGreaterThan(300)
                    .isEqualTo(cluster.lastBytes(calm, Topic.CHANNEL_METRICS));
            assertThat(ReconciliationReport.merged(
                            cluster.reconciliation(killed).values()))
                    .isEqualTo(ReconciliationReport.merged(
                            cluster.reconciliation(calm).values()));
            assertThat(cluster.deadLetters(killed)).containsExactlyInAnyOrderEntriesOf(cluster.deadLetters(calm));
            TruthCheck.rows(cluster.channelMetrics(killed), WORLD.truth());
            TruthCheck.books(cluster.reconciliation(killed), WORLD.truth());
        }
    }

    private SluiceConfig uninterrupted(TestCluster cluster) throws Exception {
        SluiceConfig config = cluster.config("calm", PARTITIONS, directory.resolve("calm"));
        cluster.createTopics(config);
        try (OpsMetrics metrics = new OpsMetrics();
                StreamApp app = StreamApp.start(config, PARTITIONS, metrics, InstantSource.system());
                Feeder feeder = Feeder.connect(config)) {
            WORLD.history().forEachRemaining(event -> TruthCheck.send(feeder, event));
            feeder.flush();
            await().atMost(Duration.ofSeconds(60)).until(() -> cluster.hasReadAll(config) && app.hasPublishedAll());
        }
        return config;
    }

    private SluiceConfig killedTenTimes(TestCluster cluster) throws Exception {
        SluiceConfig config = cluster.config("killed", PARTITIONS, directory.resolve("killed"));
        cluster.createTopics(config);
        Random random = new Random(SEED);
        List<WorldEvent> events = new ArrayList<>();
        WORLD.history().forEachRemaining(events::add);
        try (Feeder feeder = Feeder.connect(config)) {
            for (int kill = 1; kill <= KILLS; kill++) {
                Moment moment = Moment.of(kill, random);
                int first = events.size() * (kill - 1) / (KILLS + 1);
                int end = events.size() * kill / (KILLS + 1);
                long before = cluster.committed(config);
                try (AppProcess app = AppProcess.start(config, SHORT_SESSIONS)) {
                    int half = (first + end) / 2;
                    events.subList(first, half).forEach(event -> TruthCheck.send(feeder, event));
                    feeder.flush();
                    await().atMost(Duration.ofSeconds(60))
                            .until(() -> !app.isAlive()
                                    || switch (moment.after()) {
                                        case START -> true;
                                        case RUNNING -> app.isRunning();
                                        case COMMIT -> cluster.committed(config) > before;
                                    });
                    feedDuring(moment.delay(), feeder, events.subList(half, end));
                    assertThat(app.isAlive()).as(() -> "" + app.said()).isTrue();
                    app.kill();
                }
                System.out.printf(
                        "kill %d, %d ms after %s: %d records sent, %d committed%n",
                        kill, moment.delay().toMillis(), moment.after(), end, cluster.committed(config));
            }
            events.subList(events.size() * KILLS / (KILLS + 1), events.size())
                    .forEach(event -> TruthCheck.send(feeder, event));
            feeder.flush();
        }
        try (AppProcess app = AppProcess.start(config, SHORT_SESSIONS)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> cluster.hasReadAll(config));
            assertThat(app.stop()).as(() -> "" + app.said()).isZero();
        }
        // What was read but not yet published when it stopped, the next start publishes.
        try (OpsMetrics metrics = new OpsMetrics();
                StreamApp app = StreamApp.start(config, PARTITIONS, metrics, InstantSource.system())) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> app.state().phase() == StreamsState.Phase.RUNNING && app.hasPublishedAll());
        }
        return config;
    }

    /** When to kill: so long after the process started, or said that it runs, or committed work of its own. */
    private record Moment(After after, Duration delay) {
        enum After {
            START,
            RUNNING,
            COMMIT
        }

        static Moment of(int kill, Random random) {
            return switch (kill % 5) {
                case 0 -> new Moment(After.START, Duration.ofMillis(500 + random.nextInt(1_500)));
                case 1, 3 -> new Moment(After.COMMIT, Duration.ofMillis(random.nextInt(1_000)));
                default -> new Moment(After.RUNNING, Duration.ofMillis(300 + random.nextInt(2_700)));
            };
        }
    }

    /** Sends them evenly over the time, so that the last is hardly sent when it is over. */
    private static void feedDuring(Duration time, Feeder feeder, List<WorldEvent> events) {
        long start = System.nanoTime();
        AtomicInteger sent = new AtomicInteger();
        await().pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    double share = Math.min(1, (double) (System.nanoTime() - start) / time.toNanos());
                    while (sent.get() < events.size() * share) {
                        TruthCheck.send(feeder, events.get(sent.getAndIncrement()));
                    }
                    return share == 1;
                });
        feeder.flush();
    }
}
