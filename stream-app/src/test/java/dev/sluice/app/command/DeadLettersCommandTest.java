package dev.sluice.app.command;

import static dev.sluice.app.command.CommandLineFixture.bytes;
import static dev.sluice.app.command.CommandLineFixture.spend;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.command.CommandLineFixture.Ran;
import dev.sluice.app.command.CommandLineFixture.World;
import dev.sluice.app.ops.DeadLetterHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class DeadLettersCommandTest {
    private static CommandLineFixture fixture;

    private final Path folder;

    DeadLettersCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeAll
    static void start() {
        fixture = new CommandLineFixture();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void listShowsReasonOriginKeyAndMessage() throws Exception {
        World world = world();
        letter(world, "NEGATIVE_SPEND", "spend is -5", 7, null, "acme", world.encoded(spend("acme", -5)));
        letter(world, "UNDECODABLE", "not Avro", 8, "2", "beta", bytes("junk"));

        Ran all = world.run("dead-letters", "list").endsWith(0);
        assertThat(all.err()).contains("2 dead letters");
        assertThat(all.out())
                .contains("NEGATIVE_SPEND", world.topic("ad-spend") + ":1:7", "acme", "spend is -5")
                .contains("click 2: not Avro");
        Ran one = world.run("dead-letters", "list", "--reason", "undecodable", "--json")
                .endsWith(0);
        JsonNode json = new ObjectMapper().readTree(one.out());
        assertThat(json.at("/reason").asText()).isEqualTo("UNDECODABLE");
        assertThat(json.at("/originOffset").asLong()).isEqualTo(8);
        assertThat(json.at("/bytes").asInt()).isEqualTo(4);
    }

    @Test
    void aReplaySendsTheOriginalBytesKeyTimestampAndHeadersBack() throws Exception {
        World world = world();
        letter(world, "UNKNOWN_SCHEMA", "schema id 9", 1, null, "acme", bytes("original"));
        letter(world, "UNDECODABLE", "other", 2, null, "acme", bytes("left alone"));

        assertThat(world.run("dead-letters", "replay", "--reason", "UNKNOWN_SCHEMA", "--dry-run")
                        .endsWith(0)
                        .err())
                .contains("Would send 1 record");
        assertThat(world.run("tail", "ad-spend").out()).isEmpty();
        assertThat(world.run("dead-letters", "replay", "--reason", "UNKNOWN_SCHEMA")
                        .endsWith(0)
                        .err())
                .contains("Sent 1 record");
        JsonNode sent =
                new ObjectMapper().readTree(world.run("tail", "ad-spend").out());
        assertThat(sent.at("/value").asText()).isEqualTo("original");
        assertThat(sent.at("/key").asText()).isEqualTo("acme");
        assertThat(sent.at("/timestamp").asText()).isEqualTo("2023-11-14T22:13:20Z");
        assertThat(sent.at("/headers").toString()).isEqualTo("{\"trace\":\"t1\"}");
    }

    @Test
    void oneRecordWithManyBadClicksIsSentOnce() throws Exception {
        World world = world();
        letter(world, "INVALID_ID", "click 0", 3, "0", "acme", bytes("batch"));
        letter(world, "INVALID_ID", "click 4", 3, "4", "acme", bytes("batch"));
        assertThat(world.run("dead-letters", "replay", "--all").endsWith(0).err())
                .contains("Sent 1 record");
    }

    @Test
    void aCorrectedValueIsEncodedWithTheTopicsSchemaAndKeyedByItsAccount() throws Exception {
        World world = world();
        RecordMetadata at =
                letter(world, "KEY_MISMATCH", "key is wrong", 4, null, "wrong", world.encoded(spend("acme", -5)));
        JsonNode tailed = new ObjectMapper()
                .readTree(world.run("tail", "dead-letters").endsWith(0).out());
        ObjectNode value = (ObjectNode) tailed.get("value");
        value.put("spend_micros", 5);
        Path file = Files.writeString(folder.resolve("fixed.json"), value.toString());

        world.run("dead-letters", "replay", "--at", place(at), "--value-file", file.toString())
                .endsWith(0);
        JsonNode sent =
                new ObjectMapper().readTree(world.run("tail", "ad-spend").out());
        assertThat(sent.at("/key").asText()).isEqualTo("acme");
        assertThat(sent.get("value")).isEqualTo(value);
    }

    @Test
    void aCorrectionThatDoesNotFitIsRefusedWithItsPlaceInTheFile() throws Exception {
        World world = world();
        String at = place(letter(world, "NEGATIVE_SPEND", "m", 5, null, "acme", bytes("x")));
        Path file = Files.writeString(folder.resolve("bad.json"), "{\"account\":\"a\",\"spend_micros\":\"much\"}");
        Ran misfit = world.run("dead-letters", "replay", "--at", at, "--value-file", file.toString())
                .endsWith(6);
        assertThat(misfit.err())
                .contains("is no SpendReport: channel: is missing")
                .doesNotContain("\tat ");
        Files.writeString(file, "spend,5");
        assertThat(world.run("dead-letters", "replay", "--at", at, "--value-file", file.toString())
                        .endsWith(6)
                        .err())
                .contains("is no JSON");
        world.run("dead-letters", "replay", "--at", at, "--value-file", file.toString(), "--raw", "--key", "k")
                .endsWith(0);
        JsonNode sent =
                new ObjectMapper().readTree(world.run("tail", "ad-spend").out());
        assertThat(sent.at("/value").asText()).isEqualTo("spend,5");
        assertThat(sent.at("/key").asText()).isEqualTo("k");
    }

    @Test
    void whatDoesNotSayWhereItCameFromIsLeftAloneAndSaid() throws Exception {
        World world = world();
        world.send("dead-letters", "k", bytes("somebody else's"));
        assertThat(world.run("dead-letters", "replay", "--all").endsWith(6).err())
                .contains("does not say where it came from", "Sent 0 records");
        assertThat(world.run("dead-letters", "replay", "--at", "0:99")
                        .endsWith(6)
                        .err())
                .contains("No dead letter at 0:99");
    }

    @Test
    void aReplayWithoutASelectionIsAUsageError() {
        World world = fixture.world();
        for (List<String> args : List.of(
                List.<String>of(),
                List.of("--all", "--reason", "X"),
                List.of("--at", "3"),
                List.of("--all", "--value-file", "f"),
                List.of("--all", "--raw"))) {
            String[] line = new String[args.size() + 2];
            line[0] = "dead-letters";
            line[1] = "replay";
            for (int i = 0; i < args.size(); i++) {
                line[i + 2] = args.get(i);
            }
            assertThat(world.run(line).endsWith(2).err()).startsWith("sluice dead-letters replay: ");
        }
    }

    private static World world() {
        World world = fixture.world();
        world.run("topics", "create").endsWith(0);
        return world;
    }

    private static RecordMetadata letter(
            World world, String reason, String message, long offset, @Nullable String item, String key, byte[] value)
            throws Exception {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(world.topic("dead-letters"), bytes(key), value);
        record.headers()
                .add("trace", bytes("t1"))
                .add(DeadLetterHeaders.REASON, bytes(reason))
                .add(DeadLetterHeaders.MESSAGE, bytes(message))
                .add(DeadLetterHeaders.ORIGIN_TOPIC, bytes(world.topic("ad-spend")))
                .add(DeadLetterHeaders.ORIGIN_PARTITION, bytes("1"))
                .add(DeadLetterHeaders.ORIGIN_OFFSET, bytes(Long.toString(offset)))
                .add(DeadLetterHeaders.ORIGIN_TIMESTAMP, bytes("1700000000000"));
        if (item != null) {
            record.headers().add(DeadLetterHeaders.ITEM, bytes(item));
        }
        return world.send(record);
    }

    private static String place(RecordMetadata at) {
        return at.partition() + ":" + at.offset();
    }
}
