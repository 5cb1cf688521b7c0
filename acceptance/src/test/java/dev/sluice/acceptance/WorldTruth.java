package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.topology.ReconciliationReport;
import dev.sluice.app.world.Books;
import dev.sluice.app.world.Truth;
import dev.sluice.app.world.Truth.ChannelWeekKey;
import dev.sluice.app.world.WeekTruth;
import dev.sluice.event.ChannelWeek;
import dev.sluice.event.Reconciliation;
import java.util.Collection;
import java.util.TreeMap;

/** What the app published, held against what the simulated world knows to be true. */
final class WorldTruth {
    private WorldTruth() {}

    static void holdsFor(Collection<ChannelWeek> rows, Truth truth) {
        TreeMap<ChannelWeekKey, WeekTruth> found = new TreeMap<>();
        rows.forEach(row -> found.put(
                new ChannelWeekKey(row.getAccount(), row.getChannel(), row.getWeek()),
                new WeekTruth(
                        row.getSpendMicros(),
                        row.getImpressions().orElse(null),
                        row.getPlatformClicks().orElse(null),
                        row.getPlatformConversions()
                                .map(c -> Math.round(c * 1e6))
                                .orElse(null),
                        row.getPlatformConversionsValueMicros().orElse(null),
                        row.getSeenClicks(),
                        row.getOrders(),
                        row.getRevenueMicros(),
                        row.getRefundedMicros(),
                        row.getDiscountMicros(),
                        row.getNewCustomers(),
                        row.getCohortRevenueMicros())));
        assertThat(found).isEqualTo(truth.channelWeeks());
    }

    static void booksBalance(Collection<Reconciliation> books, Truth truth) {
        assertThat(books).isNotEmpty();
        ReconciliationReport.merged(books).forEach((account, r) -> {
            Books expected = truth.books(account.equals(ReconciliationReport.UNATTRIBUTED) ? Truth.NO_KEY : account);
            assertThat(ReconciliationReport.difference(r))
                    .as("books of " + account)
                    .isZero();
            assertThat(r.getSpendReceivedMicros())
                    .as("spend of " + account)
                    .isEqualTo(expected.spend().received());
            assertThat(r.getRevenueReceivedMicros())
                    .as("revenue of " + account)
                    .isEqualTo(expected.revenue().received());
            assertThat(r.getOrdersReceived())
                    .as("orders of " + account)
                    .isEqualTo(expected.orders().received());
            assertThat(r.getClicksReceived())
                    .as("clicks of " + account)
                    .isEqualTo(expected.clicks().received());
        });
    }
}
