package dev.sluice.app.command;

import static dev.sluice.app.command.CommandLineFixture.bytes;
import static dev.sluice.app.command.CommandLineFixture.spend;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.command.CommandLineFixture.Ran;
import dev.sluice.app.command.CommandLineFixture.World;
import dev.sluice.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The commands against a real broker and registry. */
@SuppressWarnings("NullAway.Init")
final class CommandsTest {
    private static CommandLineFixture fixture;

    @BeforeAll
    static void start() {
        fixture = new CommandLineFixture();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void creatingTopicsTwiceDoesNoHarm() {
        World world = fixture.world();
        Ran first = world.run("topics", "create").endsWith(0);
        assertThat(first.out().lines()).hasSize(Topic.values().length).allMatch(l -> l.startsWith("created  "));
        Ran second = world.run("topics", "create").endsWith(0);
        assertThat(second.out().lines()).hasSize(Topic.values().length).allMatch(l -> l.startsWith("exists   "));
        assertThat(second.err()).isEmpty();
        assertThat(world.run("topics", "diff").endsWith(0).out())
                .contains("All " + Topic.values().length + " topics are as the catalogue says.");
    }

    @Test
    void diffNamesEveryDifferenceAndEndsNonZero() throws Exception {
        World world = fixture.world();
        try (Admin admin = world.admin()) {
            admin.createTopics(List.of(new NewTopic(world.topic("orders"), 5, (short) 1)
                            .configs(Map.of("retention.ms", "1000", "cleanup.policy", "delete"))))
                    .all()
                    .get();
        }
        Ran ran = world.run("topics", "diff").endsWith(6);
        assertThat(ran.out())
                .contains(
                        world.topic("orders") + ": partitions is 5, should be 2",
                        world.topic("orders") + ": retention.ms is 1000, should be -1",
                        world.topic("ad-spend") + ": topic is missing, should be there")
                .doesNotContain("cleanup.policy");
        assertThat(world.run("topics", "create").endsWith(0).err()).contains("warning", "partitions is 5");
        assertThat(world.run("topics", "describe").endsWith(0).out())
                .contains(world.topic("orders"), "compact", "365d");
    }

    @Test
    void tailPrintsDecodedRecordsByShortAndFullName() throws Exception {
        World world = fixture.world();
        world.run("topics", "create").endsWith(0);
        for (int i = 1; i <= 12; i++) {
            world.send("ad-spend", "acme", world.encoded(spend("acme", i)));
        }
        List<JsonNode> last = lines(world.run("tail", "ad-spend").endsWith(0));
        assertThat(last).hasSize(10);
        assertThat(last.getLast().at("/value/spend_micros").asLong()).isEqualTo(12);
        assertThat(last.getLast().at("/key").asText()).isEqualTo("acme");
        assertThat(last.getLast().at("/topic").asText()).isEqualTo(world.topic("ad-spend"));

        List<JsonNode> first = lines(world.run("tail", world.topic("ad-spend"), "--from-beginning", "--max", "3")
                .endsWith(0));
        assertThat(first).extracting(n -> n.at("/value/spend_micros").asLong()).containsExactly(1L, 2L, 3L);
        assertThat(lines(world.run("tail", "ad-spend", "--from-beginning").endsWith(0)))
                .hasSize(12);
        assertThat(world.run("tail", "nonsense").endsWith(6).err()).contains("no topic nonsense", "ad-spend");
    }

    @Test
    void tailShowsWhatIsNotAvroAsItIs() throws Exception {
        World world = fixture.world();
        world.run("topics", "create").endsWith(0);
        world.send("orders", null, bytes("hello"));
        world.send("orders", "k", new byte[] {0, 0, 0, 0x7f, 1, 9});
        world.send("orders", "k", new byte[] {1, (byte) 0xff});
        List<JsonNode> lines =
                lines(world.run("tail", "orders", "--from-beginning").endsWith(0));
        assertThat(lines).hasSize(3).anySatisfy(n -> {
            assertThat(n.at("/value").asText()).isEqualTo("hello");
            assertThat(n.get("key").isNull()).isTrue();
        });
        assertThat(lines).anySatisfy(n -> assertThat(n.at("/problem").asText()).contains("Schema 32513 not found"));
        assertThat(lines)
                .anySatisfy(n -> assertThat(n.at("/valueBase64").asText()).isEqualTo("Af8="));
    }

    @Test
    void tailReadsCommittedRecordsOnlyAndFollowsNewOnes() throws Exception {
        World world = fixture.world();
        world.run("topics", "create").endsWith(0);
        try (KafkaProducer<byte[], byte[]> producer = world.producer(Map.of("transactional.id", world.prefix))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(world.topic("orders"), 0, null, bytes("aborted")))
                    .get();
            producer.abortTransaction();
            CompletableFuture<Ran> following = CompletableFuture.supplyAsync(
                    () -> world.run("tail", "orders", "--from-beginning", "--follow", "--max", "1"));
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(world.topic("orders"), 0, null, bytes("committed")))
                    .get();
            producer.commitTransaction();
            await().atMost(Duration.ofSeconds(30)).until(following::isDone);
            assertThat(lines(following.get().endsWith(0)))
                    .extracting(n -> n.at("/value").asText())
                    .containsExactly("committed");
        }
    }

    @Test
    void aWellSetUpClusterPassesTheDoctor() {
        World world = fixture.world().with("HOME", System.getProperty("java.io.tmpdir"));
        Ran before = world.run("doctor").endsWith(0);
        assertThat(before.out()).contains("warn  topics", "none there yet");
        world.run("topics", "create").endsWith(0);
        assertThat(world.run("doctor").endsWith(0).out())
                .contains("ok    JDK", "ok    cluster", "ok    version", "ok    transactions  transaction.version 2")
                .contains("ok    topics", "ok    inputs", "ok    access", "ok    registry")
                .doesNotContain("fail");
    }

    @Test
    void theDoctorSaysWhatIsWrongAndWhatToDo() throws Exception {
        World world = fixture.world().with("HOME", System.getProperty("java.io.tmpdir"));
        world.run("topics", "create").endsWith(0);
        try (Admin admin = world.admin()) {
            admin.createPartitions(Map.of(world.topic("orders"), NewPartitions.increaseTo(3)))
                    .all()
                    .get();
        }
        // A broker learns of the new partition a moment after the controller has it.
        await().atMost(Duration.ofSeconds(30)).until(() -> world.run("doctor").code() == 6);
        assertThat(world.run("doctor").endsWith(6).out())
                .contains("fail  inputs", "differing partition counts: [2, 3]", "-> make them anew");
        world.with("SLUICE_SCHEMA_REGISTRY_URL", "http://127.0.0.1:1").with("SLUICE_KAFKA_ACKS", "all");
        assertThat(world.run("doctor").out()).contains("fail  registry", "-> start the registry");
        Ran bad = world.run("doctor", "--set", "partitions=0", "--set", "threads=x")
                .endsWith(3);
        assertThat(bad.out().lines().filter(l -> l.startsWith("fail"))).hasSize(2);
    }

    private static List<JsonNode> lines(Ran ran) throws Exception {
        List<JsonNode> nodes = new ArrayList<>();
        for (String line : ran.out().lines().toList()) {
            nodes.add(new ObjectMapper().readTree(line));
        }
        return nodes;
    }
}
