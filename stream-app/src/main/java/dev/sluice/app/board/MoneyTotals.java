package dev.sluice.app.board;

import dev.sluice.app.domain.Book;
import dev.sluice.app.ledger.AccountEntry;
import dev.sluice.app.ops.RiverMeters;
import dev.sluice.app.ops.RiverMeters.MoneyKind;
import dev.sluice.app.ops.RiverMeters.MoneyOutcome;
import java.util.HashMap;
import java.util.Map;

/** The books of all accounts of one task, summed for the money gauges. */
final class MoneyTotals {
    private static final int OUTCOMES = MoneyOutcome.values().length;

    private final Map<String, long[]> byAccount = new HashMap<>();
    private final long[] total = new long[OUTCOMES * MoneyKind.values().length];

    /** Puts an account's books in the place of what was known of them. */
    void set(String account, AccountEntry entry) {
        long[] next = new long[total.length];
        fill(next, MoneyKind.SPEND, entry.spend());
        fill(next, MoneyKind.REVENUE, entry.revenue());
        long[] last = byAccount.put(account, next);
        for (int i = 0; i < total.length; i++) {
            total[i] += next[i] - (last == null ? 0 : last[i]);
        }
    }

    void report(String task, RiverMeters meters) {
        for (MoneyKind kind : MoneyKind.values()) {
            for (MoneyOutcome outcome : MoneyOutcome.values()) {
                meters.money(task, kind, outcome, total[at(kind, outcome)]);
            }
        }
    }

    private static void fill(long[] to, MoneyKind kind, Book book) {
        to[at(kind, MoneyOutcome.RECEIVED)] = book.received;
        to[at(kind, MoneyOutcome.COUNTED)] = book.counted;
        to[at(kind, MoneyOutcome.DUPLICATE)] = book.duplicate;
        to[at(kind, MoneyOutcome.STALE)] = book.stale;
        to[at(kind, MoneyOutcome.SUPERSEDED)] = book.superseded;
        to[at(kind, MoneyOutcome.REJECTED)] = book.rejected;
    }

    private static int at(MoneyKind kind, MoneyOutcome outcome) {
        return kind.ordinal() * OUTCOMES + outcome.ordinal();
    }
}
