package dev.sluice.app.board;

import dev.sluice.app.domain.AccountSettings;
import dev.sluice.app.domain.Book;
import dev.sluice.app.domain.ChannelTotals;
import dev.sluice.app.domain.Kpis;
import dev.sluice.app.domain.Tally;
import dev.sluice.app.domain.WeekPhase;
import dev.sluice.app.intake.EventKind;
import dev.sluice.app.ledger.AccountEntry;
import dev.sluice.event.ChannelWeek;
import dev.sluice.event.ClicksSource;
import dev.sluice.event.ConversionsFrom;
import dev.sluice.event.Reconciliation;
import dev.sluice.event.WeekStatus;
import java.time.Instant;
import java.time.LocalDate;

/** Turns what the board knows into the records it publishes. */
final class Rows {
    private Rows() {}

    static ChannelWeek channelWeek(
            String account,
            String channel,
            int week,
            WeekEntry entry,
            ChannelTotals t,
            WeekPhase phase,
            AccountSettings settings,
            String currency) {
        Kpis k = Kpis.of(t, settings.conversionsFromPlatform());
        return new ChannelWeek(
                account,
                channel,
                LocalDate.ofEpochDay(week),
                currency,
                settings.zone().getId(),
                switch (phase) {
                    case OPEN -> WeekStatus.OPEN;
                    case SETTLING -> WeekStatus.SETTLING;
                    case FINAL -> WeekStatus.FINAL;
                },
                entry.revision,
                Instant.ofEpochMilli(entry.asOf),
                t.spendMicros,
                t.impressionReports > 0 ? t.impressions : null,
                t.clickReports > 0 ? t.platformClicks : null,
                t.conversionReports > 0 ? t.platformConversionsMicros / 1e6 : null,
                t.conversionValueReports > 0 ? t.platformConversionsValueMicros : null,
                t.seenClicks,
                t.orders,
                t.revenueMicros,
                t.refundedMicros,
                t.discountMicros,
                t.newCustomers,
                t.cohortRevenueMicros,
                switch (k.clicksSource()) {
                    case PLATFORM -> ClicksSource.PLATFORM;
                    case SEEN -> ClicksSource.SEEN;
                    case NONE -> ClicksSource.NONE;
                },
                settings.conversionsFromPlatform() ? ConversionsFrom.PLATFORM : ConversionsFrom.SHOP,
                k.ctr(),
                k.cpcMicros(),
                k.cpmMicros(),
                k.cvr(),
                k.cpaMicros(),
                k.cacMicros(),
                k.aovMicros(),
                k.roas(),
                k.roi(),
                k.ltvMicros(),
                k.ltvCac());
    }

    static Reconciliation reconciliation(String account, AccountEntry entry) {
        Tally s = entry.tally(EventKind.SPEND);
        Tally c = entry.tally(EventKind.CLICK);
        Tally o = entry.tally(EventKind.ORDER);
        Tally p = entry.tally(EventKind.POLICY);
        Book spend = entry.spend();
        Book revenue = entry.revenue();
        return Reconciliation.newBuilder()
                .setAccount(account)
                .setEvents(entry.events())
                .setSpendReportsReceived(s.received)
                .setSpendReportsAccepted(s.accepted)
                .setSpendReportsDuplicate(s.duplicate)
                .setSpendReportsStale(s.stale)
                .setSpendReportsRejected(s.rejected)
                .setClicksReceived(c.received)
                .setClicksAccepted(c.accepted)
                .setClicksDuplicate(c.duplicate)
                .setClicksStale(c.stale)
                .setClicksRejected(c.rejected)
                .setOrdersReceived(o.received)
                .setOrdersAccepted(o.accepted)
                .setOrdersDuplicate(o.duplicate)
                .setOrdersStale(o.stale)
                .setOrdersRejected(o.rejected)
                .setPoliciesReceived(p.received)
                .setPoliciesAccepted(p.accepted)
                .setPoliciesDuplicate(p.duplicate)
                .setPoliciesStale(p.stale)
                .setPoliciesRejected(p.rejected)
                .setSpendReceivedMicros(spend.received)
                .setSpendCountedMicros(spend.counted)
                .setSpendDuplicateMicros(spend.duplicate)
                .setSpendStaleMicros(spend.stale)
                .setSpendSupersededMicros(spend.superseded)
                .setSpendRejectedMicros(spend.rejected)
                .setRevenueReceivedMicros(revenue.received)
                .setRevenueCountedMicros(revenue.counted)
                .setRevenueDuplicateMicros(revenue.duplicate)
                .setRevenueStaleMicros(revenue.stale)
                .setRevenueSupersededMicros(revenue.superseded)
                .setRevenueRejectedMicros(revenue.rejected)
                .build();
    }
}
