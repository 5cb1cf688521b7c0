package dev.sluice.app.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.board.Backlog;
import dev.sluice.app.domain.AccountSettings;
import dev.sluice.app.ledger.LedgerProcessor;
import dev.sluice.app.ops.BudgetMeters;
import dev.sluice.app.ops.RiverMeters;
import dev.sluice.app.ops.ScoringMeters;
import dev.sluice.app.scoring.NoModels;
import dev.sluice.schemas.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.Test;

/**
 * The topology is a reviewed text. A change of node or store names makes running instances start from other state, so
 * it is never an accident.
 */
class TopologyGoldenTest {
    private static final String RENEW = "sluice.golden.renew";
    private static final Path GOLDEN =
            Path.of(System.getProperty("sluice.root", ".."), "stream-app", "src", "test", "resources", "topology.txt");

    private final TopologyDescription topology = SluiceTopology.of(new River(
                    "sluice.",
                    6,
                    new LedgerProcessor.Rules(
                            new AccountSettings(ZoneOffset.UTC, 28, false),
                            Duration.ofDays(30),
                            Duration.ofDays(400),
                            Duration.ofDays(400)),
                    Duration.ofMillis(100),
                    1_000,
                    new LocalRegistry(),
                    (topic, value) -> new byte[0],
                    () -> Instant.EPOCH,
                    RiverMeters.unobserved(),
                    new Backlog(),
                    new River.Scoring(new NoModels(), Duration.ofSeconds(1), ScoringMeters.unobserved()),
                    new River.Budget(Duration.ofSeconds(1), BudgetMeters.unobserved())))
            .describe();

    @Test
    void theTopologyIsTheReviewedOne() throws IOException {
        if (Boolean.getBoolean(RENEW)) {
            Files.writeString(GOLDEN, topology.toString());
        }
        assertThat(topology.toString()).as("""
                        the topology has changed. If that is meant, renew the text with
                          ./mvnw -pl schemas,stream-app -am test -Dtest=TopologyGoldenTest -Dsurefire.failIfNoSpecifiedTests=false -D%s=true
                        and have the difference reviewed: renamed stores lose their state, renamed nodes their subscriptions""", RENEW).isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void thereIsOneSubTopology() {
        assertThat(topology.subtopologies()).hasSize(1);
        assertThat(topology.globalStores()).isEmpty();
    }

    @Test
    void nothingIsRepartitionedAndEveryTopicIsInTheCatalogue() {
        Set<String> topics = new HashSet<>();
        for (TopologyDescription.Node node :
                topology.subtopologies().iterator().next().nodes()) {
            switch (node) {
                case TopologyDescription.Source source -> topics.addAll(source.topicSet());
                case TopologyDescription.Sink sink -> topics.add(sink.topic());
                default -> {}
            }
        }
        assertThat(topics).isNotEmpty().allSatisfy(topic -> {
            assertThat(topic).doesNotContain("repartition");
            assertThat(Topic.values())
                    .anyMatch(known -> known.fullName("sluice.").equals(topic));
        });
    }
}
