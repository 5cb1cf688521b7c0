package dev.sluice.app.topology;

import static dev.sluice.app.topology.RiverStory.SHOP;
import static dev.sluice.app.topology.RiverStory.header;
import static dev.sluice.app.topology.RiverStory.micros;
import static dev.sluice.app.topology.RiverStory.order;
import static dev.sluice.app.topology.RiverStory.report;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.intake.Reason;
import dev.sluice.app.ops.DeadLetterHeaders;
import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.ChannelPolicy;
import dev.sluice.event.Click;
import dev.sluice.event.ClickBatch;
import dev.sluice.event.Objective;
import dev.sluice.event.Order;
import dev.sluice.event.OrderStatus;
import dev.sluice.event.Reconciliation;
import dev.sluice.event.SpendReport;
import dev.sluice.schemas.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can't be used becomes a dead letter with its reason, its bytes and its origin, and the river flows on. */
class BadRecordsTest {
    private static final byte[] KEY = SHOP.getBytes(UTF_8);
    private static final String NOBODY = "?/0";

    @TempDir
    Path stateDir;

    RiverStory river;

    @BeforeEach
    void open() {
        river = new RiverStory(stateDir);
        // The account counts in euros from here on.
        river.spend("meta", "2026-03-10", 10, 1);
    }

    @AfterEach
    void close() {
        river.close();
    }

    @Test
    void bytesWithoutTheMagicByte() {
        byte[] value = spend(20);
        value[0] = 1;
        refused(Topic.AD_SPEND, KEY, value, Reason.UNDECODABLE, SHOP, 0);
    }

    @Test
    void textInsteadOfAvro() {
        refused(Topic.ORDERS, KEY, "{\"order_id\": \"o1\"}".getBytes(UTF_8), Reason.UNDECODABLE, SHOP, 0);
    }

    @Test
    void anAvroBodyThatIsCutShort() {
        byte[] value = spend(20);
        refused(Topic.AD_SPEND, KEY, Arrays.copyOf(value, value.length - 9), Reason.UNDECODABLE, SHOP, 0);
    }

    @Test
    void anEmptyValue() {
        refused(Topic.AD_SPEND, KEY, new byte[0], Reason.UNDECODABLE, SHOP, 0);
    }

    @Test
    void aSchemaThatTheRegistryDoesNotKnow() {
        byte[] value = spend(20);
        value[1] = 0x7f;
        refused(Topic.AD_SPEND, KEY, value, Reason.UNKNOWN_SCHEMA, SHOP, 0);
    }

    @Test
    void anOrderOnTheSpendTopic() {
        byte[] value = river.encode(
                Topic.ORDERS, order("o1", "ann", "2026-03-10T11:00:00Z", 50).build());
        refused(Topic.AD_SPEND, KEY, value, Reason.WRONG_SCHEMA, SHOP, 0);
    }

    @Test
    void aRecordWithoutAKey() {
        refused(Topic.AD_SPEND, null, spend(20), Reason.MISSING_KEY, NOBODY, micros(20));
        refused(Topic.AD_SPEND, new byte[0], spend(5), Reason.MISSING_KEY, NOBODY, micros(25));
    }

    @Test
    void aKeyThatIsNotUtf8() {
        refused(Topic.AD_SPEND, new byte[] {'a', (byte) 0xff}, spend(20), Reason.INVALID_KEY, NOBODY, micros(20));
    }

    @Test
    void aKeyThatIsNotTheAccount() {
        refused(Topic.AD_SPEND, "other".getBytes(UTF_8), spend(20), Reason.KEY_MISMATCH, "other", micros(20));
    }

    @Test
    void aValueThatIsNull() {
        refused(Topic.ORDERS, KEY, null, Reason.MISSING_VALUE, SHOP, 0);
    }

    @Test
    void negativeSpend() {
        refused(Topic.AD_SPEND, spend().setSpendMicros(micros(-20)).build(), Reason.NEGATIVE_SPEND, micros(-20));
    }

    @Test
    void spendThatNobodyHas() {
        // It is no amount to sum, so the books take it as none.
        refused(Topic.AD_SPEND, spend().setSpendMicros(Long.MAX_VALUE).build(), Reason.AMOUNT_OUT_OF_RANGE, 0);
    }

    @Test
    void negativeClicks() {
        refused(Topic.AD_SPEND, spend().setClicks(-1L).build(), Reason.NEGATIVE_AMOUNT, micros(20));
    }

    @Test
    void conversionsThatAreNoNumber() {
        refused(Topic.AD_SPEND, spend().setConversions(Double.NaN).build(), Reason.INVALID_NUMBER, micros(20));
    }

    @Test
    void aCurrencyThatIsNone() {
        refused(Topic.AD_SPEND, spend().setCurrency("EURO").build(), Reason.UNKNOWN_CURRENCY, micros(20));
    }

