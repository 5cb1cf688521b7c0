package dev.sluice.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.command.CommandLineFixture.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real exports through the whole river, each channel-week held against a sum made straight from the file. */
class ReplayTest {
    private static final String NOW = "2026-11-01";

    @TempDir
    Path folder;

    @Test
    void everySessionAndOrderIsInItsChannelsWeek() throws Exception {
        Path file = RealData.file("stream/ga_sessions.csv.gz");
        Map<String, long[]> expected = new TreeMap<>();
        RealData.eachRow(file, row -> {
            LocalDate day = LocalDate.ofInstant(Instant.parse(cell(row, "event_time")), ZoneOffset.UTC);
            long revenue = RealData.micros(cell(row, "revenue_usd"));
            add(expected, cell(row, "channel_grouping"), day, 1, revenue > 0 ? 1 : 0, revenue);
        });
        assertThat(sum(expected, 0)).isEqualTo(23_749);
        assertThat(sum(expected, 1)).isEqualTo(952);
        assertThat(sum(expected, 2)).isEqualTo(157_755_431_766L);
        assertThat(expected).hasSize(64);

        replayed(RealData.sessions());
        assertTable(channelWeeks("seen_clicks", "orders", "revenue_micros"), expected);
        JsonNode total = reconciliation();
        assertThat(total.at("/clicks/accepted").asLong()).isEqualTo(23_749);
        assertThat(total.at("/orders/accepted").asLong()).isEqualTo(952);
        assertThat(total.at("/revenue/counted_micros").asLong()).isEqualTo(157_755_431_766L);
    }

    @Test
    void everyDayOfSpendIsInItsPlatformsWeek() throws Exception {
        Path file = RealData.file("cac/global_ads_performance_dataset.csv");
        Map<String, long[]> expected = new TreeMap<>();
        RealData.eachRow(
                file,
                row -> add(
                        expected,
                        cell(row, "platform"),
                        LocalDate.parse(cell(row, "date")),
                        RealData.micros(cell(row, "ad_spend")),
                        Long.parseLong(cell(row, "clicks")),
                        Long.parseLong(cell(row, "impressions")),
                        RealData.micros(cell(row, "revenue")),
                        RealData.micros(cell(row, "conversions"))));
        assertThat(expected).hasSize(159);
        assertThat(sum(expected, 0)).isEqualTo(11_108_749_090_000L);
        assertThat(sum(expected, 1)).isEqualTo(7_132_816);
        assertThat(sum(expected, 2)).isEqualTo(185_254_234);

        replayed(RealData.ads());
        Map<String, long[]> found = channelWeeks(
                "spend_micros",
                "platform_clicks",
                "impressions",
                "platform_conversions_value_micros",
                "platform_conversions");
        assertTable(found, expected);
        Map<String, Long> platforms = new TreeMap<>();
        found.forEach((key, week) -> platforms.merge(key.substring(0, key.indexOf('/')), week[0], Long::sum));
        assertThat(platforms)
                .containsExactly(
                        Map.entry("Google Ads", 6_349_268_910_000L),
                        Map.entry("Meta Ads", 2_106_061_670_000L),
                        Map.entry("TikTok Ads", 2_653_418_510_000L));
        assertThat(reconciliation().at("/spend/counted_micros").asLong()).isEqualTo(11_108_749_090_000L);
    }

    @Test
    void everyInvoiceAndCreditNoteIsInItsWeek() throws Exception {
        Path file = RealData.file("ltv/online_retail.csv.gz");
        Map<String, Long> amounts = new HashMap<>();
        Map<String, LocalDate> days = new HashMap<>();
        DateTimeFormatter format = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
        RealData.eachRow(file, row -> {
            String invoice = cell(row, "InvoiceNo");
            long line =
                    Math.multiplyExact(RealData.micros(cell(row, "UnitPrice")), Long.parseLong(cell(row, "Quantity")));
            amounts.merge(invoice, line, Long::sum);
            Instant at = LocalDateTime.parse(cell(row, "InvoiceDate"), format)
                    .atZone(ZoneId.of("Europe/London"))
                    .toInstant();
            // Some invoices were keyed in over a minute's change; the first line dates them.
            days.putIfAbsent(invoice, LocalDate.ofInstant(at, ZoneOffset.UTC));
        });
        Map<String, long[]> expected = new TreeMap<>();
        amounts.forEach((invoice, amount) -> {
            boolean note = invoice.startsWith("C") || amount < 0;
            LocalDate day = days.getOrDefault(invoice, LocalDate.EPOCH);
            add(expected, "shop", day, note ? 0 : 1, note ? -Math.abs(amount) : amount, note ? Math.abs(amount) : 0);
        });
        assertThat(sum(expected, 1) + sum(expected, 2)).isEqualTo(10_666_684_544_000L);
        assertThat(sum(expected, 2)).isEqualTo(918_936_610_000L);

        replayed(RealData.retail());
        assertTable(channelWeeks("orders", "revenue_micros", "refunded_micros"), expected);
        assertThat(reconciliation().at("/orders/accepted").asLong()).isEqualTo(amounts.size());
    }

