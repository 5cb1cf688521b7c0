package dev.sluice.app.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.Click;
import dev.sluice.event.ClickBatch;
import dev.sluice.event.Order;
import dev.sluice.event.OrderItem;
import dev.sluice.event.OrderStatus;
import dev.sluice.event.SpendReport;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a mapping can say, each on a file of a few lines. */
class MappingFeaturesTest {
    private static final String CLICKS = """
            kind: clicks
            fields: {click_id: id, channel: c, clicked_at: at}
            """;

    private static SpendReport spend(String cell, String rule, String rest) throws FileProblem {
        Reading reading = Reading.of(
                "c;d;s\nx;2024-01-01;" + cell + "\n",
                "kind: spend\ndelimiter: ';'\n" + rest + "\nfields: {channel: c, day: d, spend: " + rule + "}");
        assertThat(reading.problems()).isEmpty();
        return reading.spend().getFirst();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1234567          | {column: s, unit: micros}     |                          | 1234567
            12.345678        | s                             |                          | 12345678
            0.0000005        | s                             |                          | 0
            0.0000015        | s                             |                          | 2
            150              | {column: s, unit: cents}      |                          | 1500000
            2.5              | {column: s, unit: crore}      |                          | 25000000000000
            3                | {column: s, unit: 0.25}       |                          | 750000
            1.234.567,89     | s                             | {decimal: ',', thousands: '.'} | 1234567890000
            12,34,567.5      | s                             | {thousands: ','}         | 1234567500000
            1 234,5          | s                             | {decimal: ',', thousands: ' '} | 1234500000
            $5.10            | s                             | {strip: $}               | 5100000
            1E+3             | s                             |                          | 1000000000
            --               | {column: s, if_empty: 0}      | {empty: ['--']}          | 0
            9223372036854.775807 | s                         |                          | 9223372036854775807
            """)
    void moneyIsExactMicros(String cell, String rule, String numbers, long micros) throws FileProblem {
        String rest = numbers == null
                ? ""
                : numbers.substring(1, numbers.length() - 1).replace(", t", "\nt");
        assertThat(spend(cell, rule, rest).getSpendMicros()).isEqualTo(micros);
    }

    @Test
    void decimalCommaNeverPassesForGrouping() throws FileProblem {
        Reading reading = Reading.of(
                "c;d;s\nx;2024-01-01;1,5\n",
                "kind: spend\ndelimiter: ;\nthousands: ','\nfields: {channel: c, day: d, spend: s}");
        assertThat(reading.problem()).contains("thousands separators ',' are not where they belong");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2024-03-01T10:20:30Z          | iso                       | 2024-03-01T10:20:30Z
            2024-03-01T10:20:30.5+02:00   | iso                       | 2024-03-01T08:20:30.500Z
            2024-03-01 10:20:30 -0500     | iso                       | 2024-03-01T15:20:30Z
            2024-03-01 10:20:30.123456 UTC| iso                       | 2024-03-01T10:20:30.123Z
            2024-03-01 10:20              | iso                       | 2024-03-01T09:20:00Z
            2024-03-01                    | iso                       | 2024-02-29T23:00:00Z
            1709288430                    | epoch_seconds             | 2024-03-01T10:20:30Z
            1709288430500                 | epoch_millis              | 2024-03-01T10:20:30.500Z
            1709288430500999              | epoch_micros              | 2024-03-01T10:20:30.500Z
            1/3/2024 9:05 PM              | d/M/yyyy h:mm a           | 2024-03-01T20:05:00Z
            Mar 1, 2024                   | MMM d, yyyy               | 2024-02-29T23:00:00Z
            20240301                      | yyyyMMdd                  | 2024-02-29T23:00:00Z
            """)
    void timesAreReadInTheDeclaredFormatAndTheAccountsZone(String cell, String format, String time) throws FileProblem {
        Reading reading = Reading.of(
                "id,c,at\n1,x,\"" + cell + "\"\n",
                "kind: clicks\nfields: {click_id: id, channel: c, clicked_at: {column: at, format: '" + format + "'}}",
                Reading.options(ZoneId.of("Europe/Berlin"), null, true, 10));
        assertThat(reading.clicks().getFirst().getClickedAt())
                .isEqualTo(Instant.parse(time).toEpochMilli());
    }

