package dev.sluice.app.command;

import dev.sluice.event.ChannelWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Channel metrics as a table for people: the newest week of every account, and the channels of one of them. */
final class LiveTable {
    private static final int MOST_CHANNELS = 12;
    private static final String BOLD = "\u001B[1m";
    private static final String DIM = "\u001B[2m";
    private static final String PLAIN = "\u001B[0m";

    private final boolean coloured;

    LiveTable(boolean coloured) {
        this.coloured = coloured;
    }

    /**
     * The table's lines.
     *
     * @param focus number of the account whose channels are shown, counted round
     */
    List<String> lines(Collection<ChannelWeek> rows, int focus) {
        Map<String, List<ChannelWeek>> newest = newestWeeks(rows);
        List<String> lines = new ArrayList<>();
        if (newest.isEmpty()) {
            lines.add("No channel metrics yet ...");
            return lines;
        }
        lines.add(bold(String.format(
                Locale.ROOT,
                "%-14s %-10s %-8s %13s %9s %8s %14s %7s %9s %6s",
                "ACCOUNT",
                "WEEK",
                "STATUS",
                "SPEND",
                "CLICKS",
                "ORDERS",
                "REVENUE",
                "NEW",
                "CAC",
                "ROAS")));
        newest.forEach((account, channels) -> lines.add(total(account, channels)));
        String shown = List.copyOf(newest.keySet()).get(Math.floorMod(focus, newest.size()));
        lines.add("");
        lines.add(bold(String.format(
                Locale.ROOT,
                "%-25s %-8s %13s %9s %8s %14s %7s %9s %6s",
                "CHANNELS OF " + shown,
                "REV",
                "SPEND",
                "CLICKS",
                "ORDERS",
                "REVENUE",
                "NEW",
                "CAC",
                "ROAS")));
        newest.getOrDefault(shown, List.of()).stream()
                .sorted(Comparator.comparingLong(ChannelWeek::getSpendMicros)
                        .thenComparingLong(ChannelWeek::getRevenueMicros)
                        .reversed())
                .limit(MOST_CHANNELS)
                .forEach(row -> lines.add(channel(row)));
        return lines;
    }

    private static Map<String, List<ChannelWeek>> newestWeeks(Collection<ChannelWeek> rows) {
        Map<String, LocalDate> weeks = new TreeMap<>();
        // A week that has just begun says little: show the newest in which money was spent.
        rows.stream()
                .filter(row -> row.getSpendMicros() > 0)
                .forEach(row -> weeks.merge(row.getAccount(), row.getWeek(), (a, b) -> a.isAfter(b) ? a : b));
        Map<String, List<ChannelWeek>> newest = new TreeMap<>();
        rows.stream()
                .filter(row -> row.getWeek().equals(weeks.get(row.getAccount())))
                .forEach(row -> newest.computeIfAbsent(row.getAccount(), a -> new ArrayList<>())
                        .add(row));
        return newest;
    }

    private static String total(String account, List<ChannelWeek> channels) {
        long spend = sum(channels, ChannelWeek::getSpendMicros);
        long revenue = sum(channels, ChannelWeek::getRevenueMicros);
        long customers = sum(channels, ChannelWeek::getNewCustomers);
        ChannelWeek any = channels.getFirst();
        return String.format(
                Locale.ROOT,
                "%-14s %-10s %-8s %13s %,9d %,8d %14s %,7d %9s %6s",
                account,
                any.getWeek(),
                any.getStatus(),
                money(spend, any.getCurrency()),
                sum(channels, LiveTable::clicks),
                sum(channels, ChannelWeek::getOrders),
                money(revenue, any.getCurrency()),
                customers,
                customers == 0 ? "-" : String.format(Locale.ROOT, "%.2f", spend / 1e6 / customers),
                spend == 0 ? "-" : String.format(Locale.ROOT, "%.2f", (double) revenue / spend));
    }

    private static String channel(ChannelWeek row) {
        return String.format(
                Locale.ROOT,
                "  %-23s %-8d %13s %,9d %,8d %14s %,7d %9s %6s",
                row.getChannel(),
                row.getRevision(),
                money(row.getSpendMicros(), row.getCurrency()),
                clicks(row),
                row.getOrders(),
                money(row.getRevenueMicros(), row.getCurrency()),
                row.getNewCustomers(),
                number(row.getCacMicros().map(v -> v / 1e6)),
                number(row.getRoas()));
    }

    private static long clicks(ChannelWeek row) {
        return row.getPlatformClicks().orElse(row.getSeenClicks());
    }

    private static long sum(List<ChannelWeek> rows, ToLongFunction<ChannelWeek> of) {
        return rows.stream().mapToLong(of).sum();
    }

    private static String number(Optional<Double> value) {
        return value.map(v -> String.format(Locale.ROOT, "%.2f", v)).orElse("-");
    }

    private static String money(long micros, String currency) {
        return String.format(Locale.ROOT, "%,.0f %s", micros / 1e6, currency);
    }

    /** Less important text. */
    String dim(String text) {
        return coloured ? DIM + text + PLAIN : text;
    }

    String bold(String text) {
        return coloured ? BOLD + text + PLAIN : text;
    }
}
