package dev.sluice.bench;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.embedded.EmbeddedRegistry;
import dev.sluice.schemas.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Broker, registry and topics for one measurement; everything is gone afterwards. */
public final class Bench implements AutoCloseable {
    private final BrokerProcess broker;
    private final EmbeddedRegistry registry;
    private final Admin admin;
    private final Path directory;
    private final Map<String, String> settings;

    private Bench(BrokerProcess broker, Path directory, Map<String, String> settings) {
        this.broker = broker;
        this.registry = EmbeddedRegistry.startTemporary();
        this.admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        this.directory = directory;
        this.settings = settings;
    }

    /** Starts it, with the topics made. */
    public static Bench start(Map<String, String> settings)
            throws IOException, ExecutionException, InterruptedException {
        Bench bench = new Bench(BrokerProcess.start(), Files.createTempDirectory("sluice-bench-"), settings);
        SluiceConfig config = bench.config("none");
        List<NewTopic> topics = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            topics.add(new NewTopic(
                            topic.fullName(config.cluster().topicPrefix()),
                            Optional.of(config.cluster().partitions()),
                            Optional.empty())
                    .configs(topic.config()));
        }
        bench.admin.createTopics(topics).all().get();
        bench.awaitLeaders(topics);
        return bench;
    }

    /**
     * Waits until every partition answers. A producer that sends before that has its first batch refused and its second
     * one accepted, and then can never put the first one in its place.
     */
    private void awaitLeaders(List<NewTopic> topics) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (NewTopic topic : topics) {
            for (int partition = 0; partition < topic.numPartitions(); partition++) {
                asked.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        admin.listOffsets(asked).all().get();
    }

    /** The configuration of an application that starts from nothing: id and state directory are its own. */
    public SluiceConfig config(String application) {
        Map<String, String> flags = new HashMap<>(settings);
        flags.put("bootstrap.servers", broker.bootstrapServers());
        flags.put("schema.registry.url", registry.url());
        flags.put("application.id", application);
        flags.put("state.dir", directory.resolve(application).toString());
        return SluiceConfig.load(flags, Map.of(), null);
    }

    /** A folder for files of the measurement. */
    public Path folder(String name) throws IOException {
        return Files.createDirectories(directory.resolve(name));
    }

    /** Deletes what an application has left: its internal topics and its state. */
    void forget(String application) throws ExecutionException, InterruptedException {
        Set<String> internal = admin.listTopics().names().get().stream()
                .filter(name -> name.startsWith(application + "-"))
                .collect(Collectors.toSet());
        admin.deleteTopics(internal).all().get();
        delete(directory.resolve(application));
    }

    public BrokerProcess broker() {
        return broker;
    }

    public Admin admin() {
        return admin;
    }

    private static void delete(Path root) {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        admin.close();
        registry.close();
        broker.close();
        delete(directory);
    }
}
