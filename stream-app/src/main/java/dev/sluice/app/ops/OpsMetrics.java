package dev.sluice.app.ops;

import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** All metrics of one process: the JVM's, Kafka Streams', and the river's own. */
public final class OpsMetrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final RiverMeters river = new RiverMeters(registry);
    private final ModelMeters models = new ModelMeters(registry);
    private final ScoringMeters scoring = new ScoringMeters(registry, river.accounts());
    private final BudgetMeters budget = new BudgetMeters(registry);
    private final ApiMeters api = new ApiMeters(registry);
    private final JvmGcMetrics gc = new JvmGcMetrics();
    private @Nullable KafkaStreamsMetrics streams;

    public OpsMetrics() {
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        gc.bindTo(registry);
    }

    /** The meters the topology's processors call. */
    public RiverMeters river() {
        return river;
    }

    /** The meters of the model shelf. */
    public ModelMeters models() {
        return models;
    }

    /** The meters of the scoring stage. */
    public ScoringMeters scoring() {
        return scoring;
    }

    /** The meters of the budget stage. */
    public BudgetMeters budget() {
        return budget;
    }

    /** The meters of the HTTP API. */
    public ApiMeters api() {
        return api;
    }

    /** Adds the metrics of this client and of the clients inside it; call it once, before the start. */
    public synchronized void watch(KafkaStreams client) {
        if (streams != null) {
            throw new IllegalStateException("these metrics watch a stream already");
        }
        streams = new KafkaStreamsMetrics(client);
        streams.bindTo(registry);
    }

    /** Everything in Prometheus' text format. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public synchronized void close() {
        if (streams != null) {
            streams.close();
        }
        gc.close();
        registry.close();
    }
}
