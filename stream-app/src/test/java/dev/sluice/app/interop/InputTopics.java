package dev.sluice.app.interop;

import static org.awaitility.Awaitility.await;

import dev.sluice.app.embedded.EmbeddedBroker;
import dev.sluice.schemas.PayloadDecoder;
import dev.sluice.schemas.PayloadException;
import dev.sluice.schemas.SchemaRegistry;
import dev.sluice.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Sluice's topics on a broker: made from the catalogue; the input ones read back decoded. */
final class InputTopics {
    static final int PARTITIONS = 6;

    private final EmbeddedBroker broker;

    private InputTopics(EmbeddedBroker broker) {
        this.broker = broker;
    }

    static InputTopics create(EmbeddedBroker broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            List<NewTopic> topics = Stream.of(Topic.values())
                    .map(topic -> new NewTopic(name(topic), PARTITIONS, (short) 1).configs(topic.config()))
                    .toList();
            admin.createTopics(topics).all().get();
        }
        return new InputTopics(broker);
    }

    static String name(Topic topic) {
        return topic.fullName(Topic.DEFAULT_PREFIX);
    }

    /** This many records of a topic, as bytes. */
    List<ConsumerRecord<String, byte[]>> read(Topic topic, int count) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "group.id",
                "reader-of-" + topic.shortName(),
                "auto.offset.reset",
                "earliest");
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(name(topic)));
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            await().pollInSameThread().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return records.size() >= count;
            });
            return records;
        }
    }

    /** The same, decoded as Sluice does. */
    static <T extends SpecificRecord> List<T> decode(
            List<ConsumerRecord<String, byte[]>> records, Class<T> type, SchemaRegistry registry)
            throws PayloadException {
        PayloadDecoder<T> decoder = new PayloadDecoder<>(type, registry);
        List<T> values = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            values.add(decoder.decode(record.value()));
        }
        return values;
    }
}