    @Test
    void aCurrencyThatIsNotTheAccounts() {
        refused(Topic.AD_SPEND, spend().setCurrency("USD").build(), Reason.CURRENCY_MISMATCH, micros(20));
        refused(
                Topic.ORDERS,
                order("o1", "ann", "2026-03-10T11:00:00Z", 50)
                        .setCurrency("USD")
                        .build(),
                Reason.CURRENCY_MISMATCH,
                micros(50));
    }

    @Test
    void aTimeInMicroseconds() {
        long inMicros = RiverStory.NOW.toEpochMilli() * 1_000;
        refused(Topic.AD_SPEND, spend().setReportedAt(inMicros).build(), Reason.TIMESTAMP_OUT_OF_RANGE, micros(20));
    }

    @Test
    void aTimeInSeconds() {
        Order order = order("o1", "ann", "2026-03-10T11:00:00Z", 50)
                .setPlacedAt(RiverStory.NOW.getEpochSecond())
                .build();
        refused(Topic.ORDERS, order, Reason.TIMESTAMP_OUT_OF_RANGE, micros(50));
    }

    @Test
    void aTimeMoreThanADayAhead() {
        Instant limit = RiverStory.NOW.plus(Duration.ofDays(1));
        refused(
                Topic.ORDERS,
                order("late", "ann", limit.plusMillis(1_000).toString(), 50).build(),
                Reason.IN_THE_FUTURE,
                micros(50));
        river.order(order("just", "ann", limit.minusMillis(1).toString(), 7));
        assertThat(river.books(SHOP).getRevenueCountedMicros()).isEqualTo(micros(7));
    }

    @Test
    void anOrderWithoutAnId() {
        refused(Topic.ORDERS, order("", "ann", "2026-03-10T11:00:00Z", 50).build(), Reason.INVALID_ID, micros(50));
    }

    @Test
    void aChannelWithAControlCharacter() {
        refused(Topic.AD_SPEND, spend().setChannel("me\nta").build(), Reason.INVALID_CHANNEL, micros(20));
    }

    @Test
    void aRefundAboveTheTotal() {
        Order order = order("o1", "ann", "2026-03-10T11:00:00Z", 50)
                .setRefundedMicros(micros(60))
                .build();
        refused(Topic.ORDERS, order, Reason.REFUND_EXCEEDS_TOTAL, micros(-10));
    }

    @Test
    void aCreditNoteWithATotal() {
        Order order = order("c1", "ann", "2026-03-10T11:00:00Z", 50)
                .setStatus(OrderStatus.CREDIT_NOTE)
                .build();
        // Only its refunds are revenue, and it has none.
        refused(Topic.ORDERS, order, Reason.CREDIT_NOTE_WITH_TOTAL, 0);
    }

    @Test
    void aPolicyOfATimeZoneThatIsNone() {
        refused(Topic.BUDGET_POLICIES, ChannelMetricsTest.policy("Mars/Olympus", 28), Reason.UNKNOWN_TIME_ZONE, 0L);
    }

    @Test
    void aPolicyThatContradictsItself() {
        BudgetPolicy policy = BudgetPolicy.newBuilder(ChannelMetricsTest.policy("UTC", 28))
                .setMaxWeeklyShift(1.5)
                .build();
        refused(Topic.BUDGET_POLICIES, policy, Reason.INVALID_POLICY, 0);
    }

    @Test
    void aPolicyWhoseObjectiveLacksWhatItNeeds() {
        BudgetPolicy policy = BudgetPolicy.newBuilder(ChannelMetricsTest.policy("UTC", 28))
                .setObjective(Objective.TARGET_CAC)
                .build();
        refused(Topic.BUDGET_POLICIES, policy, Reason.INVALID_POLICY, 0);
    }

    @Test
    void aPolicyWhoseLeastSpendsExceedItsBudget() {
        BudgetPolicy policy = BudgetPolicy.newBuilder(ChannelMetricsTest.policy("UTC", 28))
                .setWeeklyBudgetMicros(5L)
                .setChannels(
                        List.of(new ChannelPolicy("tv", 3L, null, false), new ChannelPolicy("meta", 3L, 4L, false)))
                .build();
        refused(Topic.BUDGET_POLICIES, policy, Reason.INVALID_POLICY, 0);
    }

    @Test
    void aPolicyWithANegativeLimit() {
        BudgetPolicy policy = BudgetPolicy.newBuilder(ChannelMetricsTest.policy("UTC", 28))
                .setChannels(List.of(new ChannelPolicy("tv", -3L, null, false)))
                .build();
        refused(Topic.BUDGET_POLICIES, policy, Reason.NEGATIVE_AMOUNT, 0);
    }

