package dev.sluice.app.topology;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.schemas.AvroClients;
import dev.sluice.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends events to the input topics, as an ad platform or a shop would: keyed by account, idempotent, {@code acks=all}.
 * A failed send is thrown by the next call; after {@link #flush} returned, everything is durable.
 */
public final class Feeder implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final Serializer<SpecificRecord> serializer;
    private final String prefix;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long sent;

    private Feeder(Producer<byte[], byte[]> producer, Serializer<SpecificRecord> serializer, String prefix) {
        this.producer = producer;
        this.serializer = serializer;
        this.prefix = prefix;
    }

    public static Feeder connect(SluiceConfig config) {
        return connect(config, null);
    }

    /**
     * Connects a feeder.
     *
     * @param partitioner another partitioner than Kafka's, or null; correctness does not depend on it, only speed
     */
    public static Feeder connect(SluiceConfig config, @Nullable Class<? extends Partitioner> partitioner) {
        Map<String, Object> p = new HashMap<>();
        p.put(ProducerConfig.ACKS_CONFIG, "all");
        p.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        p.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        p.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        p.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        p.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L * 1024 * 1024);
        p.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 60_000);
        p.putAll(config.kafkaClientProperties());
        if (partitioner != null) {
            p.put(ProducerConfig.PARTITIONER_CLASS_CONFIG, partitioner);
        }
        return new Feeder(
                new KafkaProducer<>(p, new ByteArraySerializer(), new ByteArraySerializer()),
                AvroClients.serializer(config.registryProperties()),
                config.cluster().topicPrefix());
    }

    /**
     * Sends one event.
     *
     * @param account the key; null only to act as a faulty producer
     * @param timestamp record timestamp in milliseconds since the epoch, or null for now
     */
    public void send(Topic topic, @Nullable String account, SpecificRecord value, @Nullable Long timestamp) {
        String name = topic.fullName(prefix);
        sendBytes(topic, account, serializer.serialize(name, value), timestamp);
    }

    /** Sends bytes as they are; the key may be missing, as in a faulty producer's records. */
    public void sendBytes(Topic topic, @Nullable String key, byte[] value, @Nullable Long timestamp) {
        throwFailure();
        byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic.fullName(prefix), null, timestamp, keyBytes, value), (metadata, e) -> {
            if (e != null) {
                failure.compareAndSet(null, e);
            }
        });
        sent++;
    }

    /** Waits until all that was sent is durable. */
    public void flush() {
        producer.flush();
        throwFailure();
    }

    /** Records sent so far. */
    public long sent() {
        return sent;
    }

    private void throwFailure() {
        Exception e = failure.get();
        if (e != null) {
            throw e instanceof KafkaException kafka ? kafka : new KafkaException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
        serializer.close();
    }
}
