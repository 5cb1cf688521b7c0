package dev.sluice.app.ledger;

import dev.sluice.app.state.WriteBackStore;
import java.time.Duration;
import java.util.Objects;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Forgets reports, orders and clicks that lie further back than the ledgers keep them, a few at a time. What they
 * contributed stays on the board; what becomes of them later can't be told from something new any more, so the account
 * remembers up to which event time entities are gone, and the ledger refuses events from before it.
 *
 * <p>An entity goes when both its event time and the day it was last accepted are past: replayed history, however old,
 * is kept as long as fresh events are.
 */
final class Retention {
    private static final long DAY_MILLIS = 86_400_000L;
    /** Entries looked at per store and turn: some 20 ms. */
    private static final int ENTRIES_A_TURN = 10_000;

    private final Duration ledger;
    private final Duration clicks;
    private @Nullable String spendCursor;
    private @Nullable String orderCursor;
    private @Nullable String clickCursor;
    private @Nullable String visitorCursor;

    /**
     * Sets the terms.
     *
     * @param ledger how long reports and orders are kept
     * @param clicks how long clicks are kept, for deduplication and attribution
     */
    Retention(Duration ledger, Duration clicks) {
        this.ledger = ledger;
        this.clicks = clicks;
    }

    void turn(
            long now,
            WriteBackStore<AccountEntry> accounts,
            WriteBackStore<SpendEntry> spend,
            WriteBackStore<OrderEntry> orders,
            WriteBackStore<ClickEntry> clickEntries,
            WriteBackStore<VisitorEntry> visitors) {
        long ledgerEnd = now - ledger.toMillis();
        long clickEnd = now - clicks.toMillis();
        int ledgerDay = (int) (ledgerEnd / DAY_MILLIS);
        int clickDay = (int) (clickEnd / DAY_MILLIS);
        Marks marks = new Marks(accounts);
        spendCursor = spend.sweep(spendCursor, ENTRIES_A_TURN, (key, entry) -> {
            int day = Keys.dayOfSpend(key);
            return entry.heardOn() < ledgerDay
                    && day < ledgerDay
                    && marks.raise(
                            key,
                            day,
                            (account, mark) -> account.spendGoneTo = Math.max(account.spendGoneTo, (int) mark));
        });
        orderCursor = orders.sweep(
                orderCursor,
                ENTRIES_A_TURN,
                (key, entry) -> entry.heardOn() < ledgerDay
                        && entry.placedAt() < ledgerEnd
                        && marks.raise(
                                key,
                                entry.placedAt(),
                                (account, mark) -> account.ordersGoneTo = Math.max(account.ordersGoneTo, mark)));
        clickCursor = clickEntries.sweep(
                clickCursor,
                ENTRIES_A_TURN,
                (key, entry) -> entry.heardOn < clickDay
                        && entry.clickedAt < clickEnd
                        && (!entry.seen
                                || marks.raise(
                                        key,
                                        entry.clickedAt,
                                        (account, mark) ->
                                                account.clicksGoneTo = Math.max(account.clicksGoneTo, mark))));
        visitorCursor = visitors.sweep(visitorCursor, ENTRIES_A_TURN, (key, entry) -> entry.heardOn < clickDay);
    }

    /** The accounts' memory of what is gone. */
    private record Marks(WriteBackStore<AccountEntry> accounts) {
        boolean raise(String key, long mark, ObjLongConsumer<AccountEntry> to) {
            String name = Keys.accountOf(key);
            AccountEntry account = Objects.requireNonNullElseGet(accounts.get(name), AccountEntry::new);
            to.accept(account, mark);
            accounts.put(name, account);
            return true;
        }
    }
}
