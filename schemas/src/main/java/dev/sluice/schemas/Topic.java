package dev.sluice.schemas;

import dev.sluice.event.AuditEntry;
import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.BudgetRecommendation;
import dev.sluice.event.ChannelScore;
import dev.sluice.event.ChannelWeek;
import dev.sluice.event.ClickBatch;
import dev.sluice.event.FeatureRow;
import dev.sluice.event.LiftTest;
import dev.sluice.event.Order;
import dev.sluice.event.Reconciliation;
import dev.sluice.event.SavedPlan;
import dev.sluice.event.SpendReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The topic catalogue: every topic Sluice reads or writes, with what it needs of the broker.
 *
 * <p>Input topics never expire: replayed history carries old timestamps, and a broker would delete it within
 * minutes under a default retention. For the same reason topics that do expire are stamped by the broker.
 */
public enum Topic {
    AD_SPEND("ad-spend", Cleanup.DELETE, forever(), SpendReport.getClassSchema(), true, "account"),
    AD_CLICKS("ad-clicks", Cleanup.DELETE, forever(), ClickBatch.getClassSchema(), true, "account"),
    ORDERS("orders", Cleanup.DELETE, forever(), Order.getClassSchema(), true, "account"),
    BUDGET_POLICIES("budget-policies", Cleanup.COMPACT, forever(), BudgetPolicy.getClassSchema(), true, "account"),
    LIFT_TESTS("lift-tests", Cleanup.DELETE, forever(), LiftTest.getClassSchema(), false, "account"),
    STRAYS("strays", Cleanup.DELETE, days(7), null, true, "account"),
    MODELS("models", Cleanup.COMPACT, forever(), null, false, "account/kind or */kind"),
    CHANNEL_METRICS(
            "channel-metrics",
            Cleanup.COMPACT,
            forever(),
            ChannelWeek.getClassSchema(),
            false,
            "account/channel/week, partitioned by account"),
    CHANNEL_SCORES(
            "channel-scores",
            Cleanup.COMPACT,
            forever(),
            ChannelScore.getClassSchema(),
            false,
            "account/channel/week, partitioned by account"),
    RECOMMENDATIONS(
            "recommendations", Cleanup.COMPACT, forever(), BudgetRecommendation.getClassSchema(), false, "account"),
    RECOMMENDATIONS_HISTORY(
            "recommendations-history",
            Cleanup.DELETE,
            forever(),
            BudgetRecommendation.getClassSchema(),
            false,
            "account"),
    FEATURES("features", Cleanup.DELETE, days(3 * 365), FeatureRow.getClassSchema(), false, "account"),
    RECONCILIATION(
            "reconciliation",
            Cleanup.COMPACT,
            forever(),
            Reconciliation.getClassSchema(),
            false,
            "account or ?/partition"),
    PLANS(
            "plans",
            Cleanup.COMPACT,
            forever(),
            SavedPlan.getClassSchema(),
            false,
            "account/name, the name percent-encoded"),
    AUDIT("audit", Cleanup.DELETE, forever(), AuditEntry.getClassSchema(), false, "account"),
    DEAD_LETTERS("dead-letters", Cleanup.DELETE, days(365), null, false, "as received");

    /** Cleanup policy of a topic. */
    public enum Cleanup {
        DELETE,
        COMPACT
    }

    /** Name prefix where none is configured. */
    public static final String DEFAULT_PREFIX = "sluice.";

    /** Partitions of every topic where none are configured. */
    public static final int DEFAULT_PARTITIONS = 6;

    /** Largest message of dead-letters and strays: an input record at the broker's default limit, plus headers. */
    public static final int WRAPPED_MESSAGE_BYTES = 2 * 1024 * 1024;

    private static final String VERSION = ".v1";

    private final String shortName;
    private final Cleanup cleanup;
    private final long retentionMs;
    private final Optional<Schema> valueSchema;
    private final boolean input;
    private final String key;

    Topic(
            String shortName,
            Cleanup cleanup,
            long retentionMs,
            @Nullable Schema valueSchema,
            boolean input,
            String key) {
        this.shortName = shortName;
        this.cleanup = cleanup;
        this.retentionMs = retentionMs;
        this.valueSchema = Optional.ofNullable(valueSchema);
        this.input = input;
        this.key = key;
    }

    private static long forever() {
        return -1L;
    }

    private static long days(int days) {
        return days * 86_400_000L;
    }

    /** The name without prefix and version, for example {@code ad-spend}. */
    public String shortName() {
        return shortName;
    }

    /** The full name on the broker, for example {@code sluice.ad-spend.v1}. */
    public String fullName(String prefix) {
        return prefix + shortName + VERSION;
    }

    /** The Avro schema of the value; empty where the value is raw bytes. */
    public Optional<Schema> valueSchema() {
        return valueSchema;
    }

    /** Whether the topology reads it: such topics need one and the same partition count. */
    public boolean isInput() {
        return input;
    }

    /** What the key is, for people. */
    public String keyDescription() {
        return key;
    }

    public Cleanup cleanup() {
        return cleanup;
    }

    /** Retention in milliseconds; -1 is for ever. */
    public long retentionMs() {
        return retentionMs;
    }

    /** Topic-level broker settings, ready for an admin client. */
    public Map<String, String> config() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("cleanup.policy", cleanup == Cleanup.COMPACT ? "compact" : "delete");
        config.put("retention.ms", Long.toString(retentionMs));
        if (retentionMs >= 0) {
            // Counted from when a record was written: a dead letter or stray of replayed history would be gone at once.
            config.put("message.timestamp.type", "LogAppendTime");
        }
        if (this == STRAYS || this == DEAD_LETTERS) {
            config.put("max.message.bytes", Integer.toString(WRAPPED_MESSAGE_BYTES));
        }
        if (this == MODELS) {
            config.put("max.message.bytes", Integer.toString(64 * 1024 * 1024));
        }
        return config;
    }

    /** The topic of this short or full name. */
    public static Optional<Topic> byName(String name, String prefix) {
        for (Topic topic : values()) {
            if (topic.shortName.equals(name) || topic.fullName(prefix).equals(name)) {
                return Optional.of(topic);
            }
        }
        return Optional.empty();
    }
}