    @Test
    void aBadClickIsRefusedAloneAndTheRestOfItsBatchCounts() {
        long at = Instant.parse("2026-03-10T10:00:00Z").toEpochMilli();
        ClickBatch batch = new ClickBatch(
                SHOP,
                List.of(
                        new Click("k1", "meta", null, null, at),
                        new Click("", "meta", null, null, at),
                        new Click("k3", "meta", null, null, at),
                        new Click("k4", "meta", null, null, 12L)));
        byte[] value = river.encode(Topic.AD_CLICKS, batch);
        river.sendRaw(Topic.AD_CLICKS, KEY, value);
        assertThat(river.row("meta", "2026-03-09").getSeenClicks()).isEqualTo(2);
        assertThat(river.reasons()).containsExactly(Reason.INVALID_ID.name(), Reason.TIMESTAMP_OUT_OF_RANGE.name());
        assertThat(river.deadLetters())
                .extracting(letter -> header(letter, DeadLetterHeaders.ITEM))
                .containsExactly("1", "3");
        assertThat(river.deadLetters())
                .allSatisfy(letter -> assertThat(letter.value()).isEqualTo(value));
        Reconciliation books = river.books(SHOP);
        assertThat(books.getClicksReceived()).isEqualTo(4);
        assertThat(books.getClicksAccepted()).isEqualTo(2);
        assertThat(books.getClicksRejected()).isEqualTo(2);
    }

    @Test
    void aStrayThatDoesNotSayWhereItCameFrom() {
        river.sendRaw(Topic.STRAYS, KEY, spend(20));
        assertThat(river.reasons()).containsExactly(Reason.INVALID_STRAY.name());
        assertThat(river.deadLetters().getFirst().value()).isEqualTo(spend(20));
        aGoodRecordStillCounts();
    }

    private static SpendReport.Builder spend() {
        return report("meta", "2026-03-11", 20, 1);
    }

    private byte[] spend(double units) {
        return river.encode(
                Topic.AD_SPEND, report("meta", "2026-03-11", units, 1).build());
    }

    private void refused(Topic topic, SpecificRecord value, Reason reason, long rejectedMicros) {
        refused(topic, KEY, river.encode(topic, value), reason, SHOP, rejectedMicros);
    }

    /**
     * Sends a bad record and looks at all that must follow.
     *
     * @param booked whose books it is in
     * @param rejectedMicros money that stands as rejected in them afterwards
     */
    private void refused(
            Topic topic,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Reason reason,
            String booked,
            long rejectedMicros) {
        int before = river.deadLetters().size();
        String sentAt = Long.toString(river.now().toEpochMilli());
        river.sendRaw(topic, key, value, new RecordHeaders().add("trace", "t-1".getBytes(UTF_8)));

        assertThat(river.deadLetters()).hasSize(before + 1);
        TestRecord<byte[], byte[]> letter = river.deadLetters().getLast();
        assertThat(header(letter, DeadLetterHeaders.REASON)).isEqualTo(reason.name());
        assertThat(header(letter, DeadLetterHeaders.MESSAGE)).isNotBlank().doesNotContain("\n");
        assertThat(letter.key()).isEqualTo(key);
        assertThat(letter.value()).isEqualTo(value);
        assertThat(header(letter, "trace")).isEqualTo("t-1");
        assertThat(header(letter, DeadLetterHeaders.ORIGIN_TOPIC)).isEqualTo(topic.fullName(RiverStory.PREFIX));
        assertThat(header(letter, DeadLetterHeaders.ORIGIN_PARTITION)).isEqualTo("0");
        // The spend topic holds the report that every test begins with, and what a test sent before.
        int offset = topic == Topic.AD_SPEND ? 1 + 2 * before : 0;
        assertThat(header(letter, DeadLetterHeaders.ORIGIN_OFFSET)).isEqualTo(Integer.toString(offset));
        assertThat(header(letter, DeadLetterHeaders.ORIGIN_TIMESTAMP)).isEqualTo(sentAt);
        assertThat(letter.headers().lastHeader(DeadLetterHeaders.ITEM)).isNull();

        Reconciliation books = river.books(booked);
        assertThat(rejectedEvents(topic, books)).isPositive();
        assertThat(topic == Topic.AD_SPEND ? books.getSpendRejectedMicros() : books.getRevenueRejectedMicros())
                .isEqualTo(rejectedMicros);
        assertThat(ReconciliationReport.difference(books)).isZero();
        aGoodRecordStillCounts();
    }

    private static long rejectedEvents(Topic topic, Reconciliation books) {
        return switch (topic) {
            case AD_SPEND -> books.getSpendReportsRejected();
            case ORDERS -> books.getOrdersRejected();
            case BUDGET_POLICIES -> books.getPoliciesRejected();
            default -> throw new IllegalArgumentException("no input: " + topic);
        };
    }

    private void aGoodRecordStillCounts() {
        long counted = river.books(SHOP).getSpendCountedMicros();
        long revision = river.row("meta", "2026-03-09").getRevision();
        river.spend("meta", "2026-03-10", counted / 1e6 + 1, revision + 1);
        Reconciliation books = river.books(SHOP);
        assertThat(books.getSpendCountedMicros()).isEqualTo(counted + micros(1));
        assertThat(river.row("meta", "2026-03-09").getSpendMicros()).isEqualTo(counted + micros(1));
        assertThat(ReconciliationReport.difference(books)).isZero();
    }
}
