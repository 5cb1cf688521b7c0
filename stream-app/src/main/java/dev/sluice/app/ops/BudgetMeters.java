package dev.sluice.app.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The meters of advice: what was said, how long it took, and whether it was right. Thread-safe. */
public final class BudgetMeters {
    /**
     * How advice did, over all accounts of a task.
     *
     * @param weeks weeks followed
     * @param acts those with the advice to ACT
     * @param taken those of them where at least half of the shift was made
     * @param predicted weeks with a prediction
     * @param hits those of them whose revenue lay in the predicted interval
     * @param advised uplift that the advice would have brought, in the accounts' currency units
     * @param captured what was made of it
     */
    public record Track(long weeks, long acts, long taken, long predicted, long hits, double advised, double captured) {
        /** Nothing followed yet. */
        public static final Track NONE = new Track(0, 0, 0, 0, 0, 0, 0);

        /** This and more. */
        public Track plus(Track more) {
            return new Track(
                    weeks + more.weeks,
                    acts + more.acts,
                    taken + more.taken,
                    predicted + more.predicted,
                    hits + more.hits,
                    advised + more.advised,
                    captured + more.captured);
        }
    }

    /** Accounts of a task by what their standing advice says, and how their advice did. */
    public record Standing(long act, long hold, Track track) {}

    private final MeterRegistry registry;
    private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();
    private final Map<String, Standing> standings = new ConcurrentHashMap<>();
    private final AtomicLong newest = new AtomicLong();
    private final Timer advice;

    public BudgetMeters(MeterRegistry registry) {
        this.registry = registry;
        this.advice = Timer.builder("sluice.advice")
                .description("Time to advise one account: history read, responses sampled, budget split and verified")
                .register(registry);
        Gauge.builder("sluice.recommendations.newest.timestamp.seconds", newest, at -> at.get() / 1e3)
                .description("When this instance published a recommendation last, seconds since the epoch; 0: never")
                .register(registry);
        accounts("act", Standing::act);
        accounts("hold", Standing::hold);
        track("sluice.advice.followed.weeks", "Weeks of past advice that were followed up", Track::weeks);
        track(
                "sluice.advice.taken.ratio",
                "Share of ACT weeks in which at least half of the advised shift was made",
                t -> ratio(t.taken, t.acts));
        track(
                "sluice.advice.hit.ratio",
                "Share of followed weeks whose revenue lay in the predicted 80 % interval",
                t -> ratio(t.hits, t.predicted));
        track(
                "sluice.advice.captured.uplift",
                "Weekly revenue gained by the shifts that were made, in the accounts' currency units, by the model",
                Track::captured);
        track(
                "sluice.advice.regret",
                "Weekly revenue that the advice would have brought beyond that",
                t -> t.advised - t.captured);
    }

    /** Meters that nobody reads. */
    public static BudgetMeters unobserved() {
        return new BudgetMeters(new SimpleMeterRegistry());
    }

    /** Advises an account and takes its time. */
    public <T> T time(Supplier<T> work) {
        return advice.record(work);
    }

    /** A recommendation was published. Reasons are codes of a fixed list. */
    public void published(String decision, String reason, long atMillis) {
        adder(
                        "sluice.recommendations",
                        "Recommendations published, by decision and reason",
                        Tags.of("decision", decision, "reason", reason))
                .increment();
        newest.accumulateAndGet(atMillis, Math::max);
    }

    /** An account was left with the advice it had. Reasons are codes of a fixed list. */
    public void failed(String reason) {
        adder("sluice.advice.failures", "Accounts left with the advice they had, by reason", Tags.of("reason", reason))
                .increment();
    }

    /** How a task's accounts stand. */
    public void standing(String task, Standing standing) {
        standings.put(task, standing);
    }

    /** The task has left this instance: its gauges no longer count here. */
    public void taskClosed(String task) {
        standings.remove(task);
    }

    private void accounts(String decision, ToDoubleFunction<Standing> count) {
        Gauge.builder("sluice.advice.accounts", standings, all -> all.values().stream()
                        .mapToDouble(count)
                        .sum())
                .description("Accounts by the decision of their standing advice")
                .tag("decision", decision)
                .register(registry);
    }

    private void track(String name, String description, ToDoubleFunction<Track> figure) {
        Gauge.builder(
                        name,
                        standings,
                        all -> figure.applyAsDouble(
                                all.values().stream().map(Standing::track).reduce(Track.NONE, Track::plus)))
                .description(description)
                .register(registry);
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? Double.NaN : (double) part / whole;
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
