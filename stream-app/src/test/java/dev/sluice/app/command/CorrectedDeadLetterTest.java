package dev.sluice.app.command;

import static dev.sluice.app.command.CommandLineFixture.bytes;
import static dev.sluice.app.command.CommandLineFixture.spend;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.command.CommandLineFixture.World;
import dev.sluice.app.ops.DeadLetterHeaders;
import dev.sluice.app.topology.ReconciliationReport;
import dev.sluice.event.Reconciliation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dead letter's way back: found, corrected, sent again, counted. */
final class CorrectedDeadLetterTest {
    private static final Instant NOW = Instant.parse("2026-03-18T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void aCorrectedDeadLetterIsCounted() throws Exception {
        try (CommandLineFixture fixture = new CommandLineFixture()) {
            World world = fixture.world();
            try (RunningApp app = world.app(folder.resolve("state"), NOW)) {
                byte[] bad = world.encoded(spend("acme", -5_000_000));
                long offset = world.send("ad-spend", "acme", bad).offset();
                world.send("ad-spend", "beta", world.encoded(spend("beta", 2_000_000)));
                world.settled(app);
                assertThat(FinalTables.channelMetrics(world.config()).keySet())
                        .containsExactly("beta/paid_search/2024-09-30");

                JsonNode letter = new ObjectMapper()
                        .readTree(world.run("dead-letters", "list", "--json")
                                .endsWith(0)
                                .out());
                assertThat(letter.at("/reason").asText()).isEqualTo("NEGATIVE_SPEND");
                assertThat(letter.at("/originTopic").asText()).isEqualTo(world.topic("ad-spend"));
                assertThat(letter.at("/originOffset").asLong()).isEqualTo(offset);
                assertThat(Base64.getDecoder().decode(letter.at("/value").asText()))
                        .isEqualTo(bad);

                JsonNode tailed = new ObjectMapper()
                        .readTree(world.run("tail", "dead-letters").endsWith(0).out());
                ObjectNode value = (ObjectNode) tailed.get("value");
                value.put("spend_micros", 5_000_000);
                Path fixed = Files.writeString(folder.resolve("fixed.json"), value.toString());
                world.run("dead-letters", "replay", "--at", letter.at("/at").asText(), "--value-file", fixed.toString())
                        .endsWith(0);
                world.settled(app);
                assertThat(FinalTables.channelMetrics(world.config()))
                        .hasEntrySatisfying("acme/paid_search/2024-09-30", row -> assertThat(row.getSpendMicros())
                                .isEqualTo(5_000_000));
                Reconciliation books = requireNonNull(
                        FinalTables.reconciliation(world.config()).get("acme"));
                assertThat(books.getSpendRejectedMicros()).isEqualTo(-5_000_000);
                assertThat(books.getSpendCountedMicros()).isEqualTo(5_000_000);
                assertThat(ReconciliationReport.difference(books)).isZero();

                // Sent once more, as it was: the same refusal, and nothing else changes.
                world.send("ad-spend", "acme", bytes("junk"));
                world.run("dead-letters", "replay", "--reason", "NEGATIVE_SPEND")
                        .endsWith(0);
                world.settled(app);
                assertThat(world.run("dead-letters", "list").endsWith(0).err()).contains("3 dead letters");
            }
        }
    }

    @Test
    void theDeadLetterOfAMisplacedRecordFromLongAgoIsKeptAndNamesItsFirstPlace() throws Exception {
        Instant longAgo = Instant.parse("2024-10-01T00:00:00Z");
        try (CommandLineFixture fixture = new CommandLineFixture()) {
            World world = fixture.world();
            try (RunningApp app = world.app(folder.resolve("state"), NOW)) {
                int away = 1 - Utils.toPositive(Utils.murmur2(bytes("acme"))) % 2;
                byte[] bad = world.encoded(spend("acme", -5_000_000));
                Instant before = Instant.now();
                world.send(new ProducerRecord<>(
                        world.topic("ad-spend"), away, longAgo.toEpochMilli(), bytes("acme"), bad));
                world.settled(app);

                // Both topics expire. If they did so by the record's age, the broker would delete it at its next look.
                for (String topic : List.of("strays", "dead-letters")) {
                    JsonNode record = new ObjectMapper()
                            .readTree(world.run("tail", topic).endsWith(0).out());
                    assertThat(Instant.parse(record.at("/timestamp").asText()))
                            .as(topic)
                            .isAfterOrEqualTo(before.truncatedTo(ChronoUnit.MILLIS));
                    JsonNode headers = record.get("headers");
                    assertThat(headers.get(DeadLetterHeaders.ORIGIN_PARTITION).asInt())
                            .isEqualTo(away);
                    assertThat(headers.get(DeadLetterHeaders.ORIGIN_TIMESTAMP).asLong())
                            .isEqualTo(longAgo.toEpochMilli());
                }
            }
        }
    }
}
