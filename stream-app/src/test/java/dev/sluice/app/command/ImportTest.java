package dev.sluice.app.command;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.command.CommandLineFixture.Ran;
import dev.sluice.app.command.CommandLineFixture.World;
import dev.sluice.app.topology.ReconciliationReport;
import dev.sluice.event.ChannelWeek;
import dev.sluice.event.Reconciliation;
import dev.sluice.event.WeekStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files to a real cluster and through the running app; every figure here is added up by hand. */
@SuppressWarnings("NullAway.Init")
final class ImportTest {
    private static final String NOW = "2026-11-01T00:00:00Z";
    private static final String PAID_SEARCH = "acme/paid_search/2026-03-02";
    private static final String META = "acme/meta/2026-03-09";

    private static CommandLineFixture fixture;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        fixture = new CommandLineFixture();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void againIsADuplicateLaterRestatesAndEarlierIsStale() throws Exception {
        World world = fixture.world();
        SmallShop shop = new SmallShop(folder);
        try (RunningApp app = world.app(folder.resolve("state"), Instant.parse(NOW))) {
            Ran first = imported(world, shop.arguments(shop.spend(), shop.clicks(), shop.orders(), SmallShop.FIRST));
            assertThat(first.out()).contains("Imported 11 rows as 8 records").contains("0 rows rejected");
            world.settled(app);
            NavigableMap<String, ChannelWeek> before = rows(world);
            assertThat(before.keySet()).containsExactly(META, PAID_SEARCH);
            row(before, PAID_SEARCH, 200_750_000L, 2_400, 80, 2, 2, 80_000_000L, 0, 2, 100_000_000L);
            row(before, META, 60_250_000L, 4_010, 26, 1, 1, 20_000_000L, 0, 0, 0);
            assertThat(before.values())
                    .allSatisfy(row -> assertThat(row.getStatus()).isEqualTo(WeekStatus.FINAL))
                    .allSatisfy(row -> assertThat(row.getAsOf()).isEqualTo("2026-03-20T00:00:00Z"));
            spendBooks(world, 261, 261, 0, 0, 0);
            revenueBooks(world, 100, 100, 0, 0);

            imported(world, shop.arguments(shop.spend(), shop.clicks(), shop.orders(), SmallShop.FIRST));
            world.settled(app);
            assertThat(rows(world)).isEqualTo(before);
            spendBooks(world, 522, 261, 261, 0, 0);
            revenueBooks(world, 200, 100, 100, 0);
            assertThat(books(world).getSpendReportsDuplicate()).isEqualTo(4);
            assertThat(books(world).getClicksDuplicate()).isEqualTo(3);
            assertThat(books(world).getOrdersDuplicate()).isEqualTo(3);

            imported(
                    world, shop.arguments(shop.restatedSpend(), shop.clicks(), shop.restatedOrders(), SmallShop.LATER));
            world.settled(app);
            NavigableMap<String, ChannelWeek> after = rows(world);
            assertThat(after.keySet()).containsExactly(META, PAID_SEARCH);
            row(after, PAID_SEARCH, 200_500_000L, 2_450, 82, 2, 2, 70_000_000L, 10_000_000L, 2, 90_000_000L);
            row(after, META, 65_250_000L, 4_310, 28, 1, 1, 20_000_000L, 0, 0, 0);
            assertThat(after)
                    .allSatisfy((key, row) -> assertThat(row.getRevision()).isGreaterThan(revision(before, key)))
                    .allSatisfy((key, row) -> assertThat(row.getAsOf()).isEqualTo(SmallShop.LATER));
            spendBooks(world, 787.75, 265.75, 261, 0, 261);
            revenueBooks(world, 290, 90, 100, 100);

            imported(world, shop.arguments(shop.staleSpend(), shop.clicks(), shop.orders(), SmallShop.EARLIER));
            world.settled(app);
            assertThat(rows(world)).isEqualTo(after);
            spendBooks(world, 791.75, 265.75, 261, 4, 261);
            assertThat(books(world).getSpendReportsStale()).isEqualTo(4);
            assertThat(books(world).getOrdersStale()).isEqualTo(3);
            assertThat(books(world).getClicksDuplicate()).isEqualTo(9);
        }
    }

