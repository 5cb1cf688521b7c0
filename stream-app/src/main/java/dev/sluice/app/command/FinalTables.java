package dev.sluice.app.command;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.topology.CompactedTable;
import dev.sluice.app.topology.InputLag;
import dev.sluice.app.topology.ReconciliationReport;
import dev.sluice.event.BudgetRecommendation;
import dev.sluice.event.ChannelWeek;
import dev.sluice.event.Reconciliation;
import dev.sluice.schemas.PayloadDecoder;
import dev.sluice.schemas.SchemaRegistry;
import dev.sluice.schemas.Topic;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;

/** What stands on the output topics. */
final class FinalTables {
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private FinalTables() {}

    /**
     * Waits until the app has committed all of its input and published what followed from it.
     *
     * @param check called at every look; what it throws ends the waiting
     * @return false if that took too long or the stream ended
     */
    static boolean drain(SluiceConfig config, RunningApp app, Duration atMost, Runnable check)
            throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + atMost.toNanos();
        try (Admin admin = Connections.admin(config)) {
            while (InputLag.of(admin, config) > 0 || !app.stream().hasPublishedAll()) {
                check.run();
                if (System.nanoTime() > end || app.stream().awaitEnd(LOOK_EVERY)) {
                    return false;
                }
            }
        }
        return !app.stream().awaitEnd(Duration.ZERO);
    }

    static NavigableMap<String, ChannelWeek> channelMetrics(SluiceConfig config) {
        return read(config, Topic.CHANNEL_METRICS, ChannelWeek.class);
    }

    static NavigableMap<String, BudgetRecommendation> recommendations(SluiceConfig config) {
        return read(config, Topic.RECOMMENDATIONS, BudgetRecommendation.class);
    }

    /** The books by account, those without an account added up. */
    static NavigableMap<String, Reconciliation> reconciliation(SluiceConfig config) {
        return ReconciliationReport.merged(
                read(config, Topic.RECONCILIATION, Reconciliation.class).values());
    }

    static <T extends SpecificRecord> CompactedTable<T> open(
            SluiceConfig config, SchemaRegistry registry, Topic topic, Class<T> type) {
        return new CompactedTable<>(
                Connections.consumer(config),
                topic.fullName(config.cluster().topicPrefix()),
                new PayloadDecoder<>(type, registry));
    }

    private static <T extends SpecificRecord> NavigableMap<String, T> read(
            SluiceConfig config, Topic topic, Class<T> type) {
        try (SchemaRegistry registry = Connections.registry(config);
                CompactedTable<T> table = open(config, registry, topic, type)) {
            return table.catchUp();
        }
    }
}
