package dev.sluice.app.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.domain.ChannelTotals;
import dev.sluice.app.ledger.OrderEntry.Standing;
import dev.sluice.event.Order;
import dev.sluice.event.OrderStatus;
import dev.sluice.event.SpendReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What entities add to a channel-week, and how a change carries it. */
class ContributionTest {
    private static SpendReport.Builder report() {
        return SpendReport.newBuilder()
                .setAccount("acme")
                .setChannel("meta")
                .setCampaignId("c1")
                .setDay(20_000)
                .setSpendMicros(5_000_000)
                .setCurrency("EUR")
                .setRevision(3)
                .setReportedAt(0);
    }

    private static Order.Builder order(OrderStatus status) {
        return Order.newBuilder()
                .setAccount("acme")
                .setOrderId("o1")
                .setRevision(1)
                .setStatus(status)
                .setPlacedAt(1)
                .setUpdatedAt(2)
                .setCurrency("EUR")
                .setTotalMicros(100)
                .setRefundedMicros(30)
                .setDiscountMicros(7);
    }

    @Test
    void whatAPlatformDoesNotReportStaysUnknown() {
        ChannelTotals t = new ChannelTotals();
        SpendEntry.of(report().build(), 0).contribute(t, 1);
        assertThat(t.spendReports).isEqualTo(1);
        assertThat(t.impressionReports + t.clickReports + t.conversionReports + t.conversionValueReports)
                .isZero();
        assertThat(t.impressions + t.platformClicks + t.platformConversionsMicros)
                .isZero();
    }

    @Test
    void whatItReportsAsNoneIsKnownToBeNone() {
        ChannelTotals t = new ChannelTotals();
        SpendEntry.of(
                        report().setImpressions(0L)
                                .setClicks(0L)
                                .setConversions(0.0)
                                .setConversionsValueMicros(0L)
                                .build(),
                        0)
                .contribute(t, 1);
        assertThat(List.of(t.impressionReports, t.clickReports, t.conversionReports, t.conversionValueReports))
                .containsOnly(1L);
    }

    @Test
    void fractionsOfConversionsAddUpExactly() {
        ChannelTotals t = new ChannelTotals();
        SpendEntry tenth = SpendEntry.of(report().setConversions(0.1).build(), 0);
        for (int i = 0; i < 10; i++) {
            tenth.contribute(t, 1);
        }
        assertThat(t.platformConversionsMicros).isEqualTo(1_000_000);
    }

    @ParameterizedTest
    @EnumSource(OrderStatus.class)
    void anOrderCountsAsItsStatusSays(OrderStatus status) {
        ChannelTotals t = new ChannelTotals();
        OrderEntry.of(order(status).build(), 0).contribute(t, 1);
        switch (status) {
            case PLACED, CHANGED, PARTLY_REFUNDED, REFUNDED -> {
                assertThat(t.orders).isEqualTo(1);
                assertThat(t.revenueMicros).isEqualTo(70);
                assertThat(t.refundedMicros).isEqualTo(30);
                assertThat(t.discountMicros).isEqualTo(7);
            }
            case CANCELLED -> assertThat(t).usingRecursiveComparison().isEqualTo(new ChannelTotals());
            case CREDIT_NOTE -> {
                assertThat(t.orders).isZero();
                assertThat(t.creditNotes).isEqualTo(1);
                assertThat(t.revenueMicros).isEqualTo(70);
                assertThat(t.discountMicros).isZero();
            }
        }
    }

    @Test
    void takingAnEntityBackLeavesNothing() {
        Random random = new Random(2);
        for (int i = 0; i < 1_000; i++) {
            ChannelTotals t = new ChannelTotals();
            OrderEntry order = Entries.order(
                    Standing.values()[random.nextInt(3)], 0, random.nextInt(9_999), random.nextInt(999), "meta");
            SpendEntry spend = new SpendEntry(
                    1,
                    random.nextInt(9_999),
                    random.nextInt(-1, 99),
                    random.nextInt(-1, 99),
                    random.nextInt(-1, 99),
                    random.nextInt(-1, 99),
                    0);
            order.contribute(t, 1);
            spend.contribute(t, 1);
            order.contribute(t, -1);
            spend.contribute(t, -1);
            assertThat(t).usingRecursiveComparison().isEqualTo(new ChannelTotals());
        }
    }

