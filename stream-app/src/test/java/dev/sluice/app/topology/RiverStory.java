package dev.sluice.app.topology;

import dev.sluice.app.board.Backlog;
import dev.sluice.app.domain.AccountSettings;
import dev.sluice.app.ledger.LedgerProcessor;
import dev.sluice.app.ops.BudgetMeters;
import dev.sluice.app.ops.DeadLetterHeaders;
import dev.sluice.app.ops.RiverMeters;
import dev.sluice.app.ops.ScoringMeters;
import dev.sluice.app.scoring.NoModels;
import dev.sluice.app.scoring.Shelf;
import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.BudgetRecommendation;
import dev.sluice.event.ChannelScore;
import dev.sluice.event.ChannelWeek;
import dev.sluice.event.Click;
import dev.sluice.event.ClickBatch;
import dev.sluice.event.FeatureRow;
import dev.sluice.event.Order;
import dev.sluice.event.OrderStatus;
import dev.sluice.event.Reconciliation;
import dev.sluice.event.SpendReport;
import dev.sluice.schemas.PayloadDecoder;
import dev.sluice.schemas.PayloadEncoder;
import dev.sluice.schemas.PayloadException;
import dev.sluice.schemas.SchemaRegistry;
import dev.sluice.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The topology in a test driver, told as a story: what happened, and what the metrics then say. */
final class RiverStory implements AutoCloseable {
    static final String SHOP = "acme-eu";
    static final Instant NOW = Instant.parse("2026-03-18T12:00:00Z");
    static final String PREFIX = "sluice.";

    private final SchemaRegistry registry = new LocalRegistry();
    private final PayloadEncoder encoder = new PayloadEncoder(registry, true);
    private final TopologyTestDriver driver;
    private final Map<String, ChannelWeek> rows = new TreeMap<>();
    private final Map<String, Reconciliation> books = new TreeMap<>();
    private final Map<String, ChannelScore> scores = new TreeMap<>();
    private final Map<String, BudgetRecommendation> recommendations = new TreeMap<>();
    private final List<byte[]> recommendationBytes = new ArrayList<>();
    private final List<TestRecord<byte[], byte[]>> deadLetters = new ArrayList<>();
    private Instant now;
    private int published;

    RiverStory(Path stateDir) {
        this(stateDir, NOW, new NoModels(), ScoringMeters.unobserved(), BudgetMeters.unobserved());
    }

    /** A story that begins at another moment, with models. */
    RiverStory(Path stateDir, Instant begin, Shelf shelf, ScoringMeters meters) {
        this(stateDir, begin, shelf, meters, BudgetMeters.unobserved());
    }

    RiverStory(Path stateDir, Instant begin, Shelf shelf, ScoringMeters meters, BudgetMeters budget) {
        now = begin;
        River river = new River(
                PREFIX,
                1,
                new LedgerProcessor.Rules(
                        new AccountSettings(ZoneOffset.UTC, 28, false),
                        Duration.ofDays(30),
                        Duration.ofDays(400),
                        Duration.ofDays(400)),
                Duration.ofMillis(100),
                1_000,
                registry,
                (topic, value) -> value == null ? null : encoder.encode(topic, value),
                () -> now,
                RiverMeters.unobserved(),
                new Backlog(),
                new River.Scoring(shelf, Duration.ofSeconds(1), meters),
                new River.Budget(Duration.ofSeconds(1), budget));
        Properties config = new Properties();
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        driver = new TopologyTestDriver(SluiceTopology.of(river), config, begin);
    }

    RiverStory spend(String channel, String day, double units, long revision) {
        return send(Topic.AD_SPEND, SHOP, report(channel, day, units, revision).build());
    }

    static SpendReport.Builder report(String channel, String day, double units, long revision) {
        return SpendReport.newBuilder()
                .setAccount(SHOP)
                .setChannel(channel)
                .setCampaignId("c1")
                .setDay((int) LocalDate.parse(day).toEpochDay())
                .setSpendMicros(micros(units))
                .setCurrency("EUR")
                .setRevision(revision)
                .setReportedAt(NOW.toEpochMilli());
    }

    RiverStory click(String id, String channel, @Nullable String visitor, String at) {
        return clicks(new Click(id, channel, null, visitor, Instant.parse(at).toEpochMilli()));
    }

    RiverStory clicks(Click... clicks) {
        return send(Topic.AD_CLICKS, SHOP, new ClickBatch(SHOP, List.of(clicks)));
    }

    /** An order to be sent, filled in by the caller. */
    static Order.Builder order(String id, @Nullable String customer, String placedAt, double total) {
        return Order.newBuilder()
                .setAccount(SHOP)
                .setOrderId(id)
                .setRevision(1)
                .setStatus(OrderStatus.PLACED)
                .setCustomerId(customer)
                .setPlacedAt(Instant.parse(placedAt).toEpochMilli())
                .setUpdatedAt(Instant.parse(placedAt).toEpochMilli())
                .setCurrency("EUR")
                .setTotalMicros(micros(total));
    }

    RiverStory order(Order.Builder order) {
        return send(Topic.ORDERS, SHOP, order.build());
    }

    RiverStory policy(BudgetPolicy policy) {
        return send(Topic.BUDGET_POLICIES, SHOP, policy);
    }

