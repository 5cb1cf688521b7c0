package dev.sluice.app.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The meters of the model shelf. Thread-safe. Kinds are a handful of words, codes a fixed list. */
public final class ModelMeters {
    private final MeterRegistry registry;
    private final Map<String, LongAdder> onShelf = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> loads = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> swaps = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> refusals = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> unscored = new ConcurrentHashMap<>();

    public ModelMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Meters that nobody reads. */
    public static ModelMeters unobserved() {
        return new ModelMeters(new SimpleMeterRegistry());
    }

    /** A model was loaded and put where there was none. */
    public void loaded(String kind) {
        count(loads, "sluice.model.loads", "Models loaded, by kind", "kind", kind, 1);
        onShelf(kind).increment();
    }

    /** A model was loaded and took another's place. */
    public void swapped(String kind) {
        count(loads, "sluice.model.loads", "Models loaded, by kind", "kind", kind, 1);
        count(swaps, "sluice.model.swaps", "Models that took another's place, by kind", "kind", kind, 1);
    }

    /** A model was taken away. */
    public void removed(String kind) {
        onShelf(kind).decrement();
    }

    /** A model file was refused. */
    public void refused(String code) {
        count(refusals, "sluice.model.refusals", "Model files refused, by code", "code", code, 1);
    }

    /** A model gave NaN or infinity for so many rows. */
    public void unscored(String kind, long rows) {
        count(unscored, "sluice.model.unscored.rows", "Rows that a model gave no number for", "kind", kind, rows);
    }

    private LongAdder onShelf(String kind) {
        return onShelf.computeIfAbsent(kind, k -> {
            LongAdder models = new LongAdder();
            Gauge.builder("sluice.models", models, LongAdder::sum)
                    .description("Models on the shelf, shadows included, by kind")
                    .tag("kind", k)
                    .register(registry);
            return models;
        });
    }

    private void count(
            Map<String, LongAdder> counters, String name, String description, String tag, String value, long n) {
        counters.computeIfAbsent(value, v -> {
                    LongAdder counter = new LongAdder();
                    FunctionCounter.builder(name, counter, LongAdder::sum)
                            .description(description)
                            .tag(tag, v)
                            .register(registry);
                    return counter;
                })
                .add(n);
    }
}
