package dev.sluice.app.world;

import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.ClickBatch;
import dev.sluice.event.Order;
import dev.sluice.event.OrderStatus;
import dev.sluice.event.SpendReport;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What must be true of the channel metrics and the books once the events added so far have arrived.
 *
 * <p>On purpose it shares nothing with the ledgers: it keeps the final state of every entity in plain maps and computes
 * the totals from scratch when asked, and it believes the {@link Fault} label instead of validating. It holds every
 * entity in memory and is meant for tests, the demo's final check and small runs.
 */
public final class Truth {
    /** Key of the books of records that came without a key. */
    public static final String NO_KEY = "?";

    /** @param week Monday of the ISO week in the account's time zone */
    public record ChannelWeekKey(String account, String channel, LocalDate week) implements Comparable<ChannelWeekKey> {
        private static final Comparator<ChannelWeekKey> ORDER = Comparator.comparing(ChannelWeekKey::account)
                .thenComparing(ChannelWeekKey::channel)
                .thenComparing(ChannelWeekKey::week);

        @Override
        public int compareTo(ChannelWeekKey other) {
            return ORDER.compare(this, other);
        }
    }

    private final SortedMap<String, AccountTruth> accounts = new TreeMap<>();

    /** Takes an event in; the order of calls is the order of arrival, which decides who is stale. */
    public void add(WorldEvent event) {
        String key = event.key() == null ? NO_KEY : event.key();
        AccountTruth account = accounts.computeIfAbsent(key, unused -> new AccountTruth());
        if (event.fault().isBad()) {
            account.reject(event);
            return;
        }
        switch (event.value()) {
            case SpendReport report -> account.add(report);
            case Order order -> account.add(order);
            case ClickBatch batch -> account.add(batch);
            case BudgetPolicy policy -> account.add(policy);
            case null, default -> throw new IllegalArgumentException("an unlabelled event must be a known record");
        }
    }

    /** Exact totals of every channel-week to which anything adds; an order that was cancelled adds nothing. */
    public SortedMap<ChannelWeekKey, WeekTruth> channelWeeks() {
        SortedMap<ChannelWeekKey, WeekTruth> weeks = new TreeMap<>();
        for (AccountTruth account : accounts.values()) {
            account.channelWeeks((key, part) -> weeks.merge(key, part, WeekTruth::plus));
        }
        return weeks;
    }

    /** The books by record key; those of records without a key under {@link #NO_KEY}. */
    public SortedMap<String, Books> books() {
        SortedMap<String, Books> books = new TreeMap<>();
        for (Map.Entry<String, AccountTruth> account : accounts.entrySet()) {
            books.put(account.getKey(), account.getValue().books());
        }
        return books;
    }

    /** The books of one record key; all zero where it sent nothing. */
    public Books books(String key) {
        return accounts.getOrDefault(key, new AccountTruth()).books();
    }

    /** Orders that stand, over all accounts. */
    public long standingOrders() {
        return accounts.values().stream()
                .mapToLong(AccountTruth::standingOrders)
                .sum();
    }

    static boolean stands(Order order) {
        return order.getStatus() != OrderStatus.CANCELLED && order.getStatus() != OrderStatus.CREDIT_NOTE;
    }

    static boolean counts(Order order) {
        return order.getStatus() != OrderStatus.CANCELLED;
    }

    /** Net revenue in micros. */
    static long revenue(Order order) {
        return switch (order.getStatus()) {
            case CANCELLED -> 0;
            case CREDIT_NOTE -> -order.getRefundedMicros();
            default -> order.getTotalMicros() - order.getRefundedMicros();
        };
    }
}
