package dev.sluice.app.api.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.api.Call;
import dev.sluice.app.api.Problem;
import dev.sluice.app.api.Reply;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.embedded.EmbeddedBroker;
import dev.sluice.app.embedded.EmbeddedRegistry;
import dev.sluice.event.ClickBatch;
import dev.sluice.event.SpendReport;
import dev.sluice.schemas.PayloadDecoder;
import dev.sluice.schemas.SchemaRegistry;
import dev.sluice.schemas.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events sent over HTTP, on a real broker: what was acknowledged is on its topic, whatever happens to the broker. */
final class EventsOnKafkaTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-02T00:00:00Z"));
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder = Path.of("");

    private static SluiceConfig config(EmbeddedBroker broker, EmbeddedRegistry registry) {
        return SluiceConfig.load(
                Map.of(
                        "bootstrap.servers", broker.bootstrapServers(),
                        "schema.registry.url", registry.url(),
                        "kafka.delivery.timeout.ms", "3000",
                        "kafka.request.timeout.ms", "1500",
                        "kafka.max.block.ms", "1500"),
                Map.of(),
                null);
    }

    private static void createTopics(EmbeddedBroker broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            List<NewTopic> topics = new ArrayList<>();
            for (Topic topic : Topic.values()) {
                topics.add(new NewTopic(topic.fullName("sluice."), Optional.of(2), Optional.empty())
                        .configs(topic.config()));
            }
            admin.createTopics(topics).all().get();
        }
    }

    private static Reply.Whole post(EventRoutes events, String type, String body) throws InterruptedException {
        Call call = new Call(
                "tester",
                "/api/v1/events",
                Map.of(),
                Map.of(),
                Map.of("content-type", type),
                body.getBytes(StandardCharsets.UTF_8));
        return (Reply.Whole) events.routes().getFirst().endpoint().answer(call);
    }

    private static JsonNode json(Reply.Whole reply) throws IOException {
        return JSON.readTree(reply.body());
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(String servers, Topic topic) {
        String name = topic.fullName("sluice.");
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(name, 0), new TopicPartition(name, 1));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    private static String spend(String campaign) {
        return EventReadingTest.SPEND.replace(
                "\"channel\":\"meta\"", "\"channel\":\"meta\",\"campaign_id\":\"" + campaign + "\"");
    }

    @Test
    void everyItemIsToldApartAndTheGoodOnesAreOnTheirTopics() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.startTemporary();
                EmbeddedRegistry registry = EmbeddedRegistry.startTemporary()) {
            createTopics(broker);
            SluiceConfig config = config(broker, registry);
            try (DurableWriter writer = DurableWriter.open(config)) {
                EventRoutes events = new EventRoutes(writer, CLOCK);
                Reply.Whole reply = post(
                        events,
                        "application/x-ndjson",
                        String.join(
                                "\n",
                                EventReadingTest.SPEND,
                                EventReadingTest.CLICK,
                                EventReadingTest.ORDER.replace("EUR", "XXZ"),
                                EventReadingTest.CLICK.replace("c1", "c2"),
                                "{"));
                assertThat(reply.status()).isEqualTo(207);
                JsonNode told = json(reply);
                assertThat(told.get("accepted").asInt()).isEqualTo(3);
                assertThat(told.get("rejected").asInt()).isEqualTo(2);
                assertThat(told.get("items").findValuesAsText("status"))
                        .containsExactly("accepted", "accepted", "rejected", "accepted", "rejected");
                assertThat(told.at("/items/2/code").asText()).isEqualTo("UNKNOWN_CURRENCY");
                assertThat(told.at("/items/2/pointer").asText()).isEqualTo("/currency");
                assertThat(told.at("/items/1/offset")).isEqualTo(told.at("/items/3/offset"));

                List<ConsumerRecord<byte[], byte[]>> clicks = records(broker.bootstrapServers(), Topic.AD_CLICKS);
                assertThat(clicks).hasSize(1);
                assertThat(clicks.getFirst().key()).isEqualTo("acme".getBytes(StandardCharsets.UTF_8));
                try (SchemaRegistry schemas = SchemaRegistry.connect(config.registryProperties())) {
                    ClickBatch batch = new PayloadDecoder<>(ClickBatch.class, schemas)
                            .decode(clicks.getFirst().value());
                    assertThat(batch.getClicks()).extracting("clickId").containsExactly("c1", "c2");
                }
                assertThat(post(events, "application/json", EventReadingTest.ORDER)
                                .status())
                        .isEqualTo(200);
                Reply.Whole none = post(events, "application/json", "[1]");
                assertThat(none.status()).isEqualTo(422);
                assertThat(none.type()).isEqualTo(Problem.MEDIA_TYPE);
            }
        }
    }

    @Test
    void whatWasAcknowledgedSurvivesAnOutageAndTheRestIsToldAndCanBeSentAgain() throws Exception {
        Path directory = folder.resolve("broker");
        try (EmbeddedRegistry registry = EmbeddedRegistry.startTemporary()) {
            EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
            createTopics(broker);
            SluiceConfig config = config(broker, registry);
            Set<String> acknowledged = new TreeSet<>();
            List<String> open = new ArrayList<>();
            try (DurableWriter writer = DurableWriter.open(config)) {
                EventRoutes events = new EventRoutes(writer, CLOCK);
                int sent = send(events, 0, 5, acknowledged, open);
                assertThat(open).isEmpty();
                Thread stopping = Thread.ofPlatform().start(broker::close);
                while (open.isEmpty()) {
                    sent = send(events, sent, 1, acknowledged, open);
                }
                stopping.join();
                try (EmbeddedBroker again = EmbeddedBroker.start(directory, 0)) {
                    assertThat(again.bootstrapServers())
                            .isEqualTo(config.cluster().bootstrapServers());
                    assertThat(campaigns(again, config)).containsAll(acknowledged);
                    List<String> retried = List.copyOf(open);
                    open.clear();
                    resend(events, retried, acknowledged);
                    assertThat(campaigns(again, config))
                            .containsAll(acknowledged)
                            .hasSize(sent * 20);
                }
            }
        }
    }

    /** Sends requests of 20 spend reports; notes what was acknowledged and what was not. */
    private static int send(EventRoutes events, int from, int requests, Set<String> acknowledged, List<String> open)
            throws Exception {
        for (int request = from; request < from + requests; request++) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                names.add(request + "-" + i);
            }
            open.addAll(missing(events, names, acknowledged));
        }
        return from + requests;
    }

    private static List<String> missing(EventRoutes events, List<String> names, Set<String> acknowledged)
            throws Exception {
        Reply.Whole reply = post(
                events,
                "application/x-ndjson",
                String.join("\n", names.stream().map(EventsOnKafkaTest::spend).toList()));
        List<String> missing = new ArrayList<>();
        for (JsonNode item : json(reply).get("items")) {
            String name = names.get(item.get("index").asInt());
            if (item.get("status").asText().equals("accepted")) {
                acknowledged.add(name);
            } else {
                assertThat(item.get("status").asText()).isEqualTo("unacknowledged");
                missing.add(name);
            }
        }
        assertThat(reply.status()).isEqualTo(missing.isEmpty() ? 200 : 503);
        assertThat(reply.headers().containsKey("Retry-After")).isEqualTo(!missing.isEmpty());
        return missing;
    }

    private static void resend(EventRoutes events, List<String> names, Set<String> acknowledged) throws Exception {
        List<String> left = names;
        for (int attempt = 0; attempt < 20 && !left.isEmpty(); attempt++) {
            left = missing(events, left, acknowledged);
        }
        assertThat(left).isEmpty();
    }

    private static Set<String> campaigns(EmbeddedBroker broker, SluiceConfig config) throws Exception {
        Set<String> found = new TreeSet<>();
        try (SchemaRegistry schemas = SchemaRegistry.connect(new HashMap<>(config.registryProperties()))) {
            PayloadDecoder<SpendReport> decoder = new PayloadDecoder<>(SpendReport.class, schemas);
            for (ConsumerRecord<byte[], byte[]> record : records(broker.bootstrapServers(), Topic.AD_SPEND)) {
                found.add(decoder.decode(record.value()).getCampaignId());
            }
        }
        return found;
    }
}
