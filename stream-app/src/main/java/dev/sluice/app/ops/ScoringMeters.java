package dev.sluice.app.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/** The meters of scoring: what was scored and written, and how the models do. Thread-safe. */
public final class ScoringMeters {
    /** A model on a channel. */
    public record Subject(String kind, String version, String channel) {}

    /**
     * How a model does on a channel, over all accounts of a task.
     *
     * @param weeks judged weeks in the rolling windows
     * @param mae mean absolute error, NaN without any week
     * @param mase that over the naive forecast's, NaN where undefined
     * @param coverage share of weeks inside the published interval
     * @param degraded accounts for which the model loses to the naive forecast
     */
    public record Quality(long weeks, double mae, double mase, double coverage, long degraded) {}

    private record Model(String kind, String version) {}

    private final MeterRegistry registry;
    private final AccountMeters accounts;
    private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();
    private final Timer round;
    private final Map<Subject, Map<String, Quality>> qualities = new ConcurrentHashMap<>();
    private final Map<Subject, List<Meter>> qualityGauges = new ConcurrentHashMap<>();
    private final Map<Model, Map<String, Double>> drifts = new ConcurrentHashMap<>();
    private final Map<Model, Meter> driftGauges = new ConcurrentHashMap<>();

    public ScoringMeters(MeterRegistry registry) {
        this(registry, new AccountMeters(registry));
    }

    /** With the meters of single accounts, which the river's stages share. */
    ScoringMeters(MeterRegistry registry, AccountMeters accounts) {
        this.registry = registry;
        this.accounts = accounts;
        this.round = Timer.builder("sluice.scoring.round")
                .description("Time of one round: rows built, scored and written for all accounts that were due")
                .register(registry);
        adder("sluice.channel.scores.published", "Channel-scores records published", Tags.empty());
        featureRows(false, 0);
        featureRows(true, 0);
    }

    /** Meters that nobody reads. */
    public static ScoringMeters unobserved() {
        return new ScoringMeters(new SimpleMeterRegistry());
    }

    /** Runs a round and takes its time. */
    public void time(Runnable work) {
        round.record(work);
    }

    /** {@code n} rows went through a model of this kind. */
    public void rowsScored(String kind, long n) {
        adder("sluice.scoring.rows", "Rows scored, by kind of model; shadow models count too", Tags.of("kind", kind))
                .add(n);
    }

    /** Meters of single accounts. */
    public AccountMeters accounts() {
        return accounts;
    }

    /** {@code n} scores of this kind were left out. Reasons are codes of a fixed list. */
    public void failed(String kind, String reason, long n) {
        adder(
                        "sluice.scoring.failures",
                        "Scores left out because the model failed, by kind and reason",
                        Tags.of("kind", kind, "reason", reason))
                .add(n);
    }

    /** {@code n} channel-scores records were published. */
    public void scoresPublished(long n) {
        adder("sluice.channel.scores.published", "Channel-scores records published", Tags.empty())
                .add(n);
    }

    /** {@code n} feature rows were written, with or without an outcome. */
    public void featureRows(boolean completed, long n) {
        adder(
                        "sluice.feature.rows",
                        "Feature rows written, by whether they have their outcome",
                        Tags.of("completed", Boolean.toString(completed)))
                .add(n);
    }

    /** How a model does on a channel in the task's accounts. */
    public void quality(String task, Subject subject, Quality quality) {
        qualities.computeIfAbsent(subject, s -> new ConcurrentHashMap<>()).put(task, quality);
        qualityGauges.computeIfAbsent(subject, this::register);
    }

    /** No account of the task has judged this model on this channel any more. */
    public void forget(String task, Subject subject) {
        Map<String, Quality> byTask = qualities.get(subject);
        if (byTask != null) {
            byTask.remove(task);
            removeIfUnused(subject, byTask);
        }
    }

