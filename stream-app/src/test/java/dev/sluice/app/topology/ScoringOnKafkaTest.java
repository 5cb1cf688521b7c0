package dev.sluice.app.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.ops.OpsMetrics;
import dev.sluice.app.ops.StreamsState;
import dev.sluice.app.scoring.NoModels;
import dev.sluice.app.scoring.Shelf;
import dev.sluice.app.scoring.TinyModels;
import dev.sluice.app.world.FaultMix;
import dev.sluice.app.world.World;
import dev.sluice.app.world.WorldConfig;
import dev.sluice.event.ChannelScore;
import dev.sluice.event.FeatureRow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scoring on a real broker: what waits for an outcome outlives the process and its disk. */
class ScoringOnKafkaTest {
    private static final LocalDate START = LocalDate.parse("2026-01-05");
    private static final World WORLD = World.of(
            WorldConfig.startingOn(START).withSize(3, 70).withTraffic(12, 6, 20).withFaults(FaultMix.NONE));

    /** A Monday; the last ten days of the world's seventy lie behind it within the settling time. */
    private static final Instant AT_FIRST = Instant.parse("2026-03-16T12:00:00Z");

    private static final Instant SETTLED = Instant.parse("2026-05-04T12:00:00Z");

    /** Many rounds in a short time; and a second run need not wait for the first one's session to end. */
    private static final Map<String, String> QUICK = Map.of(
            "scoring.interval", "100ms", "kafka.session.timeout.ms", "2000", "kafka.heartbeat.interval.ms", "400");

    @TempDir
    Path directory;

    private record Run(Map<String, ChannelScore> scores, List<FeatureRow> features) {}

    @Test
    void rowsScoredBeforeARestartGetTheirOutcomesAfterItThoughTheLocalStateIsLost() throws Exception {
        try (TestCluster cluster = new TestCluster()) {
            TinyModels shelf = new TinyModels().put("*", "gmv", "v1", "revenue_mean4", x -> x);
            SluiceConfig first = config(cluster, "scoring", 2, "before");
            cluster.createTopics(first);
            Run before = run(cluster, first, shelf, AT_FIRST, true);
            assertThat(before.scores).isNotEmpty().allSatisfy((key, score) -> assertThat(score.getModelVersions())
                    .isEqualTo(Map.of("gmv", "v1")));
            List<FeatureRow> waiting = pendingAtFirst(before.features);
            assertThat(waiting).isNotEmpty();

            Run after = run(cluster, config(cluster, "scoring", 2, "after"), new NoModels(), SETTLED, false);
            for (FeatureRow row : waiting) {
                assertThat(after.features)
                        .as(row.getAccount() + " " + row.getChannel() + " " + row.getWeek())
                        .anySatisfy(done -> {
                            assertThat(done.getOutcome()).isPresent();
                            assertThat(identity(done)).isEqualTo(identity(row));
                            assertThat(done.getNumbers()).isEqualTo(row.getNumbers());
                        });
            }
            // Rows that nobody scored are written anew where the feed pauses for three rounds and then goes on.
            assertThat(after.features.stream()
                            .filter(row -> row.getOutcome().isPresent()
                                    && !row.getModelVersion().isEmpty())
                            .map(ScoringOnKafkaTest::identity))
                    .as("each scored row's outcome once")
                    .isNotEmpty()
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void partitionsChangeNoScoreAndNoRow() throws Exception {
        try (TestCluster cluster = new TestCluster()) {
            List<Run> runs = new ArrayList<>();
            for (int partitions : new int[] {1, 3}) {
                SluiceConfig config = config(cluster, "by" + partitions, partitions, "by" + partitions);
                cluster.createTopics(config);
                TinyModels shelf = new TinyModels().put("*", "gmv", "v1", "revenue_mean4", x -> x);
                runs.add(run(cluster, config, shelf, AT_FIRST, true));
            }
            assertThat(runs.get(1).scores).isEqualTo(runs.get(0).scores);
            assertThat(lastOutcomes(runs.get(1))).isNotEmpty().isEqualTo(lastOutcomes(runs.get(0)));
        }
    }

    private static Map<String, FeatureRow> lastOutcomes(Run run) {
        Map<String, FeatureRow> last = new TreeMap<>();
        run.features.stream().filter(row -> row.getOutcome().isPresent()).forEach(row -> last.put(identity(row), row));
        return last;
    }

    private static List<FeatureRow> pendingAtFirst(List<FeatureRow> features) {
        return features.stream()
                .filter(row -> row.getModelVersion().equals("v1")
                        && row.getScoredAt().equals(AT_FIRST)
                        && row.getOutcome().isEmpty())
                .toList();
    }

    private static String identity(FeatureRow row) {
        return String.join(
                "/",
                row.getAccount(),
                row.getChannel(),
                row.getWeek().toString(),
                row.getKind(),
                row.getModelVersion(),
                row.getScoredAt().toString(),
                row.getNumbers().get("horizon") + "");
    }

    private SluiceConfig config(TestCluster cluster, String name, int partitions, String folder) {
        return cluster.config(name, partitions, directory.resolve(folder), QUICK);
    }

    /** Runs until several rounds of scoring have gone by in which nothing was written any more. */
    private static Run run(TestCluster cluster, SluiceConfig config, Shelf shelf, Instant now, boolean feed)
            throws ExecutionException, InterruptedException {
        try (OpsMetrics metrics = new OpsMetrics();
                StreamApp app = StreamApp.start(
                        config, config.cluster().partitions(), metrics, InstantSource.fixed(now), shelf);
                Feeder feeder = Feeder.connect(config)) {
            if (feed) {
                WORLD.history().forEachRemaining(event -> TruthCheck.send(feeder, event));
                feeder.flush();
            }
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> app.state().phase() == StreamsState.Phase.RUNNING
                            && cluster.hasReadAll(config)
                            && app.hasPublishedAll());
            int[] last = {-1};
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(1_500))
                    .until(() -> {
                        int rows = cluster.features(config).size();
                        boolean still = rows == last[0];
                        last[0] = rows;
                        return still;
                    });
        }
        return new Run(cluster.channelScores(config), cluster.features(config));
    }
}
