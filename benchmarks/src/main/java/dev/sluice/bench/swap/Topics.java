package dev.sluice.bench.swap;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.topology.CompactedTable;
import dev.sluice.schemas.PayloadDecoder;
import dev.sluice.schemas.PayloadException;
import dev.sluice.schemas.SchemaRegistry;
import dev.sluice.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The app's output topics, committed records only. */
final class Topics implements AutoCloseable {
    private final SluiceConfig config;
    private final SchemaRegistry registry;

    Topics(SluiceConfig config) {
        this.config = config;
        this.registry = SchemaRegistry.connect(config.registryProperties());
    }

    /** A compacted topic as the table it stands for; the caller closes it. */
    <T extends SpecificRecord> CompactedTable<T> table(Topic topic, Class<T> type) {
        return new CompactedTable<>(consumer(), name(topic), new PayloadDecoder<>(type, registry));
    }

    /** A compacted topic's rows as they stand. */
    <T extends SpecificRecord> Map<String, T> rows(Topic topic, Class<T> type) {
        try (CompactedTable<T> table = table(topic, type)) {
            return Map.copyOf(table.catchUp());
        }
    }

    /** Tells what is committed from now on, on a thread of its own. */
    <T extends SpecificRecord> Watch watch(Topic topic, Class<T> type, Listener<T> listener) {
        Consumer<byte[], byte[]> consumer = consumer();
        List<TopicPartition> partitions = consumer.partitionsFor(name(topic)).stream()
                .map(p -> new TopicPartition(name(topic), p.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return new Watch(consumer, new PayloadDecoder<>(type, registry), listener);
    }

    private String name(Topic topic) {
        return topic.fullName(config.cluster().topicPrefix());
    }

    private Consumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", config.cluster().bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        registry.close();
    }

    /** Hears of records; {@code nanos} is when they were there to be read. */
    @FunctionalInterface
    interface Listener<T> {
        void saw(String key, T value, long nanos);
    }

    /** A topic that is being watched. */
    static final class Watch implements AutoCloseable {
        private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        private final Thread thread;
        private volatile boolean closing;

        private <T extends SpecificRecord> Watch(
                Consumer<byte[], byte[]> consumer, PayloadDecoder<T> decoder, Listener<T> listener) {
            thread = Thread.ofPlatform().daemon().name("watch").start(() -> {
                try (consumer) {
                    while (!closing) {
                        tell(consumer, decoder, listener);
                    }
                } catch (PayloadException | RuntimeException e) {
                    failure.set(e);
                }
            });
        }

        private static <T extends SpecificRecord> void tell(
                Consumer<byte[], byte[]> consumer, PayloadDecoder<T> decoder, Listener<T> listener)
                throws PayloadException {
            var records = consumer.poll(Duration.ofMillis(100));
            long now = System.nanoTime();
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (record.value() != null) {
                    listener.saw(new String(record.key(), StandardCharsets.UTF_8), decoder.decode(record.value()), now);
                }
            }
        }

        /** Throws what ended the watching before its time. */
        void check() throws Exception {
            Exception e = failure.get();
            if (e != null) {
                throw e;
            }
        }

        @Override
        public void close() throws InterruptedException {
            closing = true;
            thread.join();
        }
    }
}
