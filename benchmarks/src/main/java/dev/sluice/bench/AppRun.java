package dev.sluice.bench;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.ops.OpsMetrics;
import dev.sluice.app.topology.InputLag;
import dev.sluice.app.topology.StreamApp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;

/** The app as it is shipped, from an empty state until it has committed all its input and published all of it. */
final class AppRun {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Pattern COUNTED = Pattern.compile("(?m)^sluice_events_total\\{[^}]*} (\\S+)$");

    private AppRun() {}

    /** Runs it; returns how many events it booked. */
    static long run(SluiceConfig config, Admin admin, InstantSource clock)
            throws InterruptedException, ExecutionException {
        try (OpsMetrics metrics = new OpsMetrics();
                StreamApp app = StreamApp.start(config, config.cluster().partitions(), metrics, clock)) {
            long deadline = System.nanoTime() + LONGEST.toNanos();
            while (InputLag.of(admin, config) > 0 || !app.hasPublishedAll()) {
                if (app.awaitEnd(BETWEEN_LOOKS)) {
                    throw new IllegalStateException("the app stopped by itself; its log lines say why");
                }
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("the app did not get through its input in " + LONGEST);
                }
            }
            return booked(metrics.scrape());
        }
    }

    private static long booked(String scrape) {
        long sum = 0;
        for (Matcher line = COUNTED.matcher(scrape); line.find(); ) {
            sum += Math.round(Double.parseDouble(line.group(1)));
        }
        return sum;
    }
}