    @Test
    void aChangeCarriesOneDeltaPerChannelWeek() {
        Change change = new Change("acme", 42);
        change.at(7, "meta").orders++;
        change.at(7, "email").orders++;
        change.at(7, "meta").orders++;
        change.at(14, "meta").orders--;
        List<String> deltas = new ArrayList<>();
        change.forEachDelta((week, channel, delta) -> deltas.add(week + " " + channel + " " + delta.orders));
        assertThat(deltas).containsExactly("7 meta 2", "7 email 1", "14 meta -1");
        assertThat(change.account()).isEqualTo("acme");
        assertThat(change.arrivedMillis()).isEqualTo(42);
        assertThat(change.settingsChanged()).isFalse();
    }

    @Test
    void touchesCountAndKeepTheLatestStatementInTheOrderOfWeeks() {
        Change change = new Change("acme", 0);
        change.touch(14, 5);
        change.touch(7, 0);
        change.touch(14, 9);
        change.touch(14, 3);
        assertThat(touches(change)).containsExactly("7 1 0", "14 3 9");
        change.settingsHaveChanged();
        assertThat(change.settingsChanged()).isTrue();
    }

    @Test
    void aRunOfClicksRaisesTheWeeksItReachesAsEachOfThemWould() {
        Random random = new Random(12);
        for (int round = 0; round < 300; round++) {
            Change oneByOne = new Change("acme", 0);
            Change inRuns = new Change("acme", 0);
            for (int n = random.nextInt(12); n > 0; n--) {
                int week = 7 * random.nextInt(3);
                int last = week + 7 * random.nextInt(3);
                long asOf = random.nextInt(100);
                if (random.nextInt(4) == 0) {
                    oneByOne.touch(week, asOf);
                    inRuns.touch(week, asOf);
                } else {
                    oneByOne.touch(week, asOf);
                    for (int reached = week + 7; reached <= last; reached += 7) {
                        oneByOne.touch(reached, 0);
                    }
                    inRuns.touchReach(week, last, asOf);
                }
            }
            assertThat(touches(inRuns)).isEqualTo(touches(oneByOne));
        }
    }

    private static List<String> touches(Change change) {
        List<String> touches = new ArrayList<>();
        change.forEachTouch((week, touch) -> touches.add(week + " " + touch.count() + " " + touch.asOf()));
        return touches;
    }

    @Test
    void anOrderKeepsItsAttributionWhileWhatItGoesByStays() {
        OrderEntry placed =
                OrderEntry.of(order(OrderStatus.PLACED).setVisitorId("v1").build(), 0);
        Order.Builder refunded = order(OrderStatus.REFUNDED).setRevision(2).setVisitorId("v1");
        assertThat(placed.hasTracesOf(OrderEntry.of(refunded.build(), 9))).isTrue();
        assertThat(placed.hasTracesOf(OrderEntry.of(refunded.setVisitorId("v2").build(), 0)))
                .isFalse();
        assertThat(placed.hasTracesOf(
                        OrderEntry.of(refunded.setVisitorId("v1").setPlacedAt(5).build(), 0)))
                .isFalse();
    }

    @Test
    void aKeyGivesItsPartsBackAndAnAccountIsOneRange() {
        assertThat(Keys.accountOf(Keys.of("acme", "o-1"))).isEqualTo("acme");
        assertThat(Keys.dayOfSpend(Keys.ofSpend("acme", -3, "meta", "c", ""))).isEqualTo(-3);
        assertThat(Keys.idOf(Keys.of("acme", "o-1"))).isEqualTo("o-1");
        assertThat(Keys.of("acme", "o-1")).startsWith(Keys.prefix("acme"));
        assertThat(Keys.of("acme-eu", "o-1")).doesNotStartWith(Keys.prefix("acme"));
        assertThat(Keys.ofSpend("acme", 1, "meta", "c", ""))
                .isNotEqualTo(Keys.ofSpend("acme", 1, "meta", "", "c"))
                .startsWith(Keys.prefix("acme"));
    }
}
