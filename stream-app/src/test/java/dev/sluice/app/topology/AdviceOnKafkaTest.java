package dev.sluice.app.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.ops.OpsMetrics;
import dev.sluice.app.scoring.TinyResponses;
import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.BudgetRecommendation;
import dev.sluice.event.Order;
import dev.sluice.event.OrderStatus;
import dev.sluice.event.SpendReport;
import dev.sluice.schemas.Topic;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Advice on a real broker: how soon it comes, and that a kill and a full replay leave the same bytes. */
class AdviceOnKafkaTest {
    private static final List<String> ACCOUNTS = List.of("acme", "zeta", "omega");
    private static final int WEEKS = 53;
    private static final Map<String, String> QUICK =
            Map.of("kafka.session.timeout.ms", "2000", "kafka.heartbeat.interval.ms", "400");

    /** A standing moment of today: what a process with a clock of its own did before is of the same week. */
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);

    private final LocalDate openWeek =
            LocalDate.ofInstant(now, ZoneOffset.UTC).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));

    @TempDir
    Path directory;

    private static TinyResponses shelf() {
        return new TinyResponses()
                .channel("meta", 1_500, 400, 0.05)
                .channel("search", 6_000, 3_000, 0.05)
                .publish("v1");
    }

    @Test
    void adviceComesWithinTwoSecondsAndOutlivesKillAndReplay() throws Exception {
        try (TestCluster cluster = new TestCluster()) {
            SluiceConfig config = cluster.config("advice", 2, directory.resolve("first"), QUICK);
            cluster.createTopics(config);
            killedHalfWay(cluster, config);
            try (OpsMetrics metrics = new OpsMetrics();
                    StreamApp app = StreamApp.start(config, 2, metrics, InstantSource.fixed(now), shelf());
                    Feeder feeder = Feeder.connect(config)) {
                awaitReasons(cluster, config, "SHORT_HISTORY");
                rest(cluster, config);
                tipped(cluster, config, feeder);
                awaitReasons(cluster, config, "CREDIBLE_UPLIFT");
                policySet(cluster, config, feeder);
            }
            NavigableMap<String, ByteBuffer> first = cluster.lastBytes(config, Topic.RECOMMENDATIONS);
            long written = cluster.count(config, Topic.RECOMMENDATIONS);

            Map<String, String> again = new HashMap<>(QUICK);
            again.put("application.id", "replayed");
            SluiceConfig replay = cluster.config("advice", 2, directory.resolve("replay"), again);
            try (OpsMetrics metrics = new OpsMetrics();
                    StreamApp app = StreamApp.start(replay, 2, metrics, InstantSource.fixed(now), shelf())) {
                await().atMost(Duration.ofSeconds(60)).until(() -> cluster.hasReadAll(replay));
                await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                    assertThat(cluster.count(config, Topic.RECOMMENDATIONS)).isGreaterThan(written);
                    assertThat(cluster.lastBytes(config, Topic.RECOMMENDATIONS)).isEqualTo(first);
                });
            }
            assertThat(first).hasSize(ACCOUNTS.size());
        }
    }

    /** A process without a model reads half of the history and is killed in the middle of the other half. */
    private void killedHalfWay(TestCluster cluster, SluiceConfig config) throws Exception {
        try (Feeder feeder = Feeder.connect(config);
                AppProcess killed = AppProcess.start(
                        config, List.of("kafka.session.timeout.ms=2000", "kafka.heartbeat.interval.ms=400"))) {
            for (int ago = WEEKS; ago > WEEKS / 2; ago--) {
                week(feeder, ago);
            }
            feeder.flush();
            await().atMost(Duration.ofSeconds(60)).until(() -> !cluster.lastBytes(config, Topic.RECOMMENDATIONS)
                    .isEmpty());
            for (int ago = WEEKS / 2; ago >= 1; ago--) {
                week(feeder, ago);
            }
            feeder.flush();
            assertThat(killed.isAlive()).as(() -> "" + killed.said()).isTrue();
            killed.kill();
        }
    }

    private void week(Feeder feeder, int ago) {
        for (String account : ACCOUNTS) {
            // The week that is wanting is the one that tips it.
            if (ago != 52 && ago != 53) {
                trade(feeder, account, ago);
            }
        }
    }

    private void trade(Feeder feeder, String account, int ago) {
        LocalDate day = openWeek.minusWeeks(ago).plusDays(1);
        spend(feeder, account, "meta", day, 1_500 + 10 * (ago % 7));
        spend(feeder, account, "search", day, 500 + 10 * (ago % 5));
        long placed = day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        feeder.send(
                Topic.ORDERS,
                account,
                Order.newBuilder()
                        .setAccount(account)
                        .setOrderId("o" + ago)
                        .setRevision(1)
                        .setStatus(OrderStatus.PLACED)
                        .setPlacedAt(placed)
                        .setUpdatedAt(placed)
                        .setCurrency("EUR")
                        .setTotalMicros(7_000_000_000L)
                        .setChannel("search")
                        .build(),
                null);
    }

    private static void spend(Feeder feeder, String account, String channel, LocalDate day, long units) {
        feeder.send(
                Topic.AD_SPEND,
                account,
                SpendReport.newBuilder()
                        .setAccount(account)
                        .setChannel(channel)
                        .setDay((int) day.toEpochDay())
                        .setSpendMicros(units * 1_000_000)
                        .setCurrency("EUR")
                        .setRevision(1)
                        .setReportedAt(day.plusDays(1)
                                .atStartOfDay(ZoneOffset.UTC)
                                .toInstant()
                                .toEpochMilli())
                        .build(),
                null);
    }

    private void tipped(TestCluster cluster, SluiceConfig config, Feeder feeder) {
        LocalDate day = openWeek.minusWeeks(52);
        for (String account : ACCOUNTS.subList(1, ACCOUNTS.size())) {
            spend(feeder, account, "meta", day, 1_400);
        }
        feeder.flush();
        long begin = System.nanoTime();
        spend(feeder, ACCOUNTS.getFirst(), "meta", day, 1_400);
        feeder.flush();
        awaitAdvice(cluster, config, advice -> advice.getReasonCode().equals("CREDIBLE_UPLIFT"));
        within("event to recommendation", begin);
    }

    private void policySet(TestCluster cluster, SluiceConfig config, Feeder feeder) {
        long begin = System.nanoTime();
        feeder.send(
                Topic.BUDGET_POLICIES,
                ACCOUNTS.getFirst(),
                BudgetPolicy.newBuilder()
                        .setAccount(ACCOUNTS.getFirst())
                        .setRevision(9)
                        .setUpdatedAt(now.toEpochMilli())
                        .setMaxWeeklyShift(0.05)
                        .build(),
                null);
        feeder.flush();
        awaitAdvice(cluster, config, advice -> advice.getPolicyRevision() == 9);
        within("policy to recommendation", begin);
        rest(cluster, config);
    }

    /** Waits until all is read and nothing more is said: then what stands is the last word. */
    private static void rest(TestCluster cluster, SluiceConfig config) {
        long[] last = {-1};
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(3))
                .until(() -> {
                    long count = cluster.count(config, Topic.RECOMMENDATIONS);
                    boolean still = count == last[0] && cluster.hasReadAll(config);
                    last[0] = count;
                    return still;
                });
    }

    private static void within(String what, long begin) {
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        System.out.println(what + ": " + took.toMillis() + " ms");
        assertThat(took).as(what).isLessThan(Duration.ofSeconds(2));
    }

    private static void awaitReasons(TestCluster cluster, SluiceConfig config, String reason) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(cluster.recommendations(config).values())
                        .hasSize(ACCOUNTS.size())
                        .allSatisfy(advice -> assertThat(advice.getReasonCode()).isEqualTo(reason)));
    }

    private static void awaitAdvice(TestCluster cluster, SluiceConfig config, Predicate<BudgetRecommendation> wanted) {
        await().pollInSameThread()
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(cluster.recommendations(config).get(ACCOUNTS.getFirst()))
                        .isNotNull()
                        .matches(wanted));
    }
}
