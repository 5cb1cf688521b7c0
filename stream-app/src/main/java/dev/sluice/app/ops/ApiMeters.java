package dev.sluice.app.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The meters of the HTTP API. Thread-safe. */
public final class ApiMeters {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10)
    };

    /** Methods that may be a label; anybody may send any other word. */
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE");

    private record Answered(String path, String method, int status) {}

    private final MeterRegistry registry;
    private final Map<Answered, Timer> timers = new ConcurrentHashMap<>();
    private final AtomicInteger streams = new AtomicInteger();
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong behind = new AtomicLong();

    ApiMeters(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("sluice.http.streams", streams, AtomicInteger::get)
                .description("Readers of /api/v1/stream")
                .register(registry);
        Gauge.builder("sluice.view.rows", rows, AtomicLong::get)
                .description("Rows that the API's views hold")
                .register(registry);
        Gauge.builder("sluice.view.lag", behind, AtomicLong::get)
                .description("Records of the output topics that the API's views have yet to read")
                .register(registry);
    }

    /** A request that was answered; {@code path} is the route's template. */
    public void answered(String path, String method, int status, Duration took) {
        String label = METHODS.contains(method) ? method : "other";
        timers.computeIfAbsent(new Answered(path, label, status), this::timer).record(took);
    }

    private Timer timer(Answered of) {
        return Timer.builder("sluice.http.request")
                .description("Requests to the API and the page, by path, method and status")
                .tag("path", of.path)
                .tag("method", of.method)
                .tag("status", Integer.toString(of.status))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /** How many read the stream. */
    public AtomicInteger streams() {
        return streams;
    }

    /** What the views hold, and how many records they are behind. */
    public void view(long held, long lag) {
        rows.set(held);
        behind.set(lag);
    }

    /** What the views hold. */
    public long viewRows() {
        return rows.get();
    }

    /** How many records the views are behind. */
    public long viewLag() {
        return behind.get();
    }
}
