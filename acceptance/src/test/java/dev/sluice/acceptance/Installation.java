package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.command.RunningApp;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.embedded.EmbeddedBroker;
import dev.sluice.app.embedded.EmbeddedRegistry;
import dev.sluice.app.topology.CompactedTable;
import dev.sluice.app.topology.Feeder;
import dev.sluice.app.topology.InputLag;
import dev.sluice.app.world.WorldEvent;
import dev.sluice.event.FeatureRow;
import dev.sluice.schemas.PayloadDecoder;
import dev.sluice.schemas.PayloadException;
import dev.sluice.schemas.SchemaRegistry;
import dev.sluice.schemas.Topic;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A broker, a registry, the app as {@code sluice run} makes it, and both command lines before them. */
final class Installation implements AutoCloseable {
    private final Path directory;
    private final EmbeddedBroker broker = EmbeddedBroker.startTemporary();
    private final EmbeddedRegistry registry = EmbeddedRegistry.startTemporary();
    private final Map<String, String> env;
    private final SluiceConfig config;
    private final Admin admin;
    private final SchemaRegistry schemas;
    private final RunningApp app;

    Installation(Path directory, InstantSource clock) throws ExecutionException, InterruptedException {
        this.directory = directory;
        env = Map.of(
                "SLUICE_BOOTSTRAP_SERVERS",
                broker.bootstrapServers(),
                "SLUICE_SCHEMA_REGISTRY_URL",
                registry.url(),
                "SLUICE_PARTITIONS",
                "2",
                "SLUICE_STATE_DIR",
                directory.resolve("state").toString(),
                "SLUICE_HTTP_PORT",
                "0",
                "SLUICE_SCORING_INTERVAL",
                "100ms");
        config = SluiceConfig.load(Map.of(), env, null);
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        schemas = SchemaRegistry.connect(config.registryProperties());
        app = RunningApp.start(config, clock, true);
    }

    SluiceConfig config() {
        return config;
    }

    /** Runs {@code sluice ...}, which must end well; what it printed. */
    String sluice(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = dev.sluice.app.Main.run(args, new PrintWriter(out), new PrintWriter(err), env);
        assertThat(code).as("out: %s%nerr: %s", out, err).isZero();
        return out.toString();
    }

    /** Runs {@code sluice train ...}, which must end well; what it printed. */
    String train(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = dev.sluice.trainer.Main.run(args, new PrintWriter(out), new PrintWriter(err), env, directory);
        assertThat(code).as("out: %s%nerr: %s", out, err).isZero();
        return out.toString();
    }

    /** Sends events, and waits until the broker has them. */
    static void feed(Feeder feeder, Iterator<WorldEvent> events) {
        while (events.hasNext()) {
            WorldEvent event = events.next();
            long arrival = event.arrival().toEpochMilli();
            if (event.value() != null) {
                feeder.send(event.topic(), event.key(), event.value(), arrival);
            } else {
                feeder.sendBytes(event.topic(), event.key(), event.rawBytes().orElseThrow(), arrival);
            }
        }
        feeder.flush();
    }

    /** Whether the app has committed all of its input, and published what follows from it. */
    boolean hasReadAll() throws ExecutionException, InterruptedException {
        return InputLag.of(admin, config) == 0 && app.stream().hasPublishedAll();
    }

    /** Where operators look. */
    String url() {
        return app.url().orElseThrow();
    }

    /** The app's metrics, as Prometheus reads them. */
    String scrape() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create(url() + "/metrics");
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    /** A compacted output topic; the caller closes it. */
    <T extends SpecificRecord> CompactedTable<T> table(Topic topic, Class<T> type) {
        return new CompactedTable<>(
                consumer(), topic.fullName(config.cluster().topicPrefix()), new PayloadDecoder<>(type, schemas));
    }

    /** A compacted output topic as it stands. */
    <T extends SpecificRecord> NavigableMap<String, T> rows(Topic topic, Class<T> type) {
        try (CompactedTable<T> table = table(topic, type)) {
            return table.catchUp();
        }
    }

    /** Every committed feature row, in the order of each partition. */
    List<FeatureRow> features() throws PayloadException {
        String name = Topic.FEATURES.fullName(config.cluster().topicPrefix());
        PayloadDecoder<FeatureRow> decoder = new PayloadDecoder<>(FeatureRow.class, schemas);
        List<FeatureRow> rows = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(name).stream()
                    .map(p -> new TopicPartition(name, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    rows.add(decoder.decode(record.value()));
                }
            }
        }
        return rows;
    }

    private Consumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        app.close();
        schemas.close();
        admin.close();
        registry.close();
        broker.close();
    }
}
