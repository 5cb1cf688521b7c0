package dev.sluice.app.ledger;

import dev.sluice.app.domain.AccountWeeks;
import dev.sluice.app.domain.Book;
import dev.sluice.app.domain.Outcome;
import dev.sluice.app.state.WriteBackStore;
import dev.sluice.event.SpendReport;

/** Remembers the latest report of each natural key (account, channel, campaign, ad group, day). */
final class SpendLedger {
    private final WriteBackStore<SpendEntry> entries;

    SpendLedger(WriteBackStore<SpendEntry> entries) {
        this.entries = entries;
    }

    /**
     * Applies a report: a higher revision replaces, an equal one is a duplicate, a lower one is stale.
     *
     * @param today epoch day of the wall clock
     */
    Outcome apply(String account, SpendReport report, int today, Book book, Change change) {
        // An absent ad group and an empty one are the same key: the report covers the whole campaign.
        String key = Keys.ofSpend(
                account,
                report.getDay(),
                report.getChannel(),
                report.getCampaignId(),
                report.getAdGroupId().orElse(""));
        SpendEntry known = entries.get(key);
        Outcome outcome = Outcome.ofRevision(known != null, known == null ? 0 : known.revision(), report.getRevision());
        switch (outcome) {
            case NEW, REPLACED -> {
                SpendEntry next = SpendEntry.of(report, today);
                int week = AccountWeeks.weekOfDay(report.getDay());
                if (known != null) {
                    known.contribute(change.at(week, report.getChannel()), -1);
                }
                next.contribute(change.at(week, report.getChannel()), 1);
                change.touch(week, report.getReportedAt());
                entries.put(key, next);
                book.accept(next.spendMicros(), known == null ? 0 : known.spendMicros());
            }
            case DUPLICATE -> book.duplicate(report.getSpendMicros());
            case STALE -> book.stale(report.getSpendMicros());
            case REJECTED -> throw new IllegalStateException("intake keeps rejected reports back");
        }
        return outcome;
    }
}
