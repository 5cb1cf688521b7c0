package dev.sluice.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.topology.ReconciliationReport;
import dev.sluice.event.Reconciliation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesAsFilesTest {
    @TempDir
    Path folder;

    /** Spend of 250.000001 received, of which all but 100 counts. */
    private static Reconciliation books(String account) {
        Reconciliation books = ReconciliationReport.total(account, List.of());
        books.put("events", 7L);
        books.put("spend_reports_received", 3L);
        books.put("spend_reports_accepted", 2L);
        books.put("spend_reports_duplicate", 1L);
        books.put("spend_received_micros", 250_000_001L);
        books.put("spend_counted_micros", 150_000_001L);
        books.put("spend_duplicate_micros", 60_000_000L);
        books.put("spend_superseded_micros", 40_000_000L);
        books.put("revenue_received_micros", -1_234_500_000L);
        books.put("revenue_rejected_micros", -1_234_500_000L);
        return books;
    }

    private static String printed(NavigableMap<String, Reconciliation> books) {
        StringWriter text = new StringWriter();
        ReconciliationText.print(new PrintWriter(text), books);
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    @Test
    void theBooksAreShownToTheMicro() {
        NavigableMap<String, Reconciliation> books =
                ReconciliationReport.merged(List.of(books("acme-eu"), books("?/0"), books("?/1")));
        assertThat(printed(books)).isEqualTo("""

                        Reconciliation of spend, in currency units
                          account                    received =            counted +      duplicate +          stale +         superseded +       rejected
                          (no account)             500.000002 =         300.000002 +     120.000000 +       0.000000 +          80.000000 +       0.000000
                          acme-eu                  250.000001 =         150.000001 +      60.000000 +       0.000000 +          40.000000 +       0.000000
                          total                    750.000003 =         450.000003 +     180.000000 +       0.000000 +         120.000000 +       0.000000

                        Reconciliation of revenue, in currency units
                          account                    received =            counted +      duplicate +          stale +         superseded +       rejected
                          (no account)          -2,469.000000 =           0.000000 +       0.000000 +       0.000000 +           0.000000 +  -2,469.000000
                          acme-eu               -1,234.500000 =           0.000000 +       0.000000 +       0.000000 +           0.000000 +  -1,234.500000
                          total                 -3,703.500000 =           0.000000 +       0.000000 +       0.000000 +           0.000000 +  -3,703.500000

                        Balanced to the micro: received = counted + duplicate + stale + superseded + rejected
                        """);
    }

    @Test
    void booksThatAreOffSaySo() {
        Reconciliation off = books("acme-eu");
        off.put("spend_counted_micros", 150_000_000L);
        NavigableMap<String, Reconciliation> books = ReconciliationReport.merged(List.of(off));
        assertThat(ReconciliationText.balances(books)).isFalse();
        assertThat(printed(books)).contains("NOT BALANCED").doesNotContain("Balanced to the micro");
    }

    @Test
    void theReconciliationFileSaysTheSameToPrograms() throws Exception {
        Path file = folder.resolve("reconciliation.json");
        ReconciliationText.write(file, ReconciliationReport.merged(List.of(books("acme-eu"), books("?/3"))));
        JsonNode root = new ObjectMapper().readTree(file.toFile());
        assertThat(root.get("balanced").booleanValue()).isTrue();
        assertThat(root.at("/total/spend/received_micros").longValue()).isEqualTo(500_000_002L);
        assertThat(root.at("/total/events").longValue()).isEqualTo(14);
        assertThat(root.at("/accounts/?/spend/counted_micros").longValue()).isEqualTo(150_000_001L);
        assertThat(root.at("/accounts/acme-eu").toString())
                .isEqualTo("{\"spend_reports\":" + counts(3, 2, 1) + ",\"clicks\":" + counts(0, 0, 0) + ",\"orders\":"
                        + counts(0, 0, 0) + ",\"policies\":" + counts(0, 0, 0)
                        + ",\"spend\":{\"received_micros\":250000001,\"counted_micros\":150000001,"
                        + "\"duplicate_micros\":60000000,\"stale_micros\":0,\"superseded_micros\":40000000,"
                        + "\"rejected_micros\":0},\"revenue\":{\"received_micros\":-1234500000,\"counted_micros\":0,"
                        + "\"duplicate_micros\":0,\"stale_micros\":0,\"superseded_micros\":0,"
                        + "\"rejected_micros\":-1234500000},\"events\":7,\"difference_micros\":0}");
        assertThat(Files.readString(file)).endsWith("}\n");
    }

    private static String counts(int received, int accepted, int duplicate) {
        return "{\"received\":%d,\"accepted\":%d,\"duplicate\":%d,\"stale\":0,\"rejected\":0}"
                .formatted(received, accepted, duplicate);
    }

    @Test
    void theMetricsFileHasEveryFieldAndIsEmptyForTheUnknown() throws Exception {
        Path file = folder.resolve("channel-metrics.csv");
        MetricsCsv.write(
                file,
                List.of(
                        Weeks.of("acme, \"eu\"", "meta", "2026-03-09", 1_000, 4_500, 8),
                        Weeks.of("bolt", "direct", "2026-03-02", 0, 30, 0)));
        assertThat(Files.readString(file)).isEqualTo("""
                        account,channel,week,currency,time_zone,status,revision,as_of,spend_micros,impressions,platform_clicks,platform_conversions,platform_conversions_value_micros,seen_clicks,orders,revenue_micros,refunded_micros,discount_micros,new_customers,cohort_revenue_micros,clicks_source,conversions_source,ctr,cpc_micros,cpm_micros,cvr,cpa_micros,cac_micros,aov_micros,roas,roi,ltv_micros,ltv_cac
                        "acme, ""eu\""",meta,2026-03-09,EUR,Europe/Berlin,SETTLING,12,2026-03-16T08:00:00.250Z,1000000000,,1234,,,1200,40,4500000000,0,0,8,0,PLATFORM,SHOP,,,,,,1.25E8,,4.5,,,
                        bolt,direct,2026-03-02,EUR,Europe/Berlin,SETTLING,12,2026-03-16T08:00:00.250Z,0,,,,,1200,40,30000000,0,0,0,0,SEEN,SHOP,,,,,,,,,,,
                        """);
    }

    @Test
    void noRowsGiveAHeaderOnly() throws Exception {
        Path file = folder.resolve("empty.csv");
        MetricsCsv.write(file, List.of());
        assertThat(Files.readAllLines(file)).singleElement().asString().startsWith("account,channel,week,currency,");
    }
}
