package dev.sluice.app.api.write;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.schemas.AvroClients;
import dev.sluice.schemas.RegistryRejectedException;
import dev.sluice.schemas.RegistryUnavailableException;
import dev.sluice.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts records on topics and says of each whether it is there to stay: acknowledged by all replicas in sync. A record that
 * is not acknowledged in time may be there all the same; sending it again does no harm, as its revision tells.
 * Safe for all threads.
 */
final class DurableWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DurableWriter.class);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    /**
     * What to write.
     *
     * @param value null takes back what stands under the key, on a compacted topic
     */
    record Entry(Topic topic, String key, @Nullable SpecificRecord value) {}

    /** What became of an entry. */
    sealed interface Fate {
        /** It is there to stay. */
        record Durable(String topic, int partition, long offset) implements Fate {}

        /** It is not there, and never will be as it is. */
        record Refused(String why) implements Fate {}

        /** It is not known to be there; send it again. */
        record Unknown(String why) implements Fate {}
    }

    private final String prefix;
    private final Producer<byte[], byte[]> producer;
    private final Serializer<SpecificRecord> serializer;

    private DurableWriter(String prefix, Producer<byte[], byte[]> producer, Serializer<SpecificRecord> serializer) {
        this.prefix = prefix;
        this.producer = producer;
        this.serializer = serializer;
    }

    /** Opens a writer; connects when first used. */
    static DurableWriter open(SluiceConfig config) {
        Map<String, Object> registry = new HashMap<>(config.registryProperties());
        registry.putIfAbsent("max.retries", 1);
        registry.putIfAbsent("http.connect.timeout.ms", 3000);
        registry.putIfAbsent("http.read.timeout.ms", 10_000);
        return new DurableWriter(
                config.cluster().topicPrefix(),
                new KafkaProducer<>(producerProperties(config), new ByteArraySerializer(), new ByteArraySerializer()),
                AvroClients.serializer(registry));
    }

    /** A caller waits: the producer gives up within seconds, unless configured otherwise. */
    private static Map<String, Object> producerProperties(SluiceConfig config) {
        Map<String, Object> properties = new HashMap<>(config.kafkaClientProperties());
        properties.put("acks", "all");
        properties.put("enable.idempotence", true);
        // One batch at a time to a broker: a batch that expires in an outage leaves no gap that the next must wait for.
        properties.put("max.in.flight.requests.per.connection", 1);
        properties.putIfAbsent("request.timeout.ms", 5000);
        properties.putIfAbsent("delivery.timeout.ms", 10_000);
        properties.putIfAbsent("max.block.ms", 5000);
        properties.putIfAbsent("linger.ms", 5);
        properties.putIfAbsent("compression.type", "lz4");
        return properties;
    }

    /**
     * Writes entries in order and waits for all of them.
     *
     * @return the fate of each, in order
     */
    List<Fate> write(List<Entry> entries) throws InterruptedException {
        List<Sent> sent = new ArrayList<>(entries.size());
        String outage = null;
        for (Entry entry : entries) {
            // Each send would wait for the broker again.
            Sent one = outage == null ? send(entry) : new Sent(null, new Fate.Unknown(outage));
            if (one.future == null && one.fate instanceof Fate.Unknown(String why)) {
                outage = why;
            }
            sent.add(one);
        }
        List<Fate> fates = new ArrayList<>(sent.size());
        for (Sent one : sent) {
            fates.add(one.future == null ? one.fate : await(one.future));
        }
        long lost = fates.stream().filter(Fate.Unknown.class::isInstance).count();
        if (lost > 0) {
            LOG.warn("{} of {} records were not acknowledged; whoever sent them was told", lost, fates.size());
        }
        return fates;
    }

    /** An entry on its way, or the fate it has met already. */
    private record Sent(@Nullable Future<RecordMetadata> future, Fate fate) {}

    private Sent send(Entry entry) {
        String topic = entry.topic().fullName(prefix);
        try {
            byte[] key = entry.key().getBytes(StandardCharsets.UTF_8);
            byte[] value = entry.value() == null ? null : serializer.serialize(topic, entry.value());
            return new Sent(producer.send(new ProducerRecord<>(topic, key, value)), new Fate.Unknown("on its way"));
        } catch (RegistryUnavailableException e) {
            LOG.warn("The schema registry can't be reached: {}", e.getMessage());
            return new Sent(null, new Fate.Unknown("the schema registry can't be reached"));
        } catch (RegistryRejectedException e) {
            LOG.warn("The schema registry refuses a schema: {}", e.getMessage());
            return new Sent(null, new Fate.Unknown("the schema registry refuses the schema"));
        } catch (KafkaException e) {
            return new Sent(null, fate(e));
        }
    }

    private static Fate await(Future<RecordMetadata> future) throws InterruptedException {
        try {
            RecordMetadata at = future.get();
            return new Fate.Durable(at.topic(), at.partition(), at.offset());
        } catch (ExecutionException e) {
            return fate(e.getCause());
        }
    }

    private static Fate fate(@Nullable Throwable cause) {
        if (cause instanceof RecordTooLargeException) {
            return new Fate.Refused("it is larger than the cluster takes");
        }
        LOG.debug("A record was not acknowledged: {}", String.valueOf(cause));
        return new Fate.Unknown("the cluster did not acknowledge it in time");
    }

    /** Gives what is on its way a few seconds. */
    @Override
    public void close() {
        producer.close(CLOSING);
        serializer.close();
    }
}
