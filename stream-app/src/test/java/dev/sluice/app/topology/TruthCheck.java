package dev.sluice.app.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.board.RowKey;
import dev.sluice.app.world.Books;
import dev.sluice.app.world.Truth;
import dev.sluice.app.world.WeekTruth;
import dev.sluice.app.world.WorldEvent;
import dev.sluice.event.ChannelWeek;
import dev.sluice.event.Reconciliation;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What Sluice published, held against what a world knows to be true. */
final class TruthCheck {
    private TruthCheck() {}

    /** Sends a world's event as it came: a value encoded, bad bytes as they are. */
    static void send(Feeder feeder, WorldEvent event) {
        long arrival = event.arrival().toEpochMilli();
        if (event.value() != null) {
            feeder.send(event.topic(), event.key(), event.value(), arrival);
        } else {
            feeder.sendBytes(event.topic(), event.key(), event.rawBytes().orElseThrow(), arrival);
        }
    }

    static void rows(NavigableMap<String, ChannelWeek> found, Truth truth) {
        Map<String, WeekTruth> expected = new TreeMap<>();
        truth.channelWeeks()
                .forEach((key, week) -> expected.put(
                        RowKey.of(key.account(), key.channel(), (int) key.week().toEpochDay()), week));
        Map<String, WeekTruth> totals = new TreeMap<>();
        found.forEach((key, row) -> totals.put(key, totalsOf(row)));
        assertThat(totals).isEqualTo(expected);
    }

    static void books(NavigableMap<String, Reconciliation> found, Truth truth) {
        Map<String, Reconciliation> merged = ReconciliationReport.merged(found.values());
        assertThat(merged.keySet())
                .isEqualTo(truth.books().keySet().stream()
                        .map(key -> key.equals(Truth.NO_KEY) ? ReconciliationReport.UNATTRIBUTED : key)
                        .collect(Collectors.toSet()));
        merged.forEach((account, r) -> {
            Books books = truth.books(account.equals(ReconciliationReport.UNATTRIBUTED) ? Truth.NO_KEY : account);
            assertThat(new Books.Money(
                            r.getSpendReceivedMicros(),
                            r.getSpendCountedMicros(),
                            r.getSpendDuplicateMicros(),
                            r.getSpendStaleMicros(),
                            r.getSpendSupersededMicros(),
                            r.getSpendRejectedMicros()))
                    .as("spend of " + account)
                    .isEqualTo(books.spend());
            assertThat(new Books.Money(
                            r.getRevenueReceivedMicros(),
                            r.getRevenueCountedMicros(),
                            r.getRevenueDuplicateMicros(),
                            r.getRevenueStaleMicros(),
                            r.getRevenueSupersededMicros(),
                            r.getRevenueRejectedMicros()))
                    .as("revenue of " + account)
                    .isEqualTo(books.revenue());
            assertThat(new Books.Counts(
                            r.getClicksReceived(),
                            r.getClicksAccepted(),
                            r.getClicksDuplicate(),
                            r.getClicksStale(),
                            r.getClicksRejected()))
                    .as("clicks of " + account)
                    .isEqualTo(books.clicks());
            assertThat(new Books.Counts(
                            r.getOrdersReceived(),
                            r.getOrdersAccepted(),
                            r.getOrdersDuplicate(),
                            r.getOrdersStale(),
                            r.getOrdersRejected()))
                    .as("orders of " + account)
                    .isEqualTo(books.orders());
            assertThat(ReconciliationReport.difference(r))
                    .as("books of " + account)
                    .isZero();
        });
    }

    private static WeekTruth totalsOf(ChannelWeek row) {
        return new WeekTruth(
                row.getSpendMicros(),
                row.getImpressions().orElse(null),
                row.getPlatformClicks().orElse(null),
                row.getPlatformConversions().map(c -> Math.round(c * 1e6)).orElse(null),
                row.getPlatformConversionsValueMicros().orElse(null),
                row.getSeenClicks(),
                row.getOrders(),
                row.getRevenueMicros(),
                row.getRefundedMicros(),
                row.getDiscountMicros(),
                row.getNewCustomers(),
                row.getCohortRevenueMicros());
    }
}
