package dev.sluice.app.api.view;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.intake.PolicyRules;
import dev.sluice.app.ops.ApiMeters;
import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.BudgetRecommendation;
import dev.sluice.event.ChannelScore;
import dev.sluice.event.ChannelWeek;
import dev.sluice.event.LiftTest;
import dev.sluice.event.Reconciliation;
import dev.sluice.schemas.PayloadDecoder;
import dev.sluice.schemas.SchemaRegistry;
import dev.sluice.schemas.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;

/** All that the API reads, of all accounts. Safe for all threads. */
public final class Views implements AutoCloseable {
    private static final int HISTORY_PER_ACCOUNT = 500;
    private static final int LETTERS_PER_ACCOUNT = 500;

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Lock reading = lock.readLock();
    private final Changes changes = new Changes();
    private final SchemaRegistry registry;
    private final ViewFeed feed;

    private final Table<ChannelWeek> metrics;
    private final Table<ChannelScore> scores;
    private final Table<BudgetRecommendation> recommendations;
    private final Table<BudgetPolicy> policies;
    private final Table<LiftTest> liftTests;
    private final Table<Reconciliation> books;
    private final Recent<BudgetRecommendation> history;
    private final Recent<DeadLetterRow> deadLetters;

    private Views(
            SluiceConfig config,
            Supplier<Consumer<byte[], byte[]>> consumers,
            ViewFeed.Progress progress,
            InstantSource clock) {
        this.registry = SchemaRegistry.connect(config.registryProperties());
        this.metrics = new Table<>(
                Topic.CHANNEL_METRICS,
                new PayloadDecoder<>(ChannelWeek.class, registry),
                ChannelWeek::getAccount,
                row -> row.getChannel() + "/" + row.getWeek(),
                value -> true,
                (now, before) -> true,
                reading);
        this.scores = new Table<>(
                Topic.CHANNEL_SCORES,
                new PayloadDecoder<>(ChannelScore.class, registry),
                ChannelScore::getAccount,
                row -> row.getChannel() + "/" + row.getWeek(),
                value -> true,
                (now, before) -> true,
                reading);
        this.recommendations = new Table<>(
                Topic.RECOMMENDATIONS,
                new PayloadDecoder<>(BudgetRecommendation.class, registry),
                BudgetRecommendation::getAccount,
                row -> "",
                value -> true,
                (now, before) -> true,
                reading);
        this.policies = new Table<>(
                Topic.BUDGET_POLICIES,
                new PayloadDecoder<>(BudgetPolicy.class, registry),
                BudgetPolicy::getAccount,
                row -> "",
                // As the river: one that breaks the rules, or an older revision, changes nothing.
                policy -> PolicyRules.refusal(policy, clock.millis()).isEmpty(),
                (now, before) -> now.getRevision() > before.getRevision(),
                reading);
        this.liftTests = new Table<>(
                Topic.LIFT_TESTS,
                new PayloadDecoder<>(LiftTest.class, registry),
                LiftTest::getAccount,
                LiftTest::getTestId,
                value -> true,
                (now, before) -> now.getRevision() >= before.getRevision(),
                reading);
        this.books = new Table<>(
                Topic.RECONCILIATION,
                new PayloadDecoder<>(Reconciliation.class, registry),
                Reconciliation::getAccount,
                row -> "",
                value -> true,
                (now, before) -> true,
                reading);
        PayloadDecoder<BudgetRecommendation> advice = new PayloadDecoder<>(BudgetRecommendation.class, registry);
        this.history = new Recent<>(
                Topic.RECOMMENDATIONS_HISTORY,
                TopicView.ALL,
                HISTORY_PER_ACCOUNT,
                record -> {
                    BudgetRecommendation value = advice.decode(record.value());
                    Place place = new Place(record.partition(), record.offset());
                    String key = sortable(value.getCreatedAt().toEpochMilli()) + sortable(record.offset());
                    return Optional.of(new Row<>(value.getAccount(), key, value, false, place));
                },
                reading);
        this.deadLetters = new Recent<>(
                Topic.DEAD_LETTERS,
                LETTERS_PER_ACCOUNT,
                LETTERS_PER_ACCOUNT,
                record -> {
                    DeadLetterRow letter = DeadLetterRow.of(record);
                    String account = letter.account() == null ? "" : letter.account();
                    return Optional.of(new Row<>(account, sortable(record.timestamp()), letter, false, letter.place()));
                },
                reading);
        this.feed = new ViewFeed(
                consumers,
                config.cluster().topicPrefix(),
                List.of(metrics, scores, recommendations, policies, liftTests, books, history, deadLetters),
                lock.writeLock(),
                changes,
                progress);
    }

    private static String sortable(long number) {
        return "%019d".formatted(Math.max(0, number));
    }

    /**
     * Starts reading; returns at once.
     *
     * @param consumers makes consumers that read committed records only and belong to no group
     */
    public static Views start(
            SluiceConfig config, Supplier<Consumer<byte[], byte[]>> consumers, ApiMeters meters, InstantSource clock) {
        Views views = new Views(config, consumers, meters::view, clock);
        views.feed.start();
        return views;
    }

    /** Whether all that was on the topics at the start has been read: before that, what is missing may only be late. */
    public boolean isCaughtUp() {
        return feed.isCaughtUp();
    }

    /** Whether the topics can't be read now; what is told is then as of some time ago. */
    public boolean isFailing() {
        return feed.isFailing();
    }

    /** Whether they are closed, and those who wait should go. */
    public boolean isClosed() {
        return feed.isClosed();
    }

    /** Number of the last change; for {@link #awaitChange}. */
    public long version() {
        return changes.version();
    }

    /** Waits until something was read after that version, or the views are closed, at most so long; false if nothing was. */
    public boolean awaitChange(long version, Duration atMost) throws InterruptedException {
        return changes.await(version, atMost);
    }

    /** Every account that anything is known of. */
    public Set<String> accounts() {
        Set<String> all = new TreeSet<>(metrics.accounts());
        all.addAll(policies.accounts());
        all.addAll(recommendations.accounts());
        all.addAll(liftTests.accounts());
        return all;
    }

    /** Whether anything is known of an account. */
    public boolean knows(String account) {
        return metrics.has(account) || policies.has(account) || recommendations.has(account) || liftTests.has(account);
    }

    /** Exact totals and KPIs, by channel and week. */
    public Table<ChannelWeek> metrics() {
        return metrics;
    }

    /** What models predict, by channel and week. */
    public Table<ChannelScore> scores() {
        return scores;
    }

    /** The standing advice, one an account. */
    public Table<BudgetRecommendation> recommendations() {
        return recommendations;
    }

    /** The policies in force, one an account. */
    public Table<BudgetPolicy> policies() {
        return policies;
    }

    /** Results of experiments, by test. */
    public Table<LiftTest> liftTests() {
        return liftTests;
    }

    /** The books, one an account, and one a partition for what names no account. */
    public Table<Reconciliation> books() {
        return books;
    }

    /** What was advised, and what became of it. */
    public Recent<BudgetRecommendation> history() {
        return history;
    }

    /** Records that could not be used. */
    public Recent<DeadLetterRow> deadLetters() {
        return deadLetters;
    }

    @Override
    public void close() {
        feed.close();
        registry.close();
    }
}
