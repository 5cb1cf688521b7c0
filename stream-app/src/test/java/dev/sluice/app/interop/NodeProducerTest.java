package dev.sluice.app.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.app.embedded.EmbeddedBroker;
import dev.sluice.app.embedded.EmbeddedRegistry;
import dev.sluice.event.Click;
import dev.sluice.event.ClickBatch;
import dev.sluice.event.Order;
import dev.sluice.event.OrderStatus;
import dev.sluice.event.SpendReport;
import dev.sluice.schemas.SchemaRegistry;
import dev.sluice.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** examples/node, that is @confluentinc/schemaregistry and kafkajs, against the embedded broker and registry. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NodeProducerTest {
    private final EmbeddedBroker broker;
    private final EmbeddedRegistry embeddedRegistry;
    private final SchemaRegistry registry;

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
    }

    private static void isHome(ConsumerRecord<String, byte[]> record) {
        assertThat(record.key()).isEqualTo(NodeProducer.ACCOUNT);
        int home =
                Utils.toPositive(Utils.murmur2(record.key().getBytes(StandardCharsets.UTF_8))) % InputTopics.PARTITIONS;
        assertThat(record.partition()).isEqualTo(home);
    }
}