    @Test
    void mappingsZoneGoesBeforeTheAccounts() throws FileProblem {
        String yaml = "kind: clicks\nzone: America/New_York\nfields: {click_id: id, channel: c, clicked_at: at}";
        assertThat(Reading.of("id,c,at\n1,x,2024-01-01 00:00:00\n", yaml)
                        .clicks()
                        .getFirst()
                        .getClickedAt())
                .isEqualTo(Instant.parse("2024-01-01T05:00:00Z").toEpochMilli());
    }

    @Test
    void rowsOfOneNaturalKeyAreSummedInOrderOfAppearance() throws FileProblem {
        Reading reading = Reading.of("""
                c,k,g,d,s,i,n,v
                b,1,,2024-01-02,1.10,10,,2.5
                a,1,7,2024-01-02,5,,,
                b,1,,2024-01-02,2.20,20,3,
                b,1,,2024-01-03,9,1,1,1
                """, """
                kind: spend
                fields: {channel: c, campaign_id: k, ad_group_id: g, day: d, spend: s, impressions: i, clicks: n,
                         conversions: v}
                """);
        SpendReport first = reading.spend().getFirst();
        assertThat(reading.summary()).isEqualTo(new Summary(4, 3, 3, 0, 0));
        assertThat(first.getAccount()).isEqualTo("acme");
        assertThat(first.getChannel()).isEqualTo("b");
        assertThat(first.getDay()).isEqualTo((int) LocalDate.of(2024, 1, 2).toEpochDay());
        assertThat(first.getSpendMicros()).isEqualTo(3_300_000);
        assertThat(first.getImpressions()).contains(30L);
        assertThat(first.getClicks()).contains(3L);
        assertThat(first.getConversions()).contains(2.5);
        assertThat(first.getAdGroupId()).isEmpty();
        assertThat(first.getRevision()).isEqualTo(Reading.AS_OF.toEpochMilli());
        assertThat(first.getReportedAt()).isEqualTo(Reading.AS_OF.toEpochMilli());
        assertThat(first.getSource()).isEqualTo("in.csv");
        assertThat(first.getCurrency()).isEqualTo("USD");
        SpendReport second = reading.spend().get(1);
        assertThat(second.getAdGroupId()).contains("7");
        assertThat(second.getImpressions()).isEmpty();
        assertThat(second.getClicks()).isEmpty();
        assertThat(reading.events().getFirst().timestampMs())
                .isEqualTo(Instant.parse("2024-01-02T00:00:00Z").toEpochMilli());
    }

    @Test
    void mappedRevisionsAreReportsOfTheirOwn() throws FileProblem {
        Reading reading = Reading.of(
                "c,d,s,r\nx,2024-01-01,1,7\nx,2024-01-01,2,8\nx,2024-01-01,3,8\n",
                "kind: spend\nfields: {channel: c, day: d, spend: s, revision: r}",
                Reading.options(ZoneOffset.UTC, null, true, 1));
        assertThat(reading.spend()).extracting(SpendReport::getRevision).containsExactly(7L, 8L);
        assertThat(reading.spend()).extracting(SpendReport::getSpendMicros).containsExactly(1_000_000L, 5_000_000L);
    }

    @Test
    void clicksAreBatchedPerAccountInFileOrder() throws FileProblem {
        Reading reading = Reading.of(
                "a,id,c,at\nA,1,x,2024-01-03\nB,2,x,2024-01-01\nA,3,x,2024-01-01\nA,4,x,2024-01-02\n",
                "kind: clicks\nfields: {account: a, click_id: id, channel: c, clicked_at: at}",
                Reading.options(ZoneOffset.UTC, null, true, 2));
        assertThat(reading.events()).extracting(Event::account).containsExactly("A", "A", "B");
        assertThat(reading.clicks()).extracting(Click::getClickId).containsExactly("1", "3", "4", "2");
        assertThat(((ClickBatch) reading.events().getFirst().value()).getAccount())
                .isEqualTo("A");
        assertThat(reading.events().getFirst().timestampMs())
                .isEqualTo(Instant.parse("2024-01-03T00:00:00Z").toEpochMilli());
        assertThat(reading.summary()).isEqualTo(new Summary(4, 3, 4, 0, 0));
    }

