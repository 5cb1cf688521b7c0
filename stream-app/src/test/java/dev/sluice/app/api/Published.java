package dev.sluice.app.api;

import static org.awaitility.Awaitility.await;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.embedded.EmbeddedBroker;
import dev.sluice.app.embedded.EmbeddedRegistry;
import dev.sluice.app.ops.DeadLetterHeaders;
import dev.sluice.app.ops.OpsMetrics;
import dev.sluice.app.ops.OpsServer;
import dev.sluice.app.ops.StreamsState;
import dev.sluice.app.scoring.NoModels;
import dev.sluice.app.scoring.Shelf;
import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.BudgetRecommendation;
import dev.sluice.event.ChannelScore;
import dev.sluice.event.ChannelWeek;
import dev.sluice.event.LiftTest;
import dev.sluice.event.Objective;
import dev.sluice.event.Reconciliation;
import dev.sluice.schemas.PayloadEncoder;
import dev.sluice.schemas.SchemaRegistry;
import dev.sluice.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A real broker and registry with output topics as the river would fill them, and instances of the API in front. */
final class Published implements AutoCloseable {
    static final String ACCOUNT = "acme/de 1";
    static final String OTHER = "zeta";
    static final List<String> CHANNELS = List.of("meta", "paid_search", "söçial, \"x\"");
    static final int WEEKS = 7;

    private final EmbeddedBroker broker = EmbeddedBroker.startTemporary();
    private final EmbeddedRegistry registry = EmbeddedRegistry.startTemporary();
    private final SchemaRegistry schemas = SchemaRegistry.connect(Map.of("schema.registry.url", registry.url()));
    private final PayloadEncoder encoder = new PayloadEncoder(schemas, true);
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    private final RandomRecords random = new RandomRecords(20_261_122);

    Published() throws Exception {
        createTopics();
        for (String account : List.of(ACCOUNT, OTHER)) {
            for (String channel : CHANNELS) {
                for (int week = 0; week < WEEKS; week++) {
                    send(week(account, channel, week));
                    send(random.of(ChannelScore.class, named(account, channel, week)));
                }
            }
            send(Topic.RECOMMENDATIONS, account, random.of(BudgetRecommendation.class, Map.of("account", account)));
            send(Topic.BUDGET_POLICIES, account, policy(account, 3));
            send(Topic.BUDGET_POLICIES, account, policy(account, 2));
            send(Topic.RECONCILIATION, account, random.of(Reconciliation.class, books(account)));
            for (int i = 0; i < 4; i++) {
                send(
                        Topic.RECOMMENDATIONS_HISTORY,
                        account,
                        random.of(BudgetRecommendation.class, Map.of("account", account)));
                send(
                        Topic.LIFT_TESTS,
                        account,
                        random.of(LiftTest.class, Map.of("account", account, "test_id", "t" + i % 3, "revision", (long)
                                i)));
                deadLetter(account, i);
            }
        }
        producer.flush();
    }

    private static Map<String, Object> books(String account) {
        Map<String, Object> zero = new HashMap<>();
        Reconciliation.getClassSchema().getFields().forEach(f -> zero.put(f.name(), 7L));
        zero.put("account", account);
        return zero;
    }

    static BudgetPolicy policy(String account, long revision) {
        return BudgetPolicy.newBuilder()
                .setAccount(account)
                .setRevision(revision)
                .setUpdatedAt(1_760_000_000_000L + revision)
                .setCurrency("EUR")
                .setObjective(Objective.MAX_REVENUE)
                .setWeeklyBudgetMicros(1_000_000_000L)
                .build();
    }

