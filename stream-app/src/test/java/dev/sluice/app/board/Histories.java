package dev.sluice.app.board;

import dev.sluice.app.domain.ChannelTotals;
import java.time.LocalDate;
import java.util.TreeMap;

/** An account's history, written down week by week. */
public final class Histories {
    private final TreeMap<Integer, TreeMap<String, ChannelTotals>> weeks = new TreeMap<>();

    /** A channel's week; spend and revenue in currency units. */
    public Histories week(String monday, String channel, double spend, double revenue, long orders, long customers) {
        ChannelTotals t = new ChannelTotals();
        t.spendReports = 1;
        t.clickReports = 1;
        t.spendMicros = Math.round(spend * 1e6);
        t.revenueMicros = Math.round(revenue * 1e6);
        t.orders = orders;
        t.newCustomers = customers;
        t.platformClicks = 10 * orders;
        weeks.computeIfAbsent((int) LocalDate.parse(monday).toEpochDay(), w -> new TreeMap<>())
                .put(channel, t);
        return this;
    }

    public AccountHistory history() {
        TreeMap<Integer, AccountHistory.Week> all = new TreeMap<>();
        weeks.forEach((week, channels) -> all.put(week, new AccountHistory.Week(1, 0, channels)));
        return new AccountHistory(all);
    }
}