    RiverStory send(Topic topic, @Nullable String key, SpecificRecord value) {
        return sendRaw(topic, key == null ? null : key.getBytes(StandardCharsets.UTF_8), encode(topic, value));
    }

    byte[] encode(Topic topic, SpecificRecord value) {
        return encoder.encode(topic.fullName(PREFIX), value);
    }

    RiverStory sendRaw(Topic topic, byte @Nullable [] key, byte @Nullable [] value) {
        return sendRaw(topic, key, value, new RecordHeaders());
    }

    RiverStory sendRaw(Topic topic, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        driver.createInputTopic(topic.fullName(PREFIX), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, value, headers, now));
        return this;
    }

    /** The moment it is, which is also the timestamp of what is sent. */
    Instant now() {
        return now;
    }

    /** Lets the clock run on. */
    RiverStory after(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
        return this;
    }

    /** What stands on channel-metrics, by key, after the next publication. */
    Map<String, ChannelWeek> rows() {
        after(Duration.ofMillis(200));
        PayloadDecoder<ChannelWeek> decoder = new PayloadDecoder<>(ChannelWeek.class, registry);
        read(Topic.CHANNEL_METRICS).forEach(record -> {
            published++;
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
                rows.remove(key);
            } else {
                rows.put(key, decode(decoder, record.value()));
            }
        });
        return rows;
    }

    ChannelWeek row(String channel, String monday) {
        ChannelWeek row = rows().get(SHOP + "/" + channel + "/" + monday);
        if (row == null) {
            throw new AssertionError("no row " + channel + "/" + monday + " among " + rows.keySet());
        }
        return row;
    }

    int published() {
        rows();
        return published;
    }

    /** Waits as many rounds of scoring as a week that settled needs to be completed. */
    RiverStory scored() {
        for (int round = 0; round < 6; round++) {
            after(Duration.ofSeconds(2));
        }
        return this;
    }

    /** What stands on channel-scores, by key. */
    Map<String, ChannelScore> scores() {
        PayloadDecoder<ChannelScore> decoder = new PayloadDecoder<>(ChannelScore.class, registry);
        read(Topic.CHANNEL_SCORES)
                .forEach(record ->
                        scores.put(new String(record.key(), StandardCharsets.UTF_8), decode(decoder, record.value())));
        return scores;
    }

    /** Feature rows written since the last call. */
    List<FeatureRow> features() {
        PayloadDecoder<FeatureRow> decoder = new PayloadDecoder<>(FeatureRow.class, registry);
        return read(Topic.FEATURES).stream()
                .map(record -> decode(decoder, record.value()))
                .toList();
    }

    /** Lets so much time go by in steps short enough that every round of every stage is had. */
    RiverStory lived(Duration time) {
        Duration step = Duration.ofMillis(250);
        for (long left = time.dividedBy(step); left > 0; left--) {
            after(step);
        }
        return this;
    }

    /** What stands on recommendations, by account. */
    Map<String, BudgetRecommendation> recommendations() {
        PayloadDecoder<BudgetRecommendation> decoder = new PayloadDecoder<>(BudgetRecommendation.class, registry);
        read(Topic.RECOMMENDATIONS).forEach(record -> {
            recommendationBytes.add(record.value());
            recommendations.put(new String(record.key(), StandardCharsets.UTF_8), decode(decoder, record.value()));
        });
        return recommendations;
    }

    /** Everything that was written to recommendations, as bytes. */
    List<byte[]> recommendationBytes() {
        recommendations();
        return recommendationBytes;
    }

    /** Records written to the history of recommendations since the last call. */
    List<BudgetRecommendation> adviceHistory() {
        PayloadDecoder<BudgetRecommendation> decoder = new PayloadDecoder<>(BudgetRecommendation.class, registry);
        return read(Topic.RECOMMENDATIONS_HISTORY).stream()
                .map(record -> decode(decoder, record.value()))
                .toList();
    }

    Reconciliation books(String account) {
        after(Duration.ofMillis(200));
        PayloadDecoder<Reconciliation> decoder = new PayloadDecoder<>(Reconciliation.class, registry);
        read(Topic.RECONCILIATION)
                .forEach(record ->
                        books.put(new String(record.key(), StandardCharsets.UTF_8), decode(decoder, record.value())));
        Reconciliation found = books.get(account);
        if (found == null) {
            throw new AssertionError("no books of " + account + " among " + books.keySet());
        }
        return found;
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        deadLetters.addAll(read(Topic.DEAD_LETTERS));
        return deadLetters;
    }

    static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    List<String> reasons() {
        return deadLetters().stream()
                .map(r -> header(r, DeadLetterHeaders.REASON))
                .toList();
    }

    List<TestRecord<byte[], byte[]>> read(Topic topic) {
        return driver.createOutputTopic(
                        topic.fullName(PREFIX), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    SchemaRegistry registry() {
        return registry;
    }

    static long micros(double units) {
        return Math.round(units * 1e6);
    }

    private static <T extends SpecificRecord> T decode(PayloadDecoder<T> decoder, byte[] bytes) {
        try {
            return decoder.decode(bytes);
        } catch (PayloadException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        driver.close();
    }
}
