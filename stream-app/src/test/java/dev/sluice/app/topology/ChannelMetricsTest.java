package dev.sluice.app.topology;

import static dev.sluice.app.topology.RiverStory.SHOP;
import static dev.sluice.app.topology.RiverStory.micros;
import static dev.sluice.app.topology.RiverStory.order;
import static dev.sluice.app.topology.RiverStory.report;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.ChannelWeek;
import dev.sluice.event.ClicksSource;
import dev.sluice.event.ConversionsFrom;
import dev.sluice.event.Objective;
import dev.sluice.event.OrderStatus;
import dev.sluice.event.Reconciliation;
import dev.sluice.event.WeekStatus;
import dev.sluice.schemas.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelMetricsTest {
    @TempDir
    Path stateDir;

    RiverStory river;

    @BeforeEach
    void open() {
        river = new RiverStory(stateDir);
    }

    @AfterEach
    void close() {
        river.close();
    }

    @Test
    void restatedSpendReplacesTheDay() {
        river.spend("meta", "2026-03-10", 100, 1).spend("meta", "2026-03-10", 88, 2);
        assertThat(river.row("meta", "2026-03-09").getSpendMicros()).isEqualTo(micros(88));
        assertThat(river.row("meta", "2026-03-09").getRevision()).isEqualTo(2);
    }

    @Test
    void anEqualRevisionIsADuplicateAndALowerOneIsStale() {
        river.spend("meta", "2026-03-10", 100, 5)
                .spend("meta", "2026-03-10", 100, 5)
                .spend("meta", "2026-03-10", 70, 4);
        assertThat(river.row("meta", "2026-03-09").getSpendMicros()).isEqualTo(micros(100));
        Reconciliation books = river.books(SHOP);
        assertThat(books.getSpendReceivedMicros()).isEqualTo(micros(270));
        assertThat(books.getSpendCountedMicros()).isEqualTo(micros(100));
        assertThat(books.getSpendDuplicateMicros()).isEqualTo(micros(100));
        assertThat(books.getSpendStaleMicros()).isEqualTo(micros(70));
    }

    @Test
    void aWeekBeginsOnMondayInTheAccountsTimeZone() {
        river.policy(policy("America/New_York", 28));
        // Sunday evening in New York is Monday in UTC.
        river.order(order("o1", "ann", "2026-03-16T02:00:00Z", 50));
        assertThat(river.row("direct", "2026-03-09").getOrders()).isEqualTo(1);
    }

    @Test
    void aNewTimeZoneMovesWhatIsAlreadyCounted() {
        river.order(order("o1", "ann", "2026-03-16T02:00:00Z", 50)).click("k1", "meta", null, "2026-03-16T01:00:00Z");
        assertThat(river.row("direct", "2026-03-16").getNewCustomers()).isEqualTo(1);
        river.policy(policy("America/New_York", 28));
        assertThat(river.row("direct", "2026-03-09").getNewCustomers()).isEqualTo(1);
        assertThat(river.row("meta", "2026-03-09").getSeenClicks()).isEqualTo(1);
        assertThat(river.rows()).doesNotContainKeys(SHOP + "/direct/2026-03-16", SHOP + "/meta/2026-03-16");
        assertThat(river.row("direct", "2026-03-09").getTimeZone()).isEqualTo("America/New_York");
    }

    @Test
    void anOrderGoesToItsOwnChannelFirst() {
        river.click("k1", "meta", "v1", "2026-03-10T10:00:00Z");
        river.order(order("o1", null, "2026-03-10T11:00:00Z", 10)
                .setChannel("email")
                .setClickId("k1")
                .setVisitorId("v1"));
        assertThat(river.row("email", "2026-03-09").getOrders()).isEqualTo(1);
    }

    @Test
    void thenToItsClickThenToTheVisitorsLastClickThenToItsUtmThenToDirect() {
        river.click("k1", "meta", "v1", "2026-03-10T10:00:00Z").click("k2", "tiktok", "v1", "2026-03-10T12:00:00Z");
        river.order(
                order("o1", null, "2026-03-10T13:00:00Z", 1).setClickId("k1").setVisitorId("v1"));
        river.order(order("o2", null, "2026-03-10T13:00:00Z", 2).setVisitorId("v1"));
        river.order(order("o3", null, "2026-03-10T11:00:00Z", 4).setVisitorId("v1"));
        river.order(order("o4", null, "2026-03-10T13:00:00Z", 8)
                .setVisitorId("nobody")
                .setUtmSource("google")
                .setUtmMedium("cpc"));
        river.order(order("o5", null, "2026-03-10T13:00:00Z", 16).setClickId("unknown"));
        assertThat(river.row("meta", "2026-03-09").getRevenueMicros()).isEqualTo(micros(1 + 4));
        assertThat(river.row("tiktok", "2026-03-09").getRevenueMicros()).isEqualTo(micros(2));
        assertThat(river.row("paid_search", "2026-03-09").getRevenueMicros()).isEqualTo(micros(8));
        assertThat(river.row("direct", "2026-03-09").getRevenueMicros()).isEqualTo(micros(16));
    }

    @Test
    void aClickOlderThanTheLookBackGetsNoCredit() {
        river.click("k1", "meta", "v1", "2026-02-01T10:00:00Z");
        river.order(
                order("o1", null, "2026-03-10T11:00:00Z", 10).setVisitorId("v1").setClickId("k1"));
        assertThat(river.row("direct", "2026-03-09").getOrders()).isEqualTo(1);
    }

    @Test
    void aClickThatArrivesAfterItsOrderReattributesIt() {
        river.order(order("o1", "ann", "2026-03-10T11:00:00Z", 10).setVisitorId("v1"));
        assertThat(river.row("direct", "2026-03-09").getNewCustomers()).isEqualTo(1);
        river.click("k1", "meta", "v1", "2026-03-10T10:00:00Z");
        ChannelWeek meta = river.row("meta", "2026-03-09");
        assertThat(meta.getOrders()).isEqualTo(1);
        assertThat(meta.getNewCustomers()).isEqualTo(1);
        assertThat(meta.getCohortRevenueMicros()).isEqualTo(micros(10));
        assertThat(river.rows()).doesNotContainKey(SHOP + "/direct/2026-03-09");
    }

    @Test
    void clicksBeforeOrAfterTheirOrdersGiveTheSameRowsToTheLastByte() throws Exception {
        Runnable clicks = () -> river.click("k1", "meta", "v1", "2026-03-08T10:00:00Z")
                .click("k2", "tiktok", "v1", "2026-03-09T09:00:00Z")
                .click("k3", "email", null, "2026-02-20T09:00:00Z");
        Runnable orders =
                () -> river.order(order("o1", "ann", "2026-03-10T11:00:00Z", 10).setVisitorId("v1"))
                        .order(order("o2", "ann", "2026-03-01T11:00:00Z", 7).setClickId("k3"))
                        .order(order("o1", "ann", "2026-03-10T11:00:00Z", 10)
                                .setRevision(2)
                                .setVisitorId("v1")
                                .setStatus(OrderStatus.CANCELLED));
        clicks.run();
        orders.run();
        var clicksFirst = List.copyOf(river.rows().values());
        river.close();
        river = new RiverStory(stateDir.resolve("other"));
        orders.run();
        river.rows();
        clicks.run();
        assertThat(List.copyOf(river.rows().values())).isEqualTo(clicksFirst);
    }

    @Test
    void anEarlierOrderArrivingLateTakesTheNewCustomerToItsWeek() {
        river.order(order("o2", "ann", "2026-03-10T11:00:00Z", 10).setChannel("meta"));
        river.order(order("o1", "ann", "2026-03-03T11:00:00Z", 5).setChannel("email"));
        assertThat(river.row("meta", "2026-03-09").getNewCustomers()).isZero();
        assertThat(river.row("email", "2026-03-02").getNewCustomers()).isEqualTo(1);
        assertThat(river.row("email", "2026-03-02").getCohortRevenueMicros()).isEqualTo(micros(15));
    }

    @Test
    void aCancelledFirstOrderGivesTheNewCustomerToTheNextAndReplacingTakesItBack() {
        river.order(order("o1", "ann", "2026-03-03T11:00:00Z", 5).setChannel("email"));
        river.order(order("o2", "ann", "2026-03-10T11:00:00Z", 10).setChannel("meta"));
        river.order(order("o1", "ann", "2026-03-03T11:00:00Z", 5)
                .setChannel("email")
                .setRevision(2)
                .setStatus(OrderStatus.CANCELLED));
        assertThat(river.row("meta", "2026-03-09").getNewCustomers()).isEqualTo(1);
        assertThat(river.rows()).doesNotContainKey(SHOP + "/email/2026-03-02");
        river.order(order("o1", "ann", "2026-03-03T11:00:00Z", 6)
                .setChannel("email")
                .setRevision(3));
        assertThat(river.row("email", "2026-03-02").getNewCustomers()).isEqualTo(1);
        assertThat(river.row("email", "2026-03-02").getCohortRevenueMicros()).isEqualTo(micros(16));
        assertThat(river.row("meta", "2026-03-09").getNewCustomers()).isZero();
    }

    @Test
    void aPartialRefundLowersTheRevenueOfTheWeekTheOrderWasPlacedIn() {
        river.order(order("o1", "ann", "2026-03-03T11:00:00Z", 50).setChannel("meta"));
        river.order(order("o1", "ann", "2026-03-03T11:00:00Z", 50)
                .setChannel("meta")
                .setRevision(2)
                .setStatus(OrderStatus.PARTLY_REFUNDED)
                .setUpdatedAt(Instant.parse("2026-03-12T00:00:00Z").toEpochMilli())
                .setRefundedMicros(micros(20)));
        ChannelWeek row = river.row("meta", "2026-03-02");
        assertThat(row.getRevenueMicros()).isEqualTo(micros(30));
        assertThat(row.getRefundedMicros()).isEqualTo(micros(20));
        assertThat(row.getAsOf()).isEqualTo(Instant.parse("2026-03-12T00:00:00Z"));
        assertThat(river.books(SHOP).getRevenueSupersededMicros()).isEqualTo(micros(50));
    }

    @Test
    void aCreditNoteLowersRevenueWithoutBeingAnOrder() {
        river.order(order("o1", "ann", "2026-03-10T11:00:00Z", 50).setChannel("meta"));
        river.order(order("c1", "ann", "2026-03-11T11:00:00Z", 0)
                .setChannel("meta")
                .setStatus(OrderStatus.CREDIT_NOTE)
                .setRefundedMicros(micros(12)));
        ChannelWeek row = river.row("meta", "2026-03-09");
        assertThat(row.getOrders()).isEqualTo(1);
        assertThat(row.getRevenueMicros()).isEqualTo(micros(38));
        assertThat(row.getCohortRevenueMicros()).isEqualTo(micros(38));
    }

    @Test
    void aClickIdCountsOnce() {
        river.click("k1", "meta", "v1", "2026-03-10T10:00:00Z").click("k1", "meta", "v1", "2026-03-10T10:00:07Z");
        assertThat(river.row("meta", "2026-03-09").getSeenClicks()).isEqualTo(1);
        assertThat(river.books(SHOP).getClicksDuplicate()).isEqualTo(1);
    }

    @Test
    void kpisAreNullWhereADenominatorIsZero() {
        river.spend("meta", "2026-03-10", 100, 1);
        ChannelWeek row = river.row("meta", "2026-03-09");
        assertThat(row.getRoas()).contains(0.0);
        assertThat(row.getCacMicros()).isEmpty();
        assertThat(row.getCtr()).isEmpty();
        assertThat(row.getLtvCac()).isEmpty();
        assertThat(row.getClicksSource()).isEqualTo(ClicksSource.NONE);
    }

    @Test
    void kpisFollowTheirDefinitions() {
        river.send(
                Topic.AD_SPEND,
                SHOP,
                report("meta", "2026-03-10", 100, 1)
                        .setImpressions(10_000L)
                        .setClicks(200L)
                        .build());
        river.click("k1", "meta", "v1", "2026-03-10T10:00:00Z");
        river.order(order("o1", "ann", "2026-03-10T11:00:00Z", 150).setChannel("meta"));
        river.order(order("o2", "bob", "2026-03-10T11:00:00Z", 50).setChannel("meta"));
        ChannelWeek row = river.row("meta", "2026-03-09");
        assertThat(row.getCtr()).contains(0.02);
        assertThat(row.getCpcMicros()).contains(500_000.0);
        assertThat(row.getCpmMicros()).contains(10_000_000.0);
        assertThat(row.getCvr()).contains(0.01);
        assertThat(row.getCpaMicros()).contains(50_000_000.0);
        assertThat(row.getCacMicros()).contains(50_000_000.0);
        assertThat(row.getAovMicros()).contains(100_000_000.0);
        assertThat(row.getRoas()).contains(2.0);
        assertThat(row.getRoi()).contains(1.0);
        assertThat(row.getLtvMicros()).contains(100_000_000.0);
        assertThat(row.getLtvCac()).contains(2.0);
        assertThat(row.getClicksSource()).isEqualTo(ClicksSource.PLATFORM);
    }

    @Test
    void anAccountWithoutAShopMayCountThePlatformsConversions() {
        river.send(
                Topic.AD_SPEND,
                SHOP,
                report("meta", "2026-03-10", 100, 1)
                        .setConversions(2.5)
                        .setConversionsValueMicros(micros(300))
                        .build());
        assertThat(river.row("meta", "2026-03-09").getRoas()).contains(0.0);
        river.policy(BudgetPolicy.newBuilder(policy("UTC", 28))
                .setConversionsFrom(ConversionsFrom.PLATFORM)
                .build());
        ChannelWeek row = river.row("meta", "2026-03-09");
        assertThat(row.getRoas()).contains(3.0);
        assertThat(row.getCpaMicros()).contains(40_000_000.0);
        assertThat(row.getCacMicros()).isEmpty();
        assertThat(row.getOrders()).isZero();
        assertThat(row.getConversionsSource()).isEqualTo(ConversionsFrom.PLATFORM);
    }

    @Test
    void aWeekSettlesWithTheClockAloneAndALaterChangeStillCounts() {
        river.spend("meta", "2026-03-10", 100, 1);
        assertThat(river.row("meta", "2026-03-09").getStatus()).isEqualTo(WeekStatus.SETTLING);
        river.spend("meta", "2026-03-17", 100, 1);
        assertThat(river.row("meta", "2026-03-16").getStatus()).isEqualTo(WeekStatus.OPEN);
        river.after(Duration.ofDays(60));
        assertThat(river.row("meta", "2026-03-09").getStatus()).isEqualTo(WeekStatus.FINAL);
        assertThat(river.row("meta", "2026-03-16").getStatus()).isEqualTo(WeekStatus.FINAL);
        river.spend("meta", "2026-03-10", 90, 2);
        ChannelWeek row = river.row("meta", "2026-03-09");
        assertThat(row.getSpendMicros()).isEqualTo(micros(90));
        assertThat(row.getStatus()).isEqualTo(WeekStatus.FINAL);
        assertThat(row.getRevision()).isEqualTo(2);
    }

    @Test
    void whatTheLedgerHasForgottenIsRefusedAndWhatItCountedStays() {
        river.spend("meta", "2026-03-10", 100, 1).click("k1", "meta", "v1", "2026-03-10T10:00:00Z");
        river.order(order("o1", "ann", "2026-03-10T11:00:00Z", 50).setVisitorId("v1"));
        river.rows();
        for (int day = 0; day < 405; day += 5) {
            river.after(Duration.ofDays(5));
        }
        river.spend("meta", "2026-03-10", 90, 2).click("k1", "meta", "v1", "2026-03-10T10:00:00Z");
        river.order(order("o1", "ann", "2026-03-10T11:00:00Z", 50)
                .setVisitorId("v1")
                .setRevision(2)
                .setStatus(OrderStatus.CANCELLED));
        assertThat(river.reasons()).containsExactly("BEYOND_RETENTION", "BEYOND_RETENTION", "BEYOND_RETENTION");
        ChannelWeek row = river.row("meta", "2026-03-09");
        assertThat(row.getSpendMicros()).isEqualTo(micros(100));
        assertThat(row.getSeenClicks()).isEqualTo(1);
        assertThat(row.getOrders()).isEqualTo(1);
        Reconciliation books = river.books(SHOP);
        assertThat(books.getSpendRejectedMicros()).isEqualTo(micros(90));
        assertThat(ReconciliationReport.difference(books)).isZero();
    }

    @Test
    void oldHistoryThatArrivesTodayIsKeptLikeFreshEvents() {
        river.spend("meta", "2019-03-12", 100, 1);
        river.after(Duration.ofDays(300));
        river.spend("meta", "2019-03-12", 90, 2);
        assertThat(river.row("meta", "2019-03-11").getSpendMicros()).isEqualTo(micros(90));
        assertThat(river.reasons()).isEmpty();
    }

    @Test
    void manyChangesWithinThePublishIntervalMakeOneRow() {
        for (int i = 1; i <= 50; i++) {
            river.spend("meta", "2026-03-10", i, i);
        }
        assertThat(river.published()).isEqualTo(1);
    }

    static BudgetPolicy policy(String zone, int settlingDays) {
        return BudgetPolicy.newBuilder()
                .setAccount(SHOP)
                .setRevision(1)
                .setUpdatedAt(RiverStory.NOW.toEpochMilli())
                .setTimeZone(zone)
                .setSettlingDays(settlingDays)
                .setConversionsFrom(ConversionsFrom.SHOP)
                .setObjective(Objective.MAX_REVENUE)
                .build();
    }
}
