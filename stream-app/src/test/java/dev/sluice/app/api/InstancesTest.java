package dev.sluice.app.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.api.EventReader.Event;
import dev.sluice.app.api.Published.Instance;
import dev.sluice.app.api.RawHttp.Answer;
import dev.sluice.app.topology.CompactedTable;
import dev.sluice.event.ChannelWeek;
import dev.sluice.schemas.PayloadDecoder;
import dev.sluice.schemas.Topic;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.apache.avro.Schema;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two instances on one cluster: each answers for every account, with the topics' own numbers, and alone as well. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstancesTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ACME = "account=acme%2Fde+1";

    private final Published published;
    private final Instance one;
    private final Instance two;

    InstancesTest() throws Exception {
        published = new Published();
        one = published.instance(Map.of());
        two = published.instance(Map.of());
    }

    @BeforeAll
    void caughtUp() {
        for (Instance instance : List.of(one, two)) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> instance.http().get("/api/v1/health").status() == 200);
        }
    }

    @AfterAll
    void stop() {
        one.close();
        two.close();
        published.close();
    }

    private NavigableMap<String, ChannelWeek> topic() {
        try (CompactedTable<ChannelWeek> table = new CompactedTable<>(
                published.consumer(),
                Published.name(Topic.CHANNEL_METRICS),
                new PayloadDecoder<>(ChannelWeek.class, published.schemas()))) {
            return table.catchUp();
        }
    }

    private static JsonNode json(Answer answer) throws Exception {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return MAPPER.readTree(answer.body());
    }

    @Test
    void bothGiveTheSameBytesUnderTheSameTag() throws Exception {
        for (String target : List.of(
                "/api/v1/accounts",
                "/api/v1/channels?" + ACME,
                "/api/v1/scores",
                "/api/v1/recommendations",
                "/api/v1/recommendations/history?account=zeta",
                "/api/v1/policies",
                "/api/v1/policies/acme%2Fde%201",
                "/api/v1/lift-tests",
                "/api/v1/dead-letters",
                "/api/v1/reconciliation")) {
            Answer first = one.http().get(target);
            Answer second = two.http().get(target);
            assertThat(first.status()).as(target).isEqualTo(200);
            assertThat(second.text()).as(target).isEqualTo(first.text());
            assertThat(second.header("etag")).isEqualTo(first.header("etag"));
        }
    }

    @Test
    void everyNumberIsTheTopicsInJsonAndInCsv() throws Exception {
        NavigableMap<String, ChannelWeek> topic = topic();
        JsonNode items = json(one.http().get("/api/v1/metrics?limit=5000")).path("items");
        assertThat(items).hasSize(topic.size());
        List<CSVRecord> csv = CSVParser.parse(
                        new StringReader(one.http()
                                .get("/api/v1/metrics?limit=5000", "Accept", "text/csv")
                                .text()),
                        CSVFormat.RFC4180
                                .builder()
                                .setHeader()
                                .setSkipHeaderRecord(true)
                                .get())
                .getRecords();
        assertThat(csv).hasSize(topic.size());
        for (int i = 0; i < topic.size(); i++) {
            JsonNode item = items.get(i);
            String key = item.path("account").asText() + "/"
                    + item.path("channel").asText() + "/" + item.path("week").asText();
            ChannelWeek row = topic.get(key);
            assertThat(row).as(key).isNotNull();
            for (Schema.Field field : row.getSchema().getFields()) {
                Object value = row.get(field.pos());
                String wanted = value == null ? "null" : value.toString();
                assertThat(item.path(field.name()).asText("null"))
                        .as(key + " " + field.name())
                        .isEqualTo(wanted);
                assertThat(csv.get(i).get(field.name()))
                        .as(key + " " + field.name())
                        .isEqualTo(wanted.equals("null") ? "" : wanted);
            }
        }
    }

    @Test
    void totalsOfAChannelAreTheSumsOfItsWeeks() throws Exception {
        JsonNode channels =
                json(two.http().get("/api/v1/channels?account=zeta")).path("items");
        assertThat(channels).hasSize(Published.CHANNELS.size());
        for (JsonNode channel : channels) {
            long spend = topic().values().stream()
                    .filter(row -> row.getAccount().equals("zeta")
                            && row.getChannel().equals(channel.path("channel").asText()))
                    .mapToLong(ChannelWeek::getSpendMicros)
                    .sum();
            assertThat(channel.path("spend_micros").asLong()).isEqualTo(spend);
        }
    }

    @Test
    void pagesHoldEachRowOnce() throws Exception {
        for (String list : List.of(
                "/api/v1/metrics?",
                "/api/v1/scores?",
                "/api/v1/recommendations/history?",
                "/api/v1/dead-letters?",
                "/api/v1/accounts?")) {
            List<String> whole = rows(json(one.http().get(list + "limit=5000")));
            List<String> paged = new ArrayList<>();
            String next = "";
            do {
                JsonNode page = json(one.http().get(list + "limit=3" + (next.isEmpty() ? "" : "&cursor=" + next)));
                paged.addAll(rows(page));
                next = page.path("next").asText("");
            } while (!next.isEmpty() && !next.equals("null"));
            assertThat(paged).as(list).isEqualTo(whole).doesNotHaveDuplicates();
        }
    }

    private static List<String> rows(JsonNode page) {
        List<String> rows = new ArrayList<>();
        page.path("items").forEach(row -> rows.add(row.toString()));
        return rows;
    }

    @Test
    void weeksAndChannelsAreFiltered() throws Exception {
        JsonNode items = json(one.http().get("/api/v1/metrics?account=zeta&channel=meta&from=2026-01-12&to=2026-01-26"))
                .path("items");
        assertThat(items).hasSize(3);
        assertThat(one.http()
                        .get("/api/v1/metrics?from=2026-02-01&to=2026-01-01")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void anOlderPolicyChangesNothing() throws Exception {
        assertThat(json(one.http().get("/api/v1/policies/zeta"))
                        .path("revision")
                        .asLong())
                .isEqualTo(3);
    }

    @Test
    void aReaderThatLosesItsInstanceGoesOnAtAnotherAndMissesNothing() throws Exception {
        String id;
        ChannelWeek changed = published.week("stream", "meta", 0);
        published.send(changed);
        published.flush();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> one.http().get("/api/v1/channels?account=stream").status() == 200);
        try (Instance third = published.instance(Map.of())) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> third.http().get("/api/v1/health").status() == 200);
            try (EventReader events = EventReader.open(third, "stream", null)) {
                Event start = events.next();
                assertThat(start.data()).isEmpty();
                published.send(published.week("stream", "meta", 1));
                published.flush();
                Event first = events.next();
                assertThat(first.name()).isEqualTo("metrics");
                assertThat(MAPPER.readTree(first.data()).path("week").asText()).isEqualTo("2026-01-12");
                id = first.id();
            }
        }
        // Nobody listens now. What happens is told afterwards, each row as it then is.
        published.send(published.week("stream", "meta", 2));
        published.send(published.week("stream", "meta", 3));
        published.retract(changed);
        published.flush();
        try (EventReader events = EventReader.open(two, "stream", id)) {
            events.next();
            assertThat(MAPPER.readTree(events.next().data()).path("week").asText())
                    .isEqualTo("2026-01-19");
            assertThat(MAPPER.readTree(events.next().data()).path("week").asText())
                    .isEqualTo("2026-01-26");
            JsonNode gone = MAPPER.readTree(events.next().data());
            assertThat(gone.path("week").asText()).isEqualTo("2026-01-05");
            assertThat(gone.path("deleted").asBoolean()).isTrue();
        }
        for (Instance instance : List.of(one, two)) { // and whatever test comes next finds both alike
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> json(instance.http().get("/api/v1/metrics?account=stream"))
                                    .path("items")
                                    .size()
                            == 3);
        }
        assertThat(one.http()
                        .get("/api/v1/stream?account=stream", "Last-Event-ID", "nonsense")
                        .status())
                .isEqualTo(400);
    }
}
