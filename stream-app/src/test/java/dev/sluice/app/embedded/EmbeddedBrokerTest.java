package dev.sluice.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedBrokerTest {
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final Path folder;

    EmbeddedBrokerTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void topicsRecordsAndPortSurviveARestart() throws Exception {
        Path directory = folder.resolve("broker");
        String before;
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            before = broker.bootstrapServers();
            create(broker, new NewTopic("orders", 3, (short) 1));
            send(broker, "orders", "a", "b");
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            assertThat(broker.bootstrapServers()).isEqualTo(before);
            send(broker, "orders", "c");
            assertThat(read(broker, "orders", 3)).containsExactlyInAnyOrder("a", "b", "c");
        }
    }

    @Test
    void aTakenRememberedPortIsReplacedByAFreeOne() throws Exception {
        Path directory = folder.resolve("broker");
        int port;
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            port = port(broker);
        }
        try (ServerSocket squatter = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            assertThat(port(broker)).isNotEqualTo(squatter.getLocalPort());
            create(broker, new NewTopic("t", 1, (short) 1));
        }
    }

    @Test
    void committedTransactionsAreReadAndAbortedOnesAreNot() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.startTemporary()) {
            create(broker, new NewTopic("t", 1, (short) 1));
            try (KafkaProducer<String, String> producer = producer(broker, Map.of("transactional.id", "tx"))) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("t", "aborted"));
                producer.flush();
                producer.abortTransaction();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("t", "committed"));
                producer.commitTransaction();
            }
            assertThat(read(broker, "t", 1)).containsExactly("committed");
        }
    }

    @Test
    void twoBrokersLiveInOneJvmAndTheirDataStaysApart() throws Exception {
        try (EmbeddedBroker one = EmbeddedBroker.startTemporary();
                EmbeddedBroker two = EmbeddedBroker.startTemporary()) {
            create(one, new NewTopic("t", 1, (short) 1));
            create(two, new NewTopic("t", 1, (short) 1));
            send(one, "t", "one");
            send(two, "t", "two");
            assertThat(read(one, "t", 1)).containsExactly("one");
            assertThat(read(two, "t", 1)).containsExactly("two");
        }
    }

    @Test
    void aModelOf64MebibytesFits() throws Exception {
        int size = (64 << 20) - 1024;
        try (EmbeddedBroker broker = EmbeddedBroker.startTemporary()) {
            create(
                    broker,
                    new NewTopic("models", 1, (short) 1)
                            .configs(Map.of(
                                    "max.message.bytes", Integer.toString(64 << 20), "cleanup.policy", "compact")));
            Map<String, Object> config = Map.of(
                    "bootstrap.servers", broker.bootstrapServers(),
                    "max.request.size", 65 << 20,
                    "buffer.memory", 80L << 20);
            try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
                producer.send(new ProducerRecord<>("models", new byte[] {1}, new byte[size]))
                        .get();
            }
            try (var consumer = new KafkaConsumer<>(
                    Map.<String, Object>of(
                            "bootstrap.servers",
                            broker.bootstrapServers(),
                            "group.id",
                            "g",
                            "auto.offset.reset",
                            "earliest"),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer())) {
                consumer.subscribe(List.of("models"));
                List<Integer> sizes = new ArrayList<>();
                await().atMost(BOUND).until(() -> {
                    consumer.poll(Duration.ofMillis(200)).forEach(record -> sizes.add(record.value().length));
                    return !sizes.isEmpty();
                });
                assertThat(sizes).containsExactly(size);
            }
        }
    }

    @Test
    void transactionVersionTwoIsFinalisedAndTopicsAreNotCreatedByUse() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.startTemporary();
                Admin admin = admin(broker)) {
            var finalized = admin.describeFeatures().featureMetadata().get().finalizedFeatures();
            assertThat(finalized).hasEntrySatisfying("transaction.version", range -> assertThat(range.maxVersionLevel())
                    .isEqualTo((short) 2));
            try (KafkaProducer<String, String> producer = producer(broker, Map.of("max.block.ms", 500))) {
                assertThatThrownBy(() -> producer.send(new ProducerRecord<>("absent", "x"))
                                .get())
                        .hasMessageContaining("absent");
            }
            assertThat(admin.listTopics().names().get()).doesNotContain("absent");
        }
    }

    @Test
    void closingLeavesNoThreadThatHoldsTheJvmAndNoTemporaryDirectory() {
        Set<Thread> before = liveUserThreads();
        EmbeddedBroker broker = EmbeddedBroker.startTemporary();
        Path directory = broker.directory();
        assertThat(directory).exists();
        broker.close();
        broker.close();
        assertThat(directory).doesNotExist();
        await().pollInSameThread().atMost(BOUND).untilAsserted(() -> {
            Set<Thread> left = liveUserThreads();
            left.removeAll(before);
            assertThat(left).isEmpty();
        });
    }

    @Test
    void aPortInUseIsNamedInTheMessage() throws Exception {
        Path directory = folder.resolve("broker");
        try (ServerSocket squatter = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = squatter.getLocalPort();
            assertThatThrownBy(() -> EmbeddedBroker.start(directory, port))
                    .isInstanceOf(EmbeddedStartException.class)
                    .hasMessageContaining("Port " + port + " on 127.0.0.1 is in use");
        }
        EmbeddedBroker.start(directory, 0).close();
    }

    @Test
    void aDirectoryInUseIsNamedInTheMessage() {
        Path directory = folder.resolve("broker");
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            assertThatThrownBy(() -> EmbeddedBroker.start(directory, 0))
                    .isInstanceOf(EmbeddedStartException.class)
                    .hasMessageContaining(broker.directory() + " is in use by another embedded broker");
        }
    }

    @Test
    void somebodyElsesDirectoryIsLeftAlone() throws Exception {
        Path directory = Files.createDirectory(folder.resolve("photos"));
        Files.writeString(directory.resolve("cat.txt"), "meow");
        assertThatThrownBy(() -> EmbeddedBroker.start(directory, 0))
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessageContaining("is not an embedded broker's directory");
        assertThat(directory.toFile().list()).containsExactly("cat.txt");
    }

    private static int port(EmbeddedBroker broker) {
        return Integer.parseInt(broker.bootstrapServers().split(":", 2)[1]);
    }

    private static Set<Thread> liveUserThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && !thread.isDaemon())
                .collect(Collectors.toSet());
    }

    private static Admin admin(EmbeddedBroker broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private static void create(EmbeddedBroker broker, NewTopic topic) throws Exception {
        try (Admin admin = admin(broker)) {
            admin.createTopics(List.of(topic)).all().get();
        }
    }

    private static KafkaProducer<String, String> producer(EmbeddedBroker broker, Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(more);
        config.put("bootstrap.servers", broker.bootstrapServers());
        return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    }

    private static void send(EmbeddedBroker broker, String topic, String... values) throws Exception {
        try (KafkaProducer<String, String> producer = producer(broker, Map.of())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(topic, value)).get();
            }
        }
    }

    private static List<String> read(EmbeddedBroker broker, String topic, int count) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", broker.bootstrapServers(),
                "group.id", "reader",
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            List<String> values = new ArrayList<>();
            await().atMost(BOUND).until(() -> {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    values.add(record.value());
                }
                return values.size() >= count;
            });
            return values;
        }
    }
}
