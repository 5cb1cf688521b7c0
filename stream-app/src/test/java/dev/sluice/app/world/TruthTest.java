package dev.sluice.app.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.Click;
import dev.sluice.event.ClickBatch;
import dev.sluice.event.Order;
import dev.sluice.event.OrderStatus;
import dev.sluice.event.SpendReport;
import dev.sluice.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class TruthTest {
    private static final LocalDate MONDAY = LocalDate.of(2025, 3, 3);
    private static final Instant NOON = Instant.parse("2025-03-05T12:00:00Z");
    private static final long UNIT = 1_000_000L;

    private final Truth truth = new Truth();

    TruthTest() {
        add(
                Topic.BUDGET_POLICIES,
                BudgetPolicy.newBuilder()
                        .setAccount("a")
                        .setRevision(1)
                        .setUpdatedAt(0)
                        .setTimeZone("America/New_York")
                        .setCurrency("USD")
                        .setChannels(List.of())
                        .build());
    }

    @Test
    void moneyIsConservedAndTheWeeksAddUpToIt() {
        WorldConfig config = WorldConfig.startingOn(LocalDate.of(2024, 11, 4))
                .withSize(4, 90)
                .withTraffic(15, 6, 8)
                .withFaults(new FaultMix(0.05, 0.05, 0.05, 0.05));
        Truth whole = World.of(config).truth();
        long spend = 0;
        long revenue = 0;
        long clicks = 0;
        for (Books books : whole.books().values()) {
            assertConserved(books.spend());
            assertConserved(books.revenue());
            spend += books.spend().counted();
            revenue += books.revenue().counted();
            clicks += books.clicks().accepted();
        }
        assertNotEquals(0, whole.books(Truth.NO_KEY).spend().rejected());
        WeekTruth all = whole.channelWeeks().values().stream().reduce(WeekTruth.NOTHING, WeekTruth::plus);
        assertEquals(spend, all.spendMicros());
        assertEquals(revenue, all.revenueMicros());
        assertEquals(clicks, all.seenClicks());
        assertEquals(whole.standingOrders(), all.orders());
        assertTrue(all.newCustomers() > 0 && all.newCustomers() < all.orders());
        assertTrue(all.cohortRevenueMicros() > 0);
    }

    @Test
    void restatedSpendReplacesTheDayAndAnOlderStatementIsStale() {
        add(Topic.AD_SPEND, spend(1, 10));
        add(Topic.AD_SPEND, spend(3, 12));
        add(Topic.AD_SPEND, spend(3, 12));
        add(Topic.AD_SPEND, spend(2, 11));
        assertEquals(12 * UNIT, week("meta", MONDAY).spendMicros());
        assertEquals(
                new Books.Money(45 * UNIT, 12 * UNIT, 12 * UNIT, 11 * UNIT, 10 * UNIT, 0),
                truth.books("a").spend());
        assertEquals(new Books.Counts(4, 2, 1, 1, 0), truth.books("a").spendReports());
    }

    @Test
    void theOrdersOwnChannelWinsThenItsClickThenTheVisitorThenUtm() {
        clicks(click("c1", "meta", "v1", NOON), click("c2", "tiktok", "v1", NOON.plusSeconds(10)));
        Instant later = NOON.plusSeconds(60);
        add(order("o1", later).setChannel("own").setClickId("c1").setVisitorId("v1"));
        add(order("o2", later).setClickId("c1").setVisitorId("v1"));
        add(order("o3", later).setVisitorId("v1"));
        add(order("o4", later).setVisitorId("nobody").setUtmSource("Google").setUtmMedium("CPC"));
        add(order("o5", later).setUtmSource("Pinterest"));
        add(order("o6", later));
        for (String channel : List.of("own", "meta", "tiktok", "paid_search", "pinterest", "direct")) {
            assertEquals(1, week(channel, MONDAY).orders(), channel);
        }
    }

    @Test
    void aClickCountsOnlyBeforeTheOrderAndWithinThirtyDays() {
        Instant edge = NOON.minus(Duration.ofDays(30));
        clicks(
                click("edge", "edge", "v1", edge),
                click("old", "old", "v2", edge.minusMillis(1)),
                click("after", "after", "v3", NOON.plusMillis(1)),
                click("same", "same", "v4", NOON));
        add(order("o1", NOON).setClickId("edge"));
        add(order("o2", NOON).setClickId("old").setVisitorId("v2"));
        add(order("o3", NOON).setClickId("after").setVisitorId("v3"));
        add(order("o4", NOON).setVisitorId("v4"));
        assertEquals(1, week("edge", MONDAY).orders());
        assertEquals(1, week("same", MONDAY).orders());
        assertEquals(2, week("direct", MONDAY).orders());
    }

    @Test
    void ofTwoClicksAtOneInstantTheGreaterIdIsTheLast() {
        clicks(click("c9", "nine", "v1", NOON), click("c10", "ten", "v1", NOON));
        add(order("o1", NOON).setVisitorId("v1"));
        assertEquals(1, week("nine", MONDAY).orders());
    }

    @Test
    void theEarliestStandingOrderMakesTheNewCustomer() {
        add(order("o2", NOON).setCustomerId("k").setChannel("meta"));
        assertEquals(1, week("meta", MONDAY).newCustomers());
        add(order("o1", NOON.minusSeconds(60)).setCustomerId("k").setChannel("email"));
        assertEquals(0, week("meta", MONDAY).newCustomers());
        assertEquals(1, week("email", MONDAY).newCustomers());
        assertEquals(200 * UNIT, week("email", MONDAY).cohortRevenueMicros());
        add(order("o1", NOON.minusSeconds(60))
                .setCustomerId("k")
                .setChannel("email")
                .setRevision(2)
                .setStatus(OrderStatus.CANCELLED));
        assertEquals(1, week("meta", MONDAY).newCustomers());
        assertEquals(100 * UNIT, week("meta", MONDAY).cohortRevenueMicros());
        assertTrue(truth.channelWeeks().keySet().stream()
                .noneMatch(key -> key.channel().equals("email")));
    }

    @Test
    void refundsAndCreditNotesComeOffTheWeekOfTheirOwnDate() {
        add(order("o1", NOON).setStatus(OrderStatus.PARTLY_REFUNDED).setRefundedMicros(30 * UNIT));
        add(order("cn", NOON)
                .setStatus(OrderStatus.CREDIT_NOTE)
                .setTotalMicros(0)
                .setRefundedMicros(5 * UNIT));
        WeekTruth week = week("direct", MONDAY);
        assertEquals(1, week.orders());
        assertEquals(65 * UNIT, week.revenueMicros());
        assertEquals(35 * UNIT, week.refundedMicros());
    }

    @Test
    void theWeekIsCutInTheAccountsTimeZone() {
        // Monday 02:00 in London is still Sunday in New York.
        add(order("o1", Instant.parse("2025-03-10T02:00:00Z")));
        assertEquals(1, week("direct", MONDAY).orders());
    }

    private static void assertConserved(Books.Money money) {
        assertEquals(
                money.received(),
                money.counted() + money.duplicate() + money.stale() + money.superseded() + money.rejected());
    }

    private WeekTruth week(String channel, LocalDate monday) {
        SortedMap<Truth.ChannelWeekKey, WeekTruth> weeks = truth.channelWeeks();
        return weeks.getOrDefault(new Truth.ChannelWeekKey("a", channel, monday), WeekTruth.NOTHING);
    }

    private void add(Topic topic, SpecificRecord value) {
        truth.add(new WorldEvent(Instant.EPOCH, topic, "a", value, null, Fault.NONE));
    }

    private void add(Order.Builder order) {
        add(Topic.ORDERS, order.build());
    }

    private void clicks(Click... clicks) {
        add(Topic.AD_CLICKS, new ClickBatch("a", List.of(clicks)));
    }

    private static Click click(String id, String channel, String visitor, Instant at) {
        return new Click(id, channel, null, visitor, at.toEpochMilli());
    }

    private static SpendReport spend(long revision, long units) {
        return SpendReport.newBuilder()
                .setAccount("a")
                .setChannel("meta")
                .setDay((int) MONDAY.plusDays(6).toEpochDay())
                .setSpendMicros(units * UNIT)
                .setCurrency("USD")
                .setRevision(revision)
                .setReportedAt(revision)
                .build();
    }

    private static Order.Builder order(String id, Instant placedAt) {
        return Order.newBuilder()
                .setAccount("a")
                .setOrderId(id)
                .setRevision(1)
                .setStatus(OrderStatus.PLACED)
                .setPlacedAt(placedAt.toEpochMilli())
                .setUpdatedAt(placedAt.toEpochMilli())
                .setCurrency("USD")
                .setTotalMicros(100 * UNIT)
                .setItems(List.of());
    }
}
