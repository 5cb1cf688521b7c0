package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.embedded.EmbeddedBroker;
import dev.sluice.app.embedded.EmbeddedRegistry;
import dev.sluice.event.ChannelWeek;
import dev.sluice.event.ClicksSource;
import dev.sluice.event.ConversionsFrom;
import dev.sluice.event.FeatureRow;
import dev.sluice.event.WeekStatus;
import dev.sluice.schemas.PayloadEncoder;
import dev.sluice.schemas.SchemaRegistry;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.trainer.Main;
import dev.sluice.trainer.onnx.OnnxFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice train table --topic} against a real broker and registry. */
class TrainTopicTest {
    private static final LocalDate MONDAY = LocalDate.of(2025, 1, 6);
    private static final int WEEKS = 60;
    private static final List<String> CHANNELS = List.of("meta", "email", "paid_search");
    private static final String METRICS = Topic.CHANNEL_METRICS.fullName("sluice.");

    private static final String FEATURES = Topic.FEATURES.fullName("sluice.");

    private static EmbeddedBroker broker;
    private static EmbeddedRegistry registry;

    @TempDir
    Path directory;

    private final Map<String, String> env = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void fillTopics() throws Exception {
        broker = EmbeddedBroker.startTemporary();
        registry = EmbeddedRegistry.startTemporary();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            List<NewTopic> topics = new ArrayList<>();
            topics.add(new NewTopic(METRICS, Optional.of(3), Optional.empty()).configs(Topic.CHANNEL_METRICS.config()));
            topics.add(new NewTopic(FEATURES, Optional.of(2), Optional.empty()).configs(Topic.FEATURES.config()));
            topics.add(new NewTopic("history", Optional.of(3), Optional.empty()));
            topics.add(new NewTopic("noise", Optional.of(1), Optional.empty()));
            admin.createTopics(topics).all().get();
        }
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
                SchemaRegistry schemas = SchemaRegistry.connect(Map.of("schema.registry.url", registry.url()))) {
            PayloadEncoder encoder = new PayloadEncoder(schemas, true);
            for (String topic : List.of(METRICS, "history")) {
                fill(producer, encoder, topic);
            }
            fillFeatures(producer, encoder);
            send(producer, "noise", "a", "no Avro".getBytes(StandardCharsets.UTF_8));
            producer.flush();
        }
    }

    @AfterAll
    static void stop() {
        registry.close();
        broker.close();
    }

    /** Each week stands there twice, first with a revenue that was wrong; one more was withdrawn; one is unreadable. */
    private static void fill(Producer<byte[], byte[]> producer, PayloadEncoder encoder, String topic) {
        Random random = new Random(3);
        for (int week = 0; week < WEEKS; week++) {
            for (String channel : CHANNELS) {
                long spend = 1_000_000L * (100 + random.nextInt(900));
                String key = "acme/" + channel + "/" + MONDAY.plusWeeks(week);
                send(producer, topic, key, encoder.encode(topic, week(channel, week, spend, 1, 0)));
                send(producer, topic, key, encoder.encode(topic, week(channel, week, spend, 2, 3 * spend)));
            }
        }
        send(producer, topic, "acme/direct", encoder.encode(topic, week("direct", 0, 1_000_000, 1, 0)));
        send(producer, topic, "acme/direct", null);
        send(producer, topic, "acme/broken", new byte[] {9, 9, 9});
    }

    private static void fillFeatures(Producer<byte[], byte[]> producer, PayloadEncoder encoder) {
        Random random = new Random(4);
        for (int week = 0; week < WEEKS; week++) {
            for (String channel : CHANNELS) {
                double spend = 100 + random.nextInt(900);
                FeatureRow row = FeatureRow.newBuilder()
                        .setAccount("acme")
                        .setChannel(channel)
                        .setWeek(MONDAY.plusWeeks(week))
                        .setScoredAt(Instant.EPOCH)
                        .setKind("gmv")
                        .setModelVersion("1")
                        .setNumbers(Map.of("planned_spend", spend, "roas_rel", random.nextDouble()))
                        .setCategories(Map.of("channel", channel))
                        .setOutcome(3 * spend)
                        .build();
                send(producer, FEATURES, "acme", encoder.encode(FEATURES, row));
            }
        }
    }

    private static void send(Producer<byte[], byte[]> producer, String topic, String key, byte @Nullable [] value) {
        producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
    }

    private static ChannelWeek week(String channel, int week, long spendMicros, long revision, long revenueMicros) {
        return ChannelWeek.newBuilder()
                .setAccount("acme")
                .setChannel(channel)
                .setWeek(MONDAY.plusWeeks(week))
                .setCurrency("EUR")
                .setTimeZone("Europe/Berlin")
                .setStatus(WeekStatus.FINAL)
                .setRevision(revision)
                .setAsOf(Instant.EPOCH)
                .setSpendMicros(spendMicros)
                .setSeenClicks(week)
                .setOrders(1)
                .setRevenueMicros(revenueMicros)
                .setRefundedMicros(0)
                .setDiscountMicros(0)
                .setNewCustomers(1)
                .setCohortRevenueMicros(0)
                .setClicksSource(ClicksSource.SEEN)
                .setConversionsSource(ConversionsFrom.SHOP)
                .build();
    }

    private int train(String... args) {
        List<String> all = new ArrayList<>(List.of("table"));
        all.addAll(List.of(args));
        return trainFrom(all);
    }

    private int trainFrom(List<String> args) {
        List<String> all = new ArrayList<>(List.of("train"));
        all.addAll(args);
        env.put("SLUICE_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        env.put("SLUICE_SCHEMA_REGISTRY_URL", registry.url());
        return Main.run(all.toArray(String[]::new), new PrintWriter(out), new PrintWriter(err), env, directory);
    }

    private ModelCard card(String file) throws Exception {
        return OnnxFile.card(Files.readAllBytes(directory.resolve(file)));
    }

    @Test
    void aCompactedTopicGivesTheLastRecordOfEachKey() throws Exception {
        assertThat(train(
                        "--topic=channel-metrics",
                        "--target=revenue = revenue_micros / 1000000",
                        "--features=spend_micros,channel",
                        "--date=week",
                        "--series=account,channel",
                        "--kind=gmv",
                        "--learners=linear",
                        "--out=gmv.onnx"))
                .as(() -> "" + err)
                .isZero();
        ModelCard card = card("gmv.onnx");
        assertThat(card.training().source()).isEqualTo("sluice.channel-metrics.v1");
        assertThat(card.training().rows()).isEqualTo(WEEKS * CHANNELS.size());
        assertThat(card.training().from()).isEqualTo("2025-01-06");
        // Revenue is three times the spend in the last records, and only there.
        assertThat(card.evaluation().metrics().get("r2")).isGreaterThan(0.999);
        assertThat(err.toString())
                .contains("sluice.channel-metrics.v1: 363 records, 180 rows (the last of each key), 1 unreadable");
    }

    @Test
    void anyOtherTopicGivesEveryRecordUnlessOneSaysOtherwise() throws Exception {
        Files.writeString(
                directory.resolve("history.yaml"),
                "topic: history\ntarget: revenue_micros\nfeatures: [spend_micros]\nkind: gmv\nlearners: [mean]\n");
        assertThat(train("--config=history.yaml", "--out=all.onnx"))
                .as(() -> "" + err)
                .isZero();
        assertThat(card("all.onnx").training().rows()).isEqualTo(2 * WEEKS * CHANNELS.size() + 1);
        assertThat(train("--config=history.yaml", "--latest-per-key", "--out=latest.onnx"))
                .as(() -> "" + err)
                .isZero();
        assertThat(card("latest.onnx").training().rows()).isEqualTo(WEEKS * CHANNELS.size());
        assertThat(train("--config=history.yaml", "--topic", METRICS, "--no-latest-per-key", "--out=metrics.onnx"))
                .as(() -> "" + err)
                .isZero();
        assertThat(card("metrics.onnx").training().rows()).isEqualTo(2 * WEEKS * CHANNELS.size() + 1);
    }

    @Test
    void aModelOfTheFeaturesTopicSaysTheUnitAndMeaningOfWhatItNeeds() throws Exception {
        assertThat(trainFrom(List.of("--from-topic", "--kind=gmv", "--learners=ridge", "--out=gmv.onnx")))
                .as(() -> "" + err)
                .isZero();
        ModelCard card = card("gmv.onnx");
        assertThat(card.inputs())
                .hasSize(3)
                .allSatisfy(input -> {
                    assertThat(input.unit()).isNotBlank();
                    assertThat(input.meaning()).isNotBlank();
                })
                .anySatisfy(input -> {
                    assertThat(input.name()).isEqualTo("roas_rel");
                    assertThat(input.unit()).isEqualTo("ratio");
                    assertThat(input.meaning()).startsWith("roas_lag1 over roas_mean8");
                });
        assertThat(card.target())
                .isEqualTo(new ModelCard.Target(
                        "gmv", "currency units", "revenue net of refunds, of a channel in a week"));
    }

    @Test
    void theSameTopicGivesTheSameFile() {
        for (String file : List.of("a.onnx", "b.onnx")) {
            assertThat(train(
                            "--topic=channel-metrics",
                            "--target=ratio = revenue_micros / spend_micros",
                            "--features=spend_micros,seen_clicks,channel",
                            "--kind=roas",
                            "--learners=xgboost",
                            "--out=" + file))
                    .as(() -> "" + err)
                    .isZero();
        }
        assertThat(directory.resolve("a.onnx")).hasSameBinaryContentAs(directory.resolve("b.onnx"));
    }

    @Test
    void whatIsWrongIsSaidInOneLine() {
        String[] rest = {"--target=revenue_micros", "--kind=gmv", "--out=x.onnx"};
        assertThat(fails(rest)).isEqualTo("2 Say either --data FILE or --topic NAME");
        assertThat(fails(rest, "--topic=history", "--data=x.csv"))
                .isEqualTo("2 Say either --data FILE or --topic NAME");
        assertThat(fails(rest, "--topic=history", "--topic=noise")).startsWith("2 Two topics need --join-on");
        assertThat(fails(rest, "--topic=histori")).isEqualTo("6 no topic \"histori\"; did you mean \"history\"?");
        assertThat(fails(rest, "--topic=noise"))
                .startsWith("6 topic noise holds no readable Avro record: noise-0 offset 0: ");
        env.put("SLUICE_REGISTRY_MAX_RETRIES", "0");
        assertThat(fails(rest, "--topic=history", "--schema-registry-url=http://127.0.0.1:1"))
                .startsWith("5 ");
        env.put("SLUICE_KAFKA_DEFAULT_API_TIMEOUT_MS", "500");
        assertThat(fails(rest, "--topic=history", "--bootstrap-servers=127.0.0.1:1"))
                .startsWith("4 The Kafka cluster at 127.0.0.1:1 did not answer");
        assertThat(directory.resolve("x.onnx")).doesNotExist();
    }

    /** The exit code and the last line. */
    private String fails(String[] rest, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of(rest));
        int code = train(all.toArray(String[]::new));
        String last = err.toString().lines().reduce("", (before, line) -> line);
        assertThat(last).startsWith("sluice train table: ");
        return code + " " + last.substring("sluice train table: ".length());
    }
}