    /** Population stability index of the input of a model that drifted most. */
    public void drift(String task, String kind, String version, double index) {
        Model model = new Model(kind, version);
        Map<String, Double> byTask = drifts.computeIfAbsent(model, m -> new ConcurrentHashMap<>());
        byTask.put(task, index);
        driftGauges.computeIfAbsent(model, m -> Gauge.builder("sluice.model.drift.psi", byTask, ScoringMeters::greatest)
                .description("Population stability index of the input that drifted most from the model's training")
                .tag("kind", kind)
                .tag("version", version)
                .register(registry));
    }

    /** The task watches this model's inputs no more. */
    public void forgetDrift(String task, String kind, String version) {
        Model model = new Model(kind, version);
        Map<String, Double> byTask = drifts.get(model);
        if (byTask != null) {
            byTask.remove(task);
            removeIfUnused(model, byTask);
        }
    }

    /** The task has left this instance: its gauges no longer count here. */
    public void taskClosed(String task) {
        List.copyOf(qualities.keySet()).forEach(subject -> forget(task, subject));
        List.copyOf(drifts.keySet()).forEach(model -> forgetDrift(task, model.kind, model.version));
    }

    private void removeIfUnused(Subject subject, Map<String, Quality> byTask) {
        if (byTask.isEmpty() && qualities.remove(subject, byTask)) {
            List<Meter> meters = qualityGauges.remove(subject);
            if (meters != null) {
                meters.forEach(registry::remove);
            }
        }
    }

    private void removeIfUnused(Model model, Map<String, Double> byTask) {
        if (byTask.isEmpty() && drifts.remove(model, byTask)) {
            Meter meter = driftGauges.remove(model);
            if (meter != null) {
                registry.remove(meter);
            }
        }
    }

    private List<Meter> register(Subject s) {
        List<Meter> meters = new ArrayList<>();
        gauge(meters, s, "sluice.model.weeks", "Judged weeks in the rolling window of 26", all -> weeks(all));
        gauge(
                meters,
                s,
                "sluice.model.mae",
                "Mean absolute error of the median over the rolling window, in the prediction's unit",
                all -> mean(all, Quality::mae));
        gauge(
                meters,
                s,
                "sluice.model.mase",
                "That error over the error of last week's value; below 1 the model is better",
                all -> mean(all, Quality::mase));
        gauge(
                meters,
                s,
                "sluice.model.coverage",
                "Share of judged weeks inside the published interval; 0.8 is meant",
                all -> mean(all, Quality::coverage));
        gauge(
                meters,
                s,
                "sluice.model.degraded",
                "Accounts for which the model has lost to last week's value for 4 weeks",
                all -> all.values().stream().mapToLong(Quality::degraded).sum());
        return meters;
    }

    private void gauge(
            List<Meter> to, Subject s, String name, String description, ToDoubleFunction<Map<String, Quality>> value) {
        Map<String, Quality> byTask = qualities.computeIfAbsent(s, k -> new ConcurrentHashMap<>());
        to.add(Gauge.builder(name, byTask, value)
                .description(description)
                .tag("kind", s.kind)
                .tag("version", s.version)
                .tag("channel", s.channel)
                .register(registry));
    }

    private static double weeks(Map<String, Quality> byTask) {
        return byTask.values().stream().mapToLong(Quality::weeks).sum();
    }

    /** Over the tasks, weighted by weeks; tasks without the figure don't count. */
    private static double mean(Map<String, Quality> byTask, ToDoubleFunction<Quality> figure) {
        double sum = 0;
        double weight = 0;
        for (Quality q : byTask.values()) {
            double value = figure.applyAsDouble(q);
            if (!Double.isNaN(value)) {
                sum += value * q.weeks;
                weight += q.weeks;
            }
        }
        return weight == 0 ? Double.NaN : sum / weight;
    }

    private static double greatest(Map<String, Double> byTask) {
        return byTask.values().stream()
                .filter(index -> !index.isNaN())
                .max(Double::compare)
                .orElse(Double.NaN);
    }

    private LongAdder adder(String name, String description, Tags tags) {
        return counters.computeIfAbsent(name + tags, key -> {
            LongAdder counter = new LongAdder();
            FunctionCounter.builder(name, counter, LongAdder::sum)
                    .description(description)
                    .tags(tags)
                    .register(registry);
            return counter;
        });
    }
}
