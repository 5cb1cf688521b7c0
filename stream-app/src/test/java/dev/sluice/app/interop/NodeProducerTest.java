package dev.sluice.app.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.embedded.EmbeddedBroker;
import dev.sluice.app.embedded.EmbeddedRegistry;
import dev.sluice.app.ops.OpsMetrics;
import dev.sluice.app.topology.CompactedTable;
import dev.sluice.app.topology.StreamApp;
import dev.sluice.event.ChannelWeek;
import dev.sluice.event.Click;
import dev.sluice.event.ClickBatch;
import dev.sluice.event.Order;
import dev.sluice.event.OrderStatus;
import dev.sluice.event.SpendReport;
import dev.sluice.schemas.PayloadDecoder;
import dev.sluice.schemas.SchemaRegistry;
import dev.sluice.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** examples/node, that is @confluentinc/schemaregistry and kafkajs, against the embedded broker and registry. */
@SuppressWarnings("NullAway.Init")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NodeProducerTest {
    private final EmbeddedBroker broker;
    private final EmbeddedRegistry embeddedRegistry;
    private final SchemaRegistry registry;

    @TempDir
    Path stateDir;

    NodeProducerTest() {
        broker = EmbeddedBroker.startTemporary();
        embeddedRegistry = EmbeddedRegistry.startTemporary();
        registry = SchemaRegistry.connect(Map.of("schema.registry.url", embeddedRegistry.url()));
    }

    @AfterAll
    void stop() {
        registry.close();
        embeddedRegistry.close();
        broker.close();
    }

    @Test
    void whatNodeSendsIsWhatSluiceReads() throws Exception {
        NodeProducer node = NodeProducer.install();
        InputTopics topics = InputTopics.create(broker);
        JsonNode said = node.produce(broker.bootstrapServers(), embeddedRegistry.url());

        var spend = topics.read(Topic.AD_SPEND, 5);
        var clicks = topics.read(Topic.AD_CLICKS, 2);
        var orders = topics.read(Topic.ORDERS, 4);

        assertThat(InputTopics.decode(spend, SpendReport.class, registry))
                .extracting(SpendReport::getChannel, SpendReport::getSpendMicros, SpendReport::getRevision)
                .containsExactly(
                        tuple("paid_search", 100_500_000L, 1L),
                        tuple("paid_search", 20_000_000L, 1L),
                        tuple("meta", 80_000_000L, 1L),
                        tuple("meta", 80_000_000L, 1L),
                        tuple("paid_search", 110_250_000L, 2L));
        assertThat(InputTopics.decode(clicks, ClickBatch.class, registry))
                .flatExtracting(ClickBatch::getClicks)
                .extracting(click -> ((Click) click).getClickId())
                .containsExactly("c1", "c2", "c2", "c3");
        assertThat(InputTopics.decode(orders, Order.class, registry))
                .extracting(Order::getOrderId, Order::getStatus, Order::getRefundedMicros)
                .contains(tuple("o2", OrderStatus.PARTLY_REFUNDED, 30_000_000L));

        for (var records : List.of(spend, clicks, orders)) {
            assertThat(records).allSatisfy(NodeProducerTest::isHome);
        }
        assertThat(said.path("expected")
                        .path("paid_search")
                        .path("spend_micros")
                        .asLong())
                .isEqualTo(130_250_000L);
        assertThat(said.path("sent")
                        .path(InputTopics.name(Topic.ORDERS))
                        .path("schema_id")
                        .asInt())
                .as("Java and JavaScript register one and the same schema")
                .isEqualTo(registry.register(InputTopics.name(Topic.ORDERS) + "-value", Order.getClassSchema()));
        assertCounted(said.path("expected"));
    }

    /** Runs the app over what Node sent; its metrics must say what the example worked out by hand. */
    private void assertCounted(JsonNode expected) throws Exception {
        SluiceConfig config = SluiceConfig.load(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "schema.registry.url",
                        embeddedRegistry.url(),
                        "state.dir",
                        stateDir.toString()),
                Map.of(),
                null);
        Map<String, Object> reader =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
        Map<String, String> wanted = new TreeMap<>();
        expected.fields()
                .forEachRemaining(channel -> wanted.put(
                        NodeProducer.ACCOUNT + "/" + channel.getKey() + "/" + NodeProducer.DAY,
                        channel.getValue().toString()));
        try (OpsMetrics metrics = new OpsMetrics();
                StreamApp app = StreamApp.start(config, InputTopics.PARTITIONS, metrics, InstantSource.system());
                CompactedTable<ChannelWeek> table = new CompactedTable<>(
                        new KafkaConsumer<>(reader, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                        InputTopics.name(Topic.CHANNEL_METRICS),
                        new PayloadDecoder<>(ChannelWeek.class, registry))) {
            await().pollInSameThread().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                Map<String, String> counted = new TreeMap<>();
                table.catchUp().forEach((key, row) -> counted.put(key, asNodeSaysIt(row)));
                assertThat(counted).isEqualTo(wanted);
            });
            assertThat(app.hasPublishedAll()).isTrue();
        }
    }

    private static String asNodeSaysIt(ChannelWeek row) {
        return new ObjectMapper()
                .createObjectNode()
                .put("spend_micros", row.getSpendMicros())
                .put("platform_clicks", row.getPlatformClicks().orElse(null))
                .put("clicks", row.getSeenClicks())
                .put("orders", row.getOrders())
                .put("revenue_micros", row.getRevenueMicros())
                .toString();
    }

    private static void isHome(ConsumerRecord<String, byte[]> record) {
        assertThat(record.key()).isEqualTo(NodeProducer.ACCOUNT);
        int home =
                Utils.toPositive(Utils.murmur2(record.key().getBytes(StandardCharsets.UTF_8))) % InputTopics.PARTITIONS;
        assertThat(record.partition()).isEqualTo(home);
    }
}