    @Test
    void importedToTheRunningAppOrReplayedTheTablesAreTheSame() throws Exception {
        SmallShop shop = new SmallShop(folder);
        List<String> first =
                shop.arguments(shop.restatedSpend(), shop.clicks(), shop.restatedOrders(), SmallShop.LATER);
        compare(first);
    }

    @Test
    void soAreThoseOfRealSessions() throws Exception {
        compare(RealData.sessions());
    }

    @Test
    void andOfRealSpend() throws Exception {
        compare(RealData.ads());
    }

    /** Both ways, at the same moment. */
    private void compare(List<String> arguments) throws Exception {
        World world = fixture.world();
        try (RunningApp app = world.app(folder.resolve("compared"), Instant.parse(NOW))) {
            imported(world, arguments);
            world.settled(app);
        }
        Path out = folder.resolve("replayed");
        List<String> replay = new ArrayList<>(List.of("replay", "--now", NOW, "--out", out.toString()));
        replay.addAll(arguments);
        CommandLineFixture.run(Map.of(), replay.toArray(String[]::new)).endsWith(0);

        Path metrics = folder.resolve("metrics.csv");
        MetricsCsv.write(metrics, rows(world).values());
        assertThat(metrics).hasSameTextualContentAs(out.resolve("channel-metrics.csv"));
        Path books = folder.resolve("books.json");
        ReconciliationText.write(books, FinalTables.reconciliation(world.config()));
        assertThat(books).hasSameTextualContentAs(out.resolve("reconciliation.json"));
        assertThat(Files.readAllLines(metrics)).hasSizeGreaterThan(2);
    }

    private static Ran imported(World world, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("import"));
        command.addAll(arguments);
        return world.run(command.toArray(String[]::new)).endsWith(0);
    }

    private static NavigableMap<String, ChannelWeek> rows(World world) {
        return FinalTables.channelMetrics(world.config());
    }

    private static long revision(Map<String, ChannelWeek> rows, String key) {
        return row(rows, key).getRevision();
    }

    private static ChannelWeek row(Map<String, ChannelWeek> rows, String key) {
        ChannelWeek row = rows.get(key);
        if (row == null) {
            throw new AssertionError("no row " + key + " among " + rows.keySet());
        }
        return row;
    }

    private static void row(
            Map<String, ChannelWeek> rows,
            String key,
            long spend,
            long impressions,
            long platformClicks,
            long seenClicks,
            long orders,
            long revenue,
            long refunded,
            long newCustomers,
            long cohortRevenue) {
        ChannelWeek row = row(rows, key);
        assertThat(row.getSpendMicros()).as(key).isEqualTo(spend);
        assertThat(row.getImpressions()).as(key).contains(impressions);
        assertThat(row.getPlatformClicks()).as(key).contains(platformClicks);
        assertThat(List.of(row.getSeenClicks(), row.getOrders(), row.getNewCustomers()))
                .as(key)
                .isEqualTo(List.of(seenClicks, orders, newCustomers));
        assertThat(List.of(row.getRevenueMicros(), row.getRefundedMicros(), row.getCohortRevenueMicros()))
                .as(key)
                .isEqualTo(List.of(revenue, refunded, cohortRevenue));
    }

    private static Reconciliation books(World world) {
        Reconciliation books =
                requireNonNull(FinalTables.reconciliation(world.config()).get("acme"));
        assertThat(ReconciliationReport.difference(books)).isZero();
        return books;
    }

    private static void spendBooks(
            World world, double received, double counted, double duplicate, double stale, double superseded) {
        Reconciliation books = books(world);
        assertThat(List.of(
                        books.getSpendReceivedMicros(),
                        books.getSpendCountedMicros(),
                        books.getSpendDuplicateMicros(),
                        books.getSpendStaleMicros(),
                        books.getSpendSupersededMicros()))
                .isEqualTo(List.of(
                        micros(received), micros(counted), micros(duplicate), micros(stale), micros(superseded)));
    }

    private static void revenueBooks(
            World world, double received, double counted, double duplicate, double superseded) {
        Reconciliation books = books(world);
        assertThat(List.of(
                        books.getRevenueReceivedMicros(),
                        books.getRevenueCountedMicros(),
                        books.getRevenueDuplicateMicros(),
                        books.getRevenueSupersededMicros()))
                .isEqualTo(List.of(micros(received), micros(counted), micros(duplicate), micros(superseded)));
    }

    private static long micros(double units) {
        return Math.round(units * 1e6);
    }
}
