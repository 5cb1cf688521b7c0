package dev.sluice.app.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.event.Click;
import dev.sluice.event.Order;
import dev.sluice.event.OrderStatus;
import dev.sluice.event.SpendReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Public data sets, read whole; skipped where they are not at hand. */
class RealFilesTest {
    private static final ImportOptions OPTIONS = Reading.options(ZoneOffset.UTC, Reading.AS_OF, true, 500);

    @Test
    void everySessionIsAClickWithAnIdOfItsOwn() throws Exception {
        Reading reading =
                Reading.of(data("stream/ga_sessions.csv.gz"), mapping("ga-sessions-clicks", EventKind.CLICKS), OPTIONS);
        Set<String> ids = new HashSet<>();
        Map<String, Integer> channels = new TreeMap<>();
        for (Click click : reading.clicks()) {
            ids.add(click.getClickId());
            channels.merge(click.getChannel(), 1, Integer::sum);
        }
        System.out.println("sessions as clicks: " + reading.summary() + " " + channels);
        assertThat(reading.summary()).isEqualTo(new Summary(23_749, 48, 23_749, 0, 0));
        assertThat(ids).hasSize(23_749);
        assertThat(channels).containsEntry("Organic Search", 12_395).containsEntry("Paid Search", 872);
    }

    @Test
    void sessionsWithRevenueAreOrdersToTheMicro() throws Exception {
        Reading reading =
                Reading.of(data("stream/ga_sessions.csv.gz"), mapping("ga-sessions-orders", EventKind.ORDERS), OPTIONS);
        long revenue =
                reading.orders().stream().mapToLong(Order::getTotalMicros).sum();
        System.out.println("sessions as orders: " + reading.summary() + " revenue " + revenue);
        assertThat(reading.summary()).isEqualTo(new Summary(23_749, 952, 952, 0, 22_797));
        assertThat(revenue).isEqualTo(157_755_431_766L);
        assertThat(reading.orders().stream().map(Order::getOrderId).distinct()).hasSize(952);
    }

    @Test
    void adSpendAddsUpPerPlatform() throws Exception {
        Reading reading = Reading.of(
                data("cac/global_ads_performance_dataset.csv"), mapping("global-ads-spend", EventKind.SPEND), OPTIONS);
        Map<String, Long> spend = new TreeMap<>();
        long clicks = 0;
        long impressions = 0;
        for (SpendReport report : reading.spend()) {
            spend.merge(report.getChannel(), report.getSpendMicros(), Long::sum);
            clicks += report.getClicks().orElseThrow();
            impressions += report.getImpressions().orElseThrow();
        }
        System.out.println("ads as spend: " + reading.summary() + " " + spend);
        assertThat(reading.summary()).isEqualTo(new Summary(1_800, 1_788, 1_788, 0, 0));
        assertThat(spend)
                .containsExactly(
                        Map.entry("Google Ads", 6_349_268_910_000L),
                        Map.entry("Meta Ads", 2_106_061_670_000L),
                        Map.entry("TikTok Ads", 2_653_418_510_000L));
        assertThat(spend.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(11_108_749_090_000L);
        assertThat(clicks).isEqualTo(7_132_816);
        assertThat(impressions).isEqualTo(185_254_234);
    }

    @Test
    void invoiceLinesBecomeOrdersAndCreditNotesThatAddUpToAnIndependentSum() throws Exception {
        Path file = data("ltv/online_retail.csv.gz");
        Map<String, BigDecimal> expected = independentTotals(file);
        long before = usedMemory();
        long start = System.nanoTime();
        long startCpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Reading reading = Reading.of(file, mapping("online-retail-orders", EventKind.ORDERS), OPTIONS);
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpu = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - startCpu) / 1e9;
        long held = usedMemory() - before;

        long revenue = 0;
        long refunds = 0;
        int notes = 0;
        int guests = 0;
        int free = 0;
        for (Order order : reading.orders()) {
            revenue += order.getTotalMicros();
            refunds += order.getRefundedMicros();
            notes += order.getStatus() == OrderStatus.CREDIT_NOTE ? 1 : 0;
            guests += order.getCustomerId().isEmpty() ? 1 : 0;
            free += order.getStatus() == OrderStatus.PLACED && order.getTotalMicros() == 0 ? 1 : 0;
            assertThat(order.getTotalMicros() - order.getRefundedMicros())
                    .isEqualTo(expected.getOrDefault(order.getOrderId(), BigDecimal.TEN)
                            .movePointRight(6)
                            .longValueExact());
        }
        System.out.printf(
                "online retail: %s, revenue %d, refunds %d, %d credit notes, %d without a customer, %d of total 0;"
                        + " %.2f s, of which CPU of the thread %.2f s: %,.0f lines per CPU second, events held %,d kB%n",
                reading.summary(), revenue, refunds, notes, guests, free, seconds, cpu, 541_909 / cpu, held / 1024);
        assertThat(reading.summary()).isEqualTo(new Summary(541_909, 25_900, 25_900, 0, 0));
        assertThat(expected).hasSize(25_900);
        assertThat(revenue).isEqualTo(10_666_684_544_000L);
        assertThat(refunds).isEqualTo(918_936_610_000L);
        assertThat(notes).isEqualTo(3_838);
        assertThat(reading.orders().stream()
                        .mapToInt(order -> order.getItems().size())
                        .sum())
                .isEqualTo(541_909);
    }

    /** Reads the file without any of the code under test: this file's quoted fields hold no line breaks. */
    private static Map<String, BigDecimal> independentTotals(Path file) throws IOException {
        Map<String, BigDecimal> totals = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while ((line = lines.readLine()) != null) {
                String[] cells =
                        line.replaceAll("\"[^\"]*(\"\"[^\"]*)*\"", "quoted").split(",", -1);
                totals.merge(cells[0], new BigDecimal(cells[3]).multiply(new BigDecimal(cells[5])), BigDecimal::add);
            }
        }
        return totals;
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static Mapping mapping(String name, EventKind kind) throws MappingProblem, URISyntaxException {
        URI yaml = java.util.Objects.requireNonNull(RealFilesTest.class.getResource("/mappings/" + name + ".yaml"))
                .toURI();
        return Mapping.load(Path.of(yaml), kind);
    }

    private static Path data(String name) {
        @Nullable String stated = System.getenv("SLUICE_DATA");
        Path folder = stated != null
                ? Path.of(stated)
                : Path.of(System.getProperty("sluice.root", "."), "..", "shared", "data");
        Path file = folder.resolve(name);
        assumeTrue(Files.exists(file), () -> "skipped: no " + file + "; SLUICE_DATA names another folder");
        return file;
    }
}
