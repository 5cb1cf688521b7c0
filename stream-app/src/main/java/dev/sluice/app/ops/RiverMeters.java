package dev.sluice.app.ops;

import dev.sluice.schemas.Topic;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The meters of the river: what its processors count. Thread-safe; a count costs one add to a striped adder.
 *
 * <p>Counters say what this instance handled since it started: under {@code exactly_once_v2} an aborted transaction's
 * records are handled, and counted here, again. The exact books are on the {@code reconciliation} topic; the money
 * gauges show those.
 */
public final class RiverMeters {
    /** What became of an event. */
    public enum Outcome {
        ACCEPTED,
        DUPLICATE,
        STALE,
        REJECTED
    }

    /** Which money. */
    public enum MoneyKind {
        SPEND,
        REVENUE
    }

    /** Where in the books the money stands: RECEIVED is the sum of the others. */
    public enum MoneyOutcome {
        RECEIVED,
        COUNTED,
        DUPLICATE,
        STALE,
        SUPERSEDED,
        REJECTED
    }

    private record Money(MoneyKind kind, MoneyOutcome outcome) {}

    private final MeterRegistry registry;
    private final AccountMeters accounts;
    private final Map<Topic, LongAdder[]> events = new EnumMap<>(Topic.class);
    private final Map<Topic, LongAdder> strays = new EnumMap<>(Topic.class);
    private final Map<String, LongAdder> deadLetters = new ConcurrentHashMap<>();
    private final LongAdder published = new LongAdder();
    private final Timer latency;
    private final Map<String, Long> boardRows = new ConcurrentHashMap<>();
    private final Map<String, Long> settledWeeks = new ConcurrentHashMap<>();
    private final Map<Money, Map<String, Long>> money = new ConcurrentHashMap<>();

    public RiverMeters(MeterRegistry registry) {
        this.registry = registry;
        this.accounts = new AccountMeters(registry);
        for (Topic topic : Topic.values()) {
            if (topic.isInput() && topic != Topic.STRAYS) {
                events.put(topic, eventCounters(topic));
                strays.put(topic, strayCounter(topic));
            }
        }
        FunctionCounter.builder("sluice.channel.metrics.published", published, LongAdder::sum)
                .description("Channel-metrics records published")
                .register(registry);
        this.latency = Timer.builder("sluice.ingest.to.metric")
                .description("Time from an event's arrival at the app to the publication of the metrics it changed")
                .serviceLevelObjectives(
                        millis(5, 10, 25, 50, 100, 150, 200, 300, 500, 1000, 2500, 5000, 10_000, 60_000))
                .register(registry);
        gauge("sluice.board.rows", "Channel-weeks on the board of this instance", boardRows);
        gauge("sluice.settled.weeks", "Channel-weeks on the board that are FINAL", settledWeeks);
        for (MoneyKind kind : MoneyKind.values()) {
            for (MoneyOutcome outcome : MoneyOutcome.values()) {
                moneyGauge(kind, outcome);
            }
        }
    }

    /** Meters that nobody reads, for a topology that runs without an operator. */
    public static RiverMeters unobserved() {
        return new RiverMeters(new SimpleMeterRegistry());
    }

    /** Meters of single accounts. */
    public AccountMeters accounts() {
        return accounts;
    }

    /** {@code n} events of an input topic had this outcome; a click batch counts each click. */
    public void eventsCounted(Topic topic, Outcome outcome, long n) {
        LongAdder[] counters = events.get(topic);
        if (counters == null) {
            throw new IllegalArgumentException(topic + " is no input of the river");
        }
        counters[outcome.ordinal()].add(n);
    }

    /** A dead letter was written. Reasons are codes of a fixed list, never texts with values in them. */
    public void deadLetter(String reason) {
        LongAdder counter = deadLetters.get(reason);
        if (counter == null) {
            counter = deadLetters.computeIfAbsent(reason, this::deadLetterCounter);
        }
        counter.increment();
    }

    /** A record of this input topic lay on another partition than its account's, and was sent home. */
    public void stray(Topic topic) {
        LongAdder counter = strays.get(topic);
        if (counter == null) {
            throw new IllegalArgumentException(topic + " is no input of the river");
        }
        counter.increment();
    }

    /** From an event's arrival to the publication of the metrics it changed. */
    public void latency(Duration arrivalToMetric) {
        latency.record(arrivalToMetric);
    }

    /** {@code n} channel-metrics records were published. */
    public void channelMetricsPublished(long n) {
        published.add(n);
    }

    /** The task's board has {@code rows} channel-weeks. */
    public void boardRows(String taskId, long rows) {
        boardRows.put(taskId, rows);
    }

    /** {@code weeks} channel-weeks on the task's board are FINAL. */
    public void settledWeeks(String taskId, long weeks) {
        settledWeeks.put(taskId, weeks);
    }

    /** The task's books over all its accounts: so many micros of the kind stand at the outcome. */
    public void money(String taskId, MoneyKind kind, MoneyOutcome outcome, long micros) {
        money.computeIfAbsent(new Money(kind, outcome), m -> new ConcurrentHashMap<>())
                .put(taskId, micros);
    }

    /** The task has left this instance: its gauges no longer count here. */
    public void taskClosed(String taskId) {
        boardRows.remove(taskId);
        settledWeeks.remove(taskId);
        money.values().forEach(byTask -> byTask.remove(taskId));
    }

    private LongAdder[] eventCounters(Topic topic) {
        LongAdder[] counters = new LongAdder[Outcome.values().length];
        for (Outcome outcome : Outcome.values()) {
            LongAdder counter = new LongAdder();
            counters[outcome.ordinal()] = counter;
            FunctionCounter.builder("sluice.events", counter, LongAdder::sum)
                    .description("Events handled, by input topic and outcome; a click batch counts each click")
                    .tag("topic", topic.shortName())
                    .tag("outcome", label(outcome))
                    .register(registry);
        }
        return counters;
    }

    private LongAdder strayCounter(Topic topic) {
        LongAdder counter = new LongAdder();
        FunctionCounter.builder("sluice.strays", counter, LongAdder::sum)
                .description("Records that lay on another partition than their account's, and were sent home")
                .tag("topic", topic.shortName())
                .register(registry);
        return counter;
    }

    private LongAdder deadLetterCounter(String reason) {
        LongAdder counter = new LongAdder();
        FunctionCounter.builder("sluice.dead.letters", counter, LongAdder::sum)
                .description("Dead letters written, by reason")
                .tag("reason", reason)
                .register(registry);
        return counter;
    }

    private void gauge(String name, String description, Map<String, Long> byTask) {
        Gauge.builder(name, byTask, RiverMeters::sum).description(description).register(registry);
    }

    private void moneyGauge(MoneyKind kind, MoneyOutcome outcome) {
        Map<String, Long> byTask = money.computeIfAbsent(new Money(kind, outcome), m -> new ConcurrentHashMap<>());
        Gauge.builder("sluice.money.micros", byTask, RiverMeters::sum)
                .description("Money in the books, in millionths of each account's currency unit; received is the sum of"
                        + " the other outcomes")
                .tag("kind", label(kind))
                .tag("outcome", label(outcome))
                .register(registry);
    }

    private static double sum(Map<String, Long> byTask) {
        long sum = 0;
        for (long value : byTask.values()) {
            sum += value;
        }
        return sum;
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Duration[] millis(long... values) {
        Duration[] durations = new Duration[values.length];
        for (int i = 0; i < values.length; i++) {
            durations[i] = Duration.ofMillis(values[i]);
        }
        return durations;
    }
}