    private void deadLetter(String account, int i) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                name(Topic.DEAD_LETTERS), bytes(account), i % 2 == 0 ? bytes("not avro " + i) : new byte[] {0, 1, 2});
        record.headers().add(DeadLetterHeaders.REASON, bytes("UNDECODABLE"));
        record.headers().add(DeadLetterHeaders.MESSAGE, bytes("no. " + i));
        record.headers().add(DeadLetterHeaders.ORIGIN_TOPIC, bytes("api.orders.v1"));
        record.headers().add(DeadLetterHeaders.ORIGIN_PARTITION, bytes("1"));
        record.headers().add(DeadLetterHeaders.ORIGIN_OFFSET, bytes("" + i));
        producer.send(record);
    }

    private static Map<String, Object> named(String account, String channel, int week) {
        return Map.of(
                "account",
                account,
                "channel",
                channel,
                "week",
                LocalDate.parse("2026-01-05").plusWeeks(week));
    }

    ChannelWeek week(String account, String channel, int week) {
        Map<String, Object> fixed = new HashMap<>(named(account, channel, week));
        for (String name : List.of("spend_micros", "orders", "revenue_micros", "new_customers")) {
            fixed.put(name, 1_000_000_007L * (week + 1) + channel.length()); // so that sums stay in range
        }
        return random.of(ChannelWeek.class, fixed);
    }

    void send(ChannelWeek week) {
        send(Topic.CHANNEL_METRICS, key(week.getAccount(), week.getChannel(), week.getWeek()), week.getAccount(), week);
    }

    void send(ChannelScore score) {
        send(
                Topic.CHANNEL_SCORES,
                key(score.getAccount(), score.getChannel(), score.getWeek()),
                score.getAccount(),
                score);
    }

    /** Says that nothing is left in a channel-week. */
    void retract(ChannelWeek week) {
        send(Topic.CHANNEL_METRICS, key(week.getAccount(), week.getChannel(), week.getWeek()), week.getAccount(), null);
    }

    private static String key(String account, String channel, LocalDate week) {
        return account + "/" + channel + "/" + week;
    }

    void send(Topic topic, String key, SpecificRecord value) {
        send(topic, key, key, value);
    }

    private void send(Topic topic, String key, String account, @Nullable SpecificRecord value) {
        byte[] payload = value == null ? null : encoder.encode(name(topic), value);
        producer.send(new ProducerRecord<>(name(topic), Math.floorMod(account.hashCode(), 2), bytes(key), payload));
    }

    void flush() {
        producer.flush();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String name(Topic topic) {
        return topic.fullName("api.");
    }

    private void createTopics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            List<NewTopic> topics = new ArrayList<>();
            for (Topic topic : Topic.values()) {
                topics.add(new NewTopic(name(topic), Optional.of(2), Optional.empty()).configs(topic.config()));
            }
            admin.createTopics(topics).all().get();
            // Not before every leader answers: a producer's first batches could come in another order.
            Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
            topics.forEach(topic -> {
                asked.put(new TopicPartition(topic.name(), 0), OffsetSpec.latest());
                asked.put(new TopicPartition(topic.name(), 1), OffsetSpec.latest());
            });
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptionsMatching(e -> e.getCause() instanceof RetriableException)
                    .until(() -> admin.listOffsets(asked).all().get().size() == asked.size());
        }
    }

    SluiceConfig config(Map<String, String> more) {
        Map<String, String> flags = new HashMap<>();
        flags.put("bootstrap.servers", broker.bootstrapServers());
        flags.put("schema.registry.url", registry.url());
        flags.put("topic.prefix", "api.");
        flags.put("http.port", "0");
        flags.put("http.rate.limit", "0");
        flags.putAll(more);
        return SluiceConfig.load(flags, Map.of(), null);
    }

    Consumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    SchemaRegistry schemas() {
        return schemas;
    }

    /** One instance of the app, as far as HTTP sees it. */
    record Instance(Api api, OpsServer server, OpsMetrics metrics, RawHttp http) implements AutoCloseable {
        @Override
        public void close() {
            api.close();
            server.close();
            metrics.close();
        }
    }

    Instance instance(Map<String, String> settings) {
        return instance(settings, this::consumer, new NoModels());
    }

    Instance instance(Map<String, String> settings, Supplier<Consumer<byte[], byte[]>> consumers, Shelf shelf) {
        SluiceConfig config = config(settings);
        OpsMetrics metrics = new OpsMetrics();
        Supplier<StreamsState> running = () -> new StreamsState(StreamsState.Phase.RUNNING, "running");
        Api api = Api.start(new ApiParts(
                config,
                consumers,
                () -> new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer()),
                shelf,
                running,
                metrics.api(),
                InstantSource.system()));
        OpsServer server = OpsServer.start(config.http(), metrics, running, api.feature(), api.refusals());
        return new Instance(api, server, metrics, new RawHttp(server.port()));
    }

    @Override
    public void close() {
        producer.close();
        schemas.close();
        registry.close();
        broker.close();
    }
}
