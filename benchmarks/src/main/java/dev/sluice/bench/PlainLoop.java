package dev.sluice.bench;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.schemas.PayloadDecoder;
import dev.sluice.schemas.PayloadException;
import dev.sluice.schemas.SchemaRegistry;
import dev.sluice.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The yardstick: reads and decodes every record of the input topics on one thread, and does nothing with them. */
final class PlainLoop {
    private PlainLoop() {}

    /** Reads everything that lies there; returns how many events it was. */
    static long run(SluiceConfig config) {
        Map<String, Object> p = new HashMap<>(config.kafkaClientProperties());
        p.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        p.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        try (SchemaRegistry registry = SchemaRegistry.connect(config.registryProperties());
                KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(p, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Map<String, PayloadDecoder<?>> decoders = decoders(config, registry);
            List<TopicPartition> partitions = new ArrayList<>();
            decoders.keySet().forEach(topic -> consumer.partitionsFor(topic)
                    .forEach(at -> partitions.add(new TopicPartition(topic, at.partition()))));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long events = 0;
            while (partitions.stream().anyMatch(at -> consumer.position(at) < ends.getOrDefault(at, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    events += eventsIn(record, Objects.requireNonNull(decoders.get(record.topic())));
                }
            }
            return events;
        }
    }

    private static long eventsIn(ConsumerRecord<byte[], byte[]> record, PayloadDecoder<?> decoder) {
        try {
            return Load.eventsIn(decoder.decode(record.value()));
        } catch (PayloadException e) {
            return 1;
        }
    }

    private static Map<String, PayloadDecoder<?>> decoders(SluiceConfig config, SchemaRegistry registry) {
        Map<String, PayloadDecoder<?>> decoders = new HashMap<>();
        for (Topic topic : Topic.values()) {
            if (topic.isInput() && topic.valueSchema().isPresent()) {
                decoders.put(
                        topic.fullName(config.cluster().topicPrefix()),
                        new PayloadDecoder<>(typeOf(topic.valueSchema().get()), registry));
            }
        }
        return decoders;
    }

    private static Class<? extends SpecificRecord> typeOf(Schema schema) {
        return SpecificData.get().getClass(schema).asSubclass(SpecificRecord.class);
    }
}
