package dev.sluice.app.command;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.schemas.SchemaRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Clients for commands that somebody waits for: they give up within seconds, unless configured otherwise. */
final class Connections {
    private Connections() {}

    static Admin admin(SluiceConfig config) {
        Properties properties = new Properties();
        properties.putAll(patient(config));
        return Admin.create(properties);
    }

    /** Reads committed records only; belongs to no group. */
    static Consumer<byte[], byte[]> consumer(SluiceConfig config) {
        Map<String, Object> properties = patient(config);
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", false);
        properties.put("auto.offset.reset", "earliest");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    static Producer<byte[], byte[]> producer(SluiceConfig config) {
        return producer(config, 16 * 1024 * 1024);
    }

    /** For records of up to so many bytes, unless configured otherwise. */
    static Producer<byte[], byte[]> producer(SluiceConfig config, int longestRequest) {
        Map<String, Object> properties = patient(config);
        properties.remove("default.api.timeout.ms");
        properties.put("acks", "all");
        properties.put("enable.idempotence", true);
        properties.putIfAbsent("max.block.ms", 10_000);
        properties.putIfAbsent("delivery.timeout.ms", 30_000);
        properties.putIfAbsent("max.request.size", longestRequest);
        properties.putIfAbsent("buffer.memory", Math.max(32L * 1024 * 1024, 2L * longestRequest));
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    static SchemaRegistry registry(SluiceConfig config) {
        Map<String, Object> properties = new HashMap<>(config.registryProperties());
        properties.putIfAbsent("max.retries", 1);
        properties.putIfAbsent("http.connect.timeout.ms", 3000);
        properties.putIfAbsent("http.read.timeout.ms", 10_000);
        return SchemaRegistry.connect(properties);
    }

    private static Map<String, Object> patient(SluiceConfig config) {
        Map<String, Object> properties = new HashMap<>(config.kafkaClientProperties());
        properties.putIfAbsent("request.timeout.ms", 5000);
        properties.putIfAbsent("default.api.timeout.ms", 10_000);
        return properties;
    }
}