    @Test
    void idsMayBeJoinedFromColumnsConstantsTheFileAndTheLine() throws FileProblem {
        Reading reading = Reading.of("id,c,at\n7,x,2024-01-01\n", """
                kind: clicks
                fields:
                  click_id: {columns: [{file: true}, {row: true}, id, {constant: k}], separator: ":"}
                  channel: {column: c, values: {X: paid search}}
                  clicked_at: at
                  visitor_id: {row: true}
                """);
        assertThat(reading.clicks().getFirst().getClickId()).isEqualTo("in.csv:2:7:k");
        assertThat(reading.clicks().getFirst().getChannel()).isEqualTo("paid search");
        assertThat(reading.clicks().getFirst().getVisitorId()).contains("2");
    }

    @Test
    void valueMapsKeepRejectOrReplaceTheRest() throws FileProblem {
        String csv = "id,c,at\n1,GOOGLE,2024-01-01\n2,bing,2024-01-01\n3,,2024-01-01\n";
        String yaml = "kind: clicks\nfields: {click_id: id, clicked_at: at, channel: {column: c, if_empty: direct,"
                + " values: {google: paid_search}%s}}";
        assertThat(Reading.of(csv, yaml.formatted("")).clicks())
                .extracting(Click::getChannel)
                .containsExactly("paid_search", "bing", "direct");
        assertThat(Reading.of(csv, yaml.formatted(", otherwise: other")).clicks())
                .extracting(Click::getChannel)
                .containsExactly("paid_search", "other", "direct");
        Reading rejecting = Reading.of(csv, yaml.formatted(", otherwise: reject"));
        assertThat(rejecting.clicks()).hasSize(2);
        assertThat(rejecting.problem()).startsWith("in.csv:3: column \"c\", value \"bing\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            equals: paid                        | paid
            not_equals: paid                    | open,,12
            in: [paid, open]                    | paid,open
            not_in: [paid, open, '']            | 12
            empty: true                         | ''
            empty: false                        | paid,open,12
            starts_with: p                      | paid
            not_starts_with: [p, o]             | ,12
            """)
    void filterLeavesRowsOut(String condition, String left) throws FileProblem {
        Reading reading = Reading.of(
                "id,c,at,f\n1,x,2024-01-01,paid\n2,x,2024-01-01,open\n3,x,2024-01-01,\n4,x,2024-01-01,12\n",
                CLICKS.replace("fields: {", "fields: {visitor_id: f, ") + "where: [{column: f, " + condition + "}]");
        assertThat(String.join(
                        ",",
                        reading.clicks().stream()
                                .map(click -> click.getVisitorId().orElse(""))
                                .toList()))
                .isEqualTo(left);
        assertThat(reading.summary().filtered()).isEqualTo(4 - reading.clicks().size());
    }

    @Test
    void numericFilterReadsNumbersAndTellsWhatIsNone() throws FileProblem {
        Reading reading = Reading.of(
                "id,c,at,f\n1,x,2024-01-01,0.0\n2,x,2024-01-01,0.5\n3,x,2024-01-01,\n4,x,2024-01-01,many\n",
                CLICKS + "where:\n  - {column: f, greater_than: 0}\n  - {column: none, optional: true, equals: x}");
        assertThat(reading.clicks()).extracting(Click::getClickId).containsExactly("2");
        assertThat(reading.problem()).contains("column \"f\", value \"many\": not a number");
        assertThat(reading.summary()).isEqualTo(new Summary(4, 1, 1, 1, 2));
    }

    @Test
    void linesOfAnOrderMayStandApart() throws FileProblem {
        Reading reading = Reading.of("""
                id,at,cust,sku,q,p
                A,2024-01-01T10:00:00Z,c1,s1,2,1.25
                B,2024-01-02T10:00:00Z,,s2,1,9
                A,2024-01-01T10:01:00Z,c1,s3,-1,0.50
                C1,2024-01-03T10:00:00Z,c1,s1,-2,1.25
                D,2024-01-03T10:00:00Z,c1,s1,1,-3
                E,2024-01-03T10:00:00Z,c1,s1,1,0
                """, """
                kind: orders
                group_lines: {total: lines}
                credit_notes: {order_id_prefix: C, negative_total: true}
                fields: {order_id: id, placed_at: at, customer_id: cust, sku: sku, quantity: q, unit_price: p}
                """, Reading.options(ZoneOffset.UTC, null, true, 1));
        assertThat(reading.orders()).extracting(Order::getOrderId).containsExactly("A", "B", "C1", "D", "E");
        Order first = reading.orders().getFirst();
        assertThat(first.getTotalMicros()).isEqualTo(2_000_000);
        assertThat(first.getItems())
                .containsExactly(new OrderItem("s1", null, 2L, 1_250_000L), new OrderItem("s3", null, -1L, 500_000L));
        assertThat(first.getStatus()).isEqualTo(OrderStatus.PLACED);
        assertThat(first.getRevision()).isEqualTo(first.getPlacedAt());
        assertThat(reading.orders().get(1).getCustomerId()).isEmpty();
        for (int i = 2; i < 4; i++) {
            Order note = reading.orders().get(i);
            assertThat(note.getStatus()).isEqualTo(OrderStatus.CREDIT_NOTE);
            assertThat(note.getTotalMicros()).isZero();
            assertThat(note.getRefundedMicros()).isEqualTo(i == 2 ? 2_500_000 : 3_000_000);
        }
        assertThat(reading.orders().getLast().getTotalMicros()).isZero();
    }

    @Test
    void totalsMayBeSummedOrTakenFromTheFirstLine() throws FileProblem {
        String csv = "id,at,t\nA,2024-01-01,5\nA,2024-01-01,\nA,2024-01-01,7\n";
        String yaml = "kind: orders\ngroup_lines: {total: %s}\nfields: {order_id: id, placed_at: at, total: t}";
        assertThat(Reading.of(csv, yaml.formatted("sum")).orders().getFirst().getTotalMicros())
                .isEqualTo(12_000_000);
        assertThat(Reading.of(csv, yaml.formatted("first")).orders().getFirst().getTotalMicros())
                .isEqualTo(5_000_000);
    }

    @Test
    void statusFollowsFromRefundsWhereItIsNotMapped() throws FileProblem {
        Reading reading = Reading.of("""
                id,at,upd,t,r,x
                A,2024-01-01,2024-01-02,5,0,
                B,2024-01-01,2024-01-02,5,2,
                C,2024-01-01,2024-01-02,5,5,
                D,2024-01-01,2024-01-02,5,,2024-01-05
                """, """
                kind: orders
                fields: {order_id: id, placed_at: at, updated_at: upd, total: t, refunded: r, cancelled_at: x}
                """);
        assertThat(reading.orders())
                .extracting(Order::getStatus)
                .containsExactly(
                        OrderStatus.PLACED, OrderStatus.PARTLY_REFUNDED, OrderStatus.REFUNDED, OrderStatus.CANCELLED);
        assertThat(reading.orders().getFirst().getRevision())
                .isEqualTo(Instant.parse("2024-01-02T00:00:00Z").toEpochMilli());
    }

    @Test
    void byteOrderMarkWindowsLinesBlankRowsAndTrailingColumnsAreTolerated() throws FileProblem {
        String csv = "\uFEFFid,c,at,,\r\n1,x,2024-01-01,,\r\n\r\n,,,,\r\n2,\"a,b\",2024-01-01\r\n3,x,2024-01-01,,,,";
        Reading reading = Reading.of(csv, CLICKS);
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.clicks()).extracting(Click::getChannel).containsExactly("x", "a,b", "x");
        assertThat(reading.summary().rows()).isEqualTo(3);
    }

    @Test
    void gzipIsKnownByItsFirstBytes() throws FileProblem {
        byte[] packed = Reading.gzip("id,c,at\n1,x,2024-01-01\n".getBytes(UTF_8));
        assertThat(Reading.of(packed, Reading.mapping(CLICKS), Reading.OPTIONS).clicks())
                .hasSize(1);
    }

    @Test
    void declaredEncodingsAreRead() throws FileProblem {
        for (String encoding : List.of("windows-1252", "UTF-16", "UTF-16LE")) {
            byte[] bytes = "id,c,at\n1,caf\u00e9,2024-01-01\n".getBytes(Charset.forName(encoding));
            Mapping mapping = Reading.mapping(CLICKS + "encoding: " + encoding);
            assertThat(Reading.of(bytes, mapping, Reading.OPTIONS)
                            .clicks()
                            .getFirst()
                            .getChannel())
                    .isEqualTo("café");
        }
    }

    @Test
    void sameFileGivesTheSameEvents() throws FileProblem {
        String csv = "c,d,s\nz,2024-01-01,1\na,2024-01-01,1\nm,2024-01-02,1\n";
        String yaml = "kind: spend\nfields: {channel: c, day: d, spend: s}";
        assertThat(Reading.of(csv, yaml).events())
                .isEqualTo(Reading.of(csv, yaml).events());
    }
}