    @Test
    void theSameFilesGiveTheSameBytesHoweverManyPartitions() throws Exception {
        SmallShop shop = new SmallShop(folder);
        List<String> arguments =
                new ArrayList<>(shop.arguments(shop.spend(), shop.clicks(), shop.orders(), SmallShop.FIRST));
        replayed(arguments);
        List<String> first = Files.readAllLines(folder.resolve("out/channel-metrics.csv"));
        assertThat(first).hasSize(3);
        arguments.addAll(List.of("--partitions", "5"));
        replayed(arguments);
        assertThat(Files.readAllLines(folder.resolve("out/channel-metrics.csv")))
                .isEqualTo(first);
        assertThat(folder.resolve("out/dead-letters.jsonl")).isEmptyFile();
        assertThat(folder.resolve("out/rejected-rows.jsonl")).isEmptyFile();
    }

    private void replayed(List<String> arguments) {
        List<String> command = new ArrayList<>(
                List.of("replay", "--now", NOW, "--out", folder.resolve("out").toString()));
        command.addAll(arguments);
        Ran ran =
                CommandLineFixture.run(Map.of(), command.toArray(String[]::new)).endsWith(0);
        assertThat(ran.out()).contains("Balanced to the micro");
        System.out.print(ran.out()
                        .lines()
                        .filter(line -> line.startsWith("Replayed"))
                        .findFirst()
                        .orElse("") + "\n");
    }

    /** The chosen figures of the written table, by channel and Monday; conversions in millionths like the rest. */
    private Map<String, long[]> channelWeeks(String... figures) throws IOException {
        Map<String, long[]> found = new TreeMap<>();
        RealData.eachRow(folder.resolve("out/channel-metrics.csv"), row -> {
            long[] week = Arrays.stream(figures)
                    .mapToLong(figure -> figure.equals("platform_conversions")
                            ? RealData.micros(cell(row, figure))
                            : Long.parseLong(cell(row, figure)))
                    .toArray();
            assertThat(found.put(cell(row, "channel") + "/" + cell(row, "week"), week))
                    .isNull();
            assertThat(cell(row, "status")).isEqualTo("FINAL");
        });
        return found;
    }

    private JsonNode reconciliation() throws IOException {
        JsonNode root = new ObjectMapper()
                .readTree(folder.resolve("out/reconciliation.json").toFile());
        assertThat(root.at("/balanced").asBoolean()).isTrue();
        assertThat(root.at("/total/difference_micros").asLong()).isZero();
        return root.get("total");
    }

    private static void assertTable(Map<String, long[]> found, Map<String, long[]> expected) {
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        assertThat(found).allSatisfy((key, week) -> assertThat(week).as(key).isEqualTo(expected.get(key)));
    }

    private static void add(Map<String, long[]> weeks, String channel, LocalDate day, long... figures) {
        LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        weeks.merge(channel + "/" + monday, figures, (a, b) -> {
            long[] sums = new long[a.length];
            Arrays.setAll(sums, i -> a[i] + b[i]);
            return sums;
        });
    }

    private static long sum(Map<String, long[]> weeks, int figure) {
        return weeks.values().stream().mapToLong(week -> week[figure]).sum();
    }

    private static String cell(Map<String, String> row, String column) {
        String cell = row.get(column);
        if (cell == null) {
            throw new AssertionError("no column " + column + " among " + row.keySet());
        }
        return cell;
    }
}
