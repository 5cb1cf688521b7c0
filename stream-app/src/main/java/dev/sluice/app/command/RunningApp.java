package dev.sluice.app.command;

import dev.sluice.app.api.Api;
import dev.sluice.app.api.ApiParts;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.ops.ExitCode;
import dev.sluice.app.ops.OpsMetrics;
import dev.sluice.app.ops.OpsServer;
import dev.sluice.app.topology.StreamApp;
import dev.sluice.schemas.SchemaRegistry;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.UnknownSchemaException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The app as the commands run it: topics made or checked, the river started, the entrance for operators open. */
public final class RunningApp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningApp.class);

    private final StreamApp stream;
    private final ModelSupply models;
    private final OpsMetrics metrics;
    private final @Nullable Entrance entrance;

    /** What others see of it: the API, and the server that it and the operators' paths are on. */
    private record Entrance(Api api, OpsServer server) implements AutoCloseable {
        static Entrance open(SluiceConfig config, StreamApp stream, ModelSupply models, OpsMetrics metrics) {
            Api api = Api.start(new ApiParts(
                    config,
                    () -> Connections.consumer(config),
                    () -> Connections.producer(config),
                    models.shelf(),
                    stream::state,
                    metrics.api(),
                    InstantSource.system()));
            try {
                return new Entrance(
                        api, OpsServer.start(config.http(), metrics, stream::state, api.feature(), api.refusals()));
            } catch (RuntimeException e) {
                api.close();
                throw e;
            }
        }

        /** Streams first: the server waits for open requests. */
        @Override
        public void close() {
            api.close();
            server.close();
        }
    }

    private RunningApp(StreamApp stream, ModelSupply models, OpsMetrics metrics, @Nullable Entrance entrance) {
        this.stream = stream;
        this.models = models;
        this.metrics = metrics;
        this.entrance = entrance;
    }

    /**
     * Starts it.
     *
     * @param serving whether it is there to stay: then it has models, the API and an entrance for operators
     * @throws CommandFailure where the topics are not as they must be
     * @throws dev.sluice.schemas.RegistryUnavailableException where the registry does not answer
     */
    public static RunningApp start(SluiceConfig config, InstantSource clock, boolean serving)
            throws InterruptedException, ExecutionException {
        int partitions;
        try (Admin admin = Connections.admin(config)) {
            ClusterTopics topics = new ClusterTopics(admin, config.cluster());
            if (config.cluster().autoCreateTopics()) {
                topics.createMissing();
            }
            partitions = inputPartitions(topics.describe(), config);
        }
        askRegistry(config);
        OpsMetrics metrics = new OpsMetrics();
        ModelSupply models = serving ? ModelSupply.start(config, metrics.models()) : ModelSupply.none();
        StreamApp stream;
        try {
            stream = StreamApp.start(config, partitions, metrics, clock, models.shelf());
        } catch (RuntimeException e) {
            models.close();
            metrics.close();
            throw e;
        }
        try {
            Entrance entrance = serving ? Entrance.open(config, stream, models, metrics) : null;
            return new RunningApp(stream, models, metrics, entrance);
        } catch (RuntimeException e) {
            stream.close();
            models.close();
            metrics.close();
            throw e;
        }
    }

    /** Without its registry the river would stand still at the first record, and look well until then. */
    private static void askRegistry(SluiceConfig config) {
        String subject = Topic.CHANNEL_METRICS.fullName(config.cluster().topicPrefix()) + "-value";
        try (SchemaRegistry registry = Connections.registry(config)) {
            registry.latest(subject);
        } catch (UnknownSchemaException e) {
            LOG.debug("No schema yet: {}", e.getMessage());
        }
    }

    /** The partition count that all inputs share. Records of an account meet on one partition only if they do. */
    private static int inputPartitions(Map<Topic, Optional<ClusterTopics.Existing>> described, SluiceConfig config) {
        TreeMap<Integer, String> counts = new TreeMap<>();
        described.forEach((topic, existing) -> {
            if (topic.isInput()) {
                String name = topic.fullName(config.cluster().topicPrefix());
                if (existing.isEmpty()) {
                    throw new CommandFailure(
                            ExitCode.CONFIG,
                            "Topic " + name
                                    + " is missing: `sluice topics create` makes it, or set auto.create.topics");
                }
                counts.putIfAbsent(existing.get().partitions(), name);
            }
        });
        if (counts.size() > 1) {
            throw new CommandFailure(
                    ExitCode.CONFIG,
                    "Input topics must have the same number of partitions, but "
                            + counts.firstEntry().getValue() + " has " + counts.firstKey() + " and "
                            + counts.lastEntry().getValue() + " has " + counts.lastKey());
        }
        return counts.firstKey();
    }

    /** The river. */
    public StreamApp stream() {
        return stream;
    }

    /** Where the API, the page, metrics and health are; empty where the entrance is closed. */
    public Optional<String> url() {
        return Optional.ofNullable(entrance).map(open -> open.server().url());
    }

    /**
     * Stops in order: no longer ready, then the river, then the entrance, then the models, which the API lends. False if
     * the river's time ran out.
     */
    public boolean stop() {
        boolean inTime = stream.stop();
        if (entrance != null) {
            entrance.close();
        }
        models.close();
        metrics.close();
        return inTime;
    }

    @Override
    public void close() {
        stop();
    }
}
