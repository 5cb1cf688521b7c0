package dev.sluice.app.board;

import dev.sluice.app.intake.EventKind;
import dev.sluice.app.ledger.AccountEntry;
import dev.sluice.app.ops.AccountMeters;
import dev.sluice.app.ops.AccountMeters.Figures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells the meters of single accounts what the board of one task knows of them. */
final class AccountGauges {
    /** What outside systems send; policies come when a person changes one. */
    private static final List<EventKind> FEEDS = List.of(EventKind.SPEND, EventKind.CLICK, EventKind.ORDER);

    private final String task;
    private final AccountMeters meters;

    AccountGauges(String task, AccountMeters meters) {
        this.task = task;
        this.meters = meters;
    }

    void week(String account, int week, WeekEntry entry) {
        Map<String, Figures> channels = new HashMap<>();
        entry.rows().forEach((channel, row) -> {
            if (!row.totals.isEmpty()) {
                channels.put(
                        channel,
                        new Figures(
                                row.totals.spendMicros,
                                row.totals.revenueMicros,
                                row.totals.orders,
                                row.totals.newCustomers));
            }
        });
        meters.week(task, account, week, channels);
    }

    /** The account's books as they were before this task had it. */
    void takenOver(String account, AccountEntry books) {
        for (EventKind feed : FEEDS) {
            meters.takenOver(task, account, feed.topic().shortName(), books.tally(feed).received);
        }
    }

    /** The account's books now. */
    void booked(String account, AccountEntry books, long nowMillis) {
        for (EventKind feed : FEEDS) {
            meters.received(task, account, feed.topic().shortName(), books.tally(feed).received, nowMillis);
        }
    }

    void close() {
        meters.taskClosed(task);
    }
}
