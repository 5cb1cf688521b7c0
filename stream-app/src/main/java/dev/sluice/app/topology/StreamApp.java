package dev.sluice.app.topology;

import dev.sluice.app.board.Backlog;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.domain.AccountSettings;
import dev.sluice.app.ledger.LedgerProcessor;
import dev.sluice.app.ops.OpsMetrics;
import dev.sluice.app.ops.StreamsState;
import dev.sluice.app.scoring.NoModels;
import dev.sluice.app.scoring.Shelf;
import dev.sluice.app.state.BoundedRocksDb;
import dev.sluice.schemas.AvroClients;
import dev.sluice.schemas.SchemaRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running river: one Kafka Streams client with what it holds open. */
public final class StreamApp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamApp.class);
    private static final int STORES_PER_PARTITION = 11;
    private static final long BYTES_PER_OBJECT = 250;
    private static final int MOST_REPLACED_THREADS = 10;
    private static final int LARGEST_REQUEST = 4 * 1024 * 1024;

    private final KafkaStreams streams;
    private final SchemaRegistry registry;
    private final Serializer<SpecificRecord> serializer;
    private final Duration shutdownTimeout;
    private final Backlog backlog;
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean closed;
    private boolean closedInTime = true;

    private StreamApp(
            KafkaStreams streams,
            SchemaRegistry registry,
            Serializer<SpecificRecord> serializer,
            Duration shutdownTimeout,
            Backlog backlog) {
        this.streams = streams;
        this.registry = registry;
        this.serializer = serializer;
        this.shutdownTimeout = shutdownTimeout;
        this.backlog = backlog;
    }

    /** Starts the river without models: see {@link #start(SluiceConfig, int, OpsMetrics, InstantSource, Shelf)}. */
    public static StreamApp start(SluiceConfig config, int partitions, OpsMetrics metrics, InstantSource clock) {
        return start(config, partitions, metrics, clock, new NoModels());
    }

    /**
     * Starts the river; returns at once, while partitions are still being assigned.
     *
     * @param partitions partition count that every input topic has
     * @param shelf the models to score with; outlives the river
     */
    public static StreamApp start(
            SluiceConfig config, int partitions, OpsMetrics metrics, InstantSource clock, Shelf shelf) {
        SchemaRegistry registry = SchemaRegistry.connect(config.registryProperties());
        Serializer<SpecificRecord> serializer = AvroClients.serializer(config.registryProperties());
        Backlog backlog = new Backlog();
        River river = new River(
                config.cluster().topicPrefix(),
                partitions,
                new LedgerProcessor.Rules(
                        new AccountSettings(
                                config.rules().defaultTimeZone(), config.rules().settlingDays(), false),
                        config.rules().attributionLookback(),
                        config.rules().retention(),
                        config.rules().clickHorizon()),
                config.streams().publishInterval(),
                heapObjects(partitions),
                registry,
                serializer,
                clock,
                metrics.river(),
                backlog,
                new River.Scoring(shelf, config.streams().scoringInterval(), metrics.scoring()),
                new River.Budget(config.streams().adviceInterval(), metrics.budget()));
        KafkaStreams streams = new KafkaStreams(SluiceTopology.of(river), properties(config));
        StreamApp app =
                new StreamApp(streams, registry, serializer, config.streams().shutdownTimeout(), backlog);
        AtomicInteger replaced = new AtomicInteger();
        streams.setUncaughtExceptionHandler(e -> {
            if (replaced.incrementAndGet() > MOST_REPLACED_THREADS) {
                LOG.error("A stream thread failed for the {}th time; stopping", MOST_REPLACED_THREADS + 1, e);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
            LOG.error("A stream thread failed and is replaced; its transaction is undone", e);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        streams.setStateListener((now, before) -> {
            LOG.info("The stream is {}", now.name().toLowerCase(Locale.ROOT).replace('_', ' '));
            if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
                app.ended.countDown();
            }
        });
        metrics.watch(streams);
        streams.start();
        return app;
    }

    /** What it is doing now. */
    public StreamsState state() {
        return StreamsState.of(streams);
    }

    /** Waits until it has stopped or failed; true if it has. */
    public boolean awaitEnd(Duration atMost) throws InterruptedException {
        return ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** True once everything that was read is on its way to the output topics. */
    public boolean hasPublishedAll() {
        return backlog.isEmpty();
    }

    /** Stops within the configured time; safe to call twice. */
    @Override
    public void close() {
        stop();
    }

    /** Stops: commits what was read, leaves the group. False if the time ran out first (nothing is lost then, either). */
    public synchronized boolean stop() {
        if (!closed) {
            closed = true;
            closedInTime = streams.close(shutdownTimeout);
            serializer.close();
            registry.close();
        }
        return closedInTime;
    }

    /** A quarter of the heap for hot objects, shared by all stores of all partitions. */
    private static int heapObjects(int partitions) {
        long objects = Runtime.getRuntime().maxMemory() / 4 / BYTES_PER_OBJECT / STORES_PER_PARTITION / partitions;
        return (int) Math.clamp(objects, 5_000, 1_000_000);
    }

    private static Properties properties(SluiceConfig config) {
        Properties p = new Properties();
        p.put(StreamsConfig.APPLICATION_ID_CONFIG, config.streams().applicationId());
        p.put(StreamsConfig.STATE_DIR_CONFIG, config.streams().stateDir().toString());
        p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.streams().threads());
        p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        p.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                config.streams().commitInterval().toMillis());
        p.put(
                StreamsConfig.GROUP_PROTOCOL_CONFIG,
                config.streams().groupProtocol().name().toLowerCase(Locale.ROOT));
        p.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        p.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
        p.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        p.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) config.cluster().replicationFactor());
        p.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        p.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 20);
        p.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 256 * 1024);
        // A dead letter carries a whole input record and its headers.
        p.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), LARGEST_REQUEST);
        p.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 2_000);
        for (Map.Entry<String, Object> setting : config.kafkaClientProperties().entrySet()) {
            p.put(setting.getKey(), setting.getValue());
        }
        return p;
    }
}
