package dev.sluice.app.topology;

import static org.awaitility.Awaitility.await;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.embedded.EmbeddedBroker;
import dev.sluice.app.embedded.EmbeddedRegistry;
import dev.sluice.app.ops.DeadLetterHeaders;
import dev.sluice.event.BudgetRecommendation;
import dev.sluice.event.ChannelScore;
import dev.sluice.event.ChannelWeek;
import dev.sluice.event.FeatureRow;
import dev.sluice.event.Reconciliation;
import dev.sluice.schemas.PayloadDecoder;
import dev.sluice.schemas.PayloadException;
import dev.sluice.schemas.SchemaRegistry;
import dev.sluice.schemas.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A real broker and registry; every test takes its own topic prefix on them. */
final class TestCluster implements AutoCloseable {
    private final EmbeddedBroker broker = EmbeddedBroker.startTemporary();
    private final EmbeddedRegistry registry = EmbeddedRegistry.startTemporary();
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));

    SluiceConfig config(String name, int partitions, Path stateDir) {
        return config(name, partitions, stateDir, Map.of());
    }

    SluiceConfig config(String name, int partitions, Path stateDir, Map<String, String> more) {
        Map<String, String> flags = new HashMap<>();
        flags.put("bootstrap.servers", broker.bootstrapServers());
        flags.put("schema.registry.url", registry.url());
        flags.put("topic.prefix", name + ".");
        flags.put("application.id", name);
        flags.put("partitions", Integer.toString(partitions));
        flags.put("threads", Integer.toString(Math.min(2, partitions)));
        flags.put("state.dir", stateDir.toString());
        flags.put("commit.interval", "100ms");
        flags.putAll(more);
        return SluiceConfig.load(flags, Map.of(), null);
    }

    void createTopics(SluiceConfig config) throws ExecutionException, InterruptedException {
        List<NewTopic> topics = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            topics.add(new NewTopic(
                            topic.fullName(config.cluster().topicPrefix()),
                            Optional.of(config.cluster().partitions()),
                            Optional.empty())
                    .configs(topic.config()));
        }
        admin.createTopics(topics).all().get();
        // Not before every leader answers: a producer whose first batch is refused and whose second is not can never
        // put
        // the first one in its place (OUT_OF_ORDER_SEQUENCE_NUMBER until it expires).
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (NewTopic topic : topics) {
            for (int p = 0; p < topic.numPartitions(); p++) {
                asked.put(new TopicPartition(topic.name(), p), OffsetSpec.latest());
            }
        }
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsMatching(e -> e.getCause() instanceof RetriableException)
                .until(() -> admin.listOffsets(asked).all().get().size() == asked.size());
    }

    /** Whether the application has committed every input up to its end. */
    boolean hasReadAll(SluiceConfig config) {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(
                            config.streams().applicationId())
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
            for (Topic topic : Topic.values()) {
                for (int p = 0; topic.isInput() && p < config.cluster().partitions(); p++) {
                    asked.put(
                            new TopicPartition(topic.fullName(config.cluster().topicPrefix()), p), OffsetSpec.latest());
                }
            }
            return admin.listOffsets(asked).all().get().entrySet().stream().allMatch(end -> {
                OffsetAndMetadata at = committed.get(end.getKey());
                return end.getValue().offset() == (at == null ? 0 : at.offset());
            });
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** How many input records (and transaction markers) the application has committed. */
    long committed(SluiceConfig config) throws ExecutionException, InterruptedException {
        return admin
                .listConsumerGroupOffsets(config.streams().applicationId())
                .partitionsToOffsetAndMetadata()
                .get()
                .values()
                .stream()
                .mapToLong(at -> at == null ? 0 : at.offset())
                .sum();
    }

    NavigableMap<String, ChannelWeek> channelMetrics(SluiceConfig config) {
        return table(config, Topic.CHANNEL_METRICS, ChannelWeek.class);
    }

    NavigableMap<String, Reconciliation> reconciliation(SluiceConfig config) {
        return table(config, Topic.RECONCILIATION, Reconciliation.class);
    }

    NavigableMap<String, ChannelScore> channelScores(SluiceConfig config) {
        return table(config, Topic.CHANNEL_SCORES, ChannelScore.class);
    }

    NavigableMap<String, BudgetRecommendation> recommendations(SluiceConfig config) {
        return table(config, Topic.RECOMMENDATIONS, BudgetRecommendation.class);
    }

    /** How many committed records a topic has. */
    long count(SluiceConfig config, Topic topic) {
        long[] count = {0};
        read(config, topic, record -> count[0]++);
        return count[0];
    }

    /** Every committed feature row, in the order of each partition. */
    List<FeatureRow> features(SluiceConfig config) {
        List<FeatureRow> rows = new ArrayList<>();
        try (SchemaRegistry schemas = SchemaRegistry.connect(config.registryProperties())) {
            PayloadDecoder<FeatureRow> decoder = new PayloadDecoder<>(FeatureRow.class, schemas);
            read(config, Topic.FEATURES, record -> {
                try {
                    rows.add(decoder.decode(record.value()));
                } catch (PayloadException e) {
                    throw new AssertionError(e);
                }
            });
        }
        return rows;
    }

    private <T extends SpecificRecord> NavigableMap<String, T> table(SluiceConfig config, Topic topic, Class<T> type) {
        Consumer<byte[], byte[]> consumer = consumer();
        try (SchemaRegistry schemas = SchemaRegistry.connect(config.registryProperties());
                CompactedTable<T> table = new CompactedTable<>(
                        consumer,
                        topic.fullName(config.cluster().topicPrefix()),
                        new PayloadDecoder<>(type, schemas))) {
            return table.catchUp();
        }
    }

    /** The last value of every key of a topic, byte for byte as it lies there. */
    NavigableMap<String, ByteBuffer> lastBytes(SluiceConfig config, Topic topic) {
        NavigableMap<String, ByteBuffer> last = new TreeMap<>();
        read(config, topic, record -> {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
                last.remove(key);
            } else {
                last.put(key, ByteBuffer.wrap(record.value()));
            }
        });
        return last;
    }

    /** How many dead letters there are, by origin (topic, key) and reason. */
    NavigableMap<String, Integer> deadLetters(SluiceConfig config) {
        NavigableMap<String, Integer> counts = new TreeMap<>();
        read(config, Topic.DEAD_LETTERS, record -> {
            String origin = text(record, DeadLetterHeaders.ORIGIN_TOPIC)
                    .substring(config.cluster().topicPrefix().length());
            String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
            counts.merge(origin + " " + key + " " + text(record, DeadLetterHeaders.REASON), 1, Integer::sum);
        });
        return counts;
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String header) {
        return new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
    }

    private void read(
            SluiceConfig config, Topic topic, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
        String name = topic.fullName(config.cluster().topicPrefix());
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(name).stream()
                    .map(p -> new TopicPartition(name, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(each);
            }
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    EmbeddedBroker broker() {
        return broker;
    }

    @Override
    public void close() {
        admin.close();
        registry.close();
        broker.close();
    }
}
