package dev.sluice.app.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bad row is told with its line, column, value and reason, and the good rows go on. */
class BadRowTest {
    private static final String SPEND = """
            kind: spend
            fields: {channel: c, campaign_id: k, day: d, spend: s, clicks: n}
            """;
    private static final String ORDERS = """
            kind: orders
            group_lines: {total: lines}
            fields: {order_id: id, placed_at: at, sku: sku, quantity: q, unit_price: p}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ,1,2024-01-02,5,1              | column "c": 'channel' is empty
            x,1,2024-02-30,5,1             | column "d", value "2024-02-30": not an ISO date
            x,1,02/01/2024,5,1             | column "d", value "02/01/2024": not an ISO date
            x,1,0024-01-02,5,1             | column "d", value "0024-01-02": outside the years 1900 to 2200
            x,1,2024-01-02,,1              | column "s": 'spend' is empty
            x,1,2024-01-02,-5,1            | column "s", value "-5": 'spend' is negative
            x,1,2024-01-02,5€,1            | column "s", value "5€": not a number (decimal mark '.'
            x,1,2024-01-02,1e300,1         | column "s", value "1e300": the exponent is out of range
            x,1,2024-01-02,9223372036855,1 | column "s", value "9223372036855": too large
            x,1,2024-01-02,5,1.5           | column "n", value "1.5": not a whole number
            x,1,2024-01-02,5               | column "n": the row has 4 fields, the header 5
            x,1,2024-01-02,5,1,6           | "6": the row has 6 fields, the header 5
            x,"a"b,2024-01-02,5,1          | text follows a closing quote
            """)
    void badRowIsToldAndTheOthersCount(String row, String problem) throws FileProblem {
        Reading reading = Reading.of("c,k,d,s,n\ngood,1,2024-01-01,5,1\n" + row + "\ngood,2,2024-01-01,5,1\n", SPEND);
        assertThat(reading.problem()).startsWith("in.csv:3: ").contains(problem);
        assertThat(reading.spend()).hasSize(2);
        assertThat(reading.summary()).isEqualTo(new Summary(3, 2, 2, 1, 0));
    }

    @Test
    void linesAreCountedAsAnEditorShowsThem() throws FileProblem {
        Reading reading = Reading.of("""
                c,k,d,s,n
                x,"two
                lines",2024-01-01,5,1

                x,1,oops,5,1
                """, SPEND);
        assertThat(reading.problem()).startsWith("in.csv:5: column \"d\", value \"oops\"");
    }

    @Test
    void valueIsCutAndMadeOneLine() throws FileProblem {
        Reading reading =
                Reading.of("c,k,d,s,n\nx,1,\"" + "long\n".repeat(100) + "\",5,1\nx,1,2024-01-01,5,1\n", SPEND);
        assertThat(reading.problems().getFirst().value())
                .hasSize(RowProblem.LONGEST_VALUE + 1)
                .doesNotContain("\n");
    }

    @Test
    void rowThatDoesNotMatchTheDeclaredPatternIsNeverGuessed() throws FileProblem {
        Reading reading = Reading.of(
                "c,d,s\nx,31/12/2024,1\nx,12/31/2024,1\n",
                "kind: spend\nfields: {channel: c, day: {column: d, format: dd/MM/yyyy}, spend: s}");
        assertThat(reading.problem())
                .isEqualTo("in.csv:3: column \"d\", value \"12/31/2024\":"
                        + " does not match the declared date pattern 'dd/MM/yyyy'");
    }

    @Test
    void reportWithABadBreakdownRowIsLeftOutWhole() throws FileProblem {
        Reading reading =
                Reading.of("c,k,d,s,n\nx,1,2024-01-01,5,1\nx,1,2024-01-01,bad,1\nx,2,2024-01-01,7,1\n", SPEND);
        assertThat(reading.spend()).singleElement().satisfies(report -> assertThat(report.getCampaignId())
                .isEqualTo("2"));
        assertThat(reading.problems()).hasSize(2);
        assertThat(reading.problems().getLast().toString())
                .endsWith("in.csv:2: \"acme x 1 2024-01-01\": left out: line 3 of the same campaign and day is bad,"
                        + " and a part would pass for the whole");
        assertThat(reading.summary()).isEqualTo(new Summary(3, 1, 1, 2, 0));
    }

    @Test
    void orderWithABadLineIsLeftOutWhole() throws FileProblem {
        Reading reading =
                Reading.of("id,at,sku,q,p\nA,2024-01-01,s,1,2\nB,2024-01-01,s,1,2\nA,2024-01-01,s,one,2\n", ORDERS);
        assertThat(reading.orders()).singleElement().satisfies(order -> assertThat(order.getOrderId())
                .isEqualTo("B"));
        assertThat(reading.problems().getLast().reason()).contains("line 4 of the same order is bad");
        assertThat(reading.summary().rejected()).isEqualTo(2);
    }

    @Test
    void negativeTotalWithoutARuleIsExplained() throws FileProblem {
        Reading reading = Reading.of("id,at,sku,q,p\nA,2024-01-01,s,-1,2\nB,2024-01-01,s,1,2\n", ORDERS);
        assertThat(reading.problem()).contains("'total' of this order is -2").contains("negative_total: true");
        assertThat(reading.orders()).hasSize(1);
    }

    @Test
    void moreRefundedThanOwedIsRefused() throws FileProblem {
        Reading reading = Reading.of(
                "id,at,t,r\nA,2024-01-01,5,6\n",
                "kind: orders\nfields: {order_id: id, placed_at: at, total: t, refunded: r}");
        assertThat(reading.problem()).contains("value \"6\": more than the total of 5");
    }

    @Test
    void unknownStatusAndUnknownValueAreTold() throws FileProblem {
        Reading reading = Reading.of("id,at,t,st\nA,2024-01-01,5,eaten\n", """
                kind: orders
                fields:
                  order_id: id
                  placed_at: at
                  total: t
                  status: {column: st, values: {paid: PLACED}}
                """);
        assertThat(reading.problem())
                .contains("column \"st\", value \"eaten\": the mapping's values for 'status' have no such entry");
        assertThat(Reading.of(
                                "id,at,t,st\nA,2024-01-01,5,eaten\n",
                                "kind: orders\nfields: {order_id: id, placed_at: at, total: t, status: st}")
                        .problem())
                .contains("no order status; there are [PLACED");
    }

    @Test
    void currenciesOfOneReportMustAgree() throws FileProblem {
        Reading reading = Reading.of(
                "c,d,s,cur\nx,2024-01-01,1,EUR\nx,2024-01-01,1,USD\ny,2024-01-01,1,XQX\n",
                "kind: spend\nfields: {channel: c, day: d, spend: s, currency: cur}");
        assertThat(reading.problems())
                .extracting(RowProblem::reason)
                .anyMatch(reason -> reason.contains("is in EUR on line 2"))
                .anyMatch(reason -> reason.contains("not an ISO 4217 currency"));
        assertThat(reading.spend()).isEmpty();
    }
}
