package dev.sluice.loop;

import dev.sluice.loop.TruthRecovery.Channel;
import dev.sluice.loop.TruthRecovery.Row;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tables of a truth recovery, for people. */
final class RecoveryTable {
    private static final int WORST = 12;

    private final PrintWriter out;

    RecoveryTable(PrintWriter out) {
        this.out = out;
    }

    /** Sums; before them a line a market, and the worst channels, where asked for. */
    void print(List<Row> rows, boolean verbose) {
        if (verbose) {
            line(
                    "%6s %8s %6s %6s %14s %12s %10s %8s",
                    "seed", "channels", "weeks", "noise", "median error", "worst", "covered", "seconds");
            rows.forEach(this::row);
            out.println();
            worst(rows);
        }
        List<Channel> all =
                rows.stream().flatMap(row -> row.channels().stream()).toList();
        line(
                "%-28s %9s %13s %10s %10s %12s",
                "", "channels", "median error", "p90 error", "median bias", "90 % covered");
        sums("all", all);
        byRow(
                rows,
                "noise",
                row -> String.format(Locale.ROOT, "%4.0f %%", 100 * row.config().noiseShare()));
        byRow(rows, "channels", row -> Integer.toString(row.config().channels()));
        byChannel(all, "revenue share", channel -> bucket(channel.revenueShare()));
        byChannel(all, "carry-over", Channel::carryOver);
        byChannel(all, "curve", Channel::curve);
        Quantiles seconds =
                new Quantiles(rows.stream().mapToDouble(Row::seconds).toArray());
        line("%d worlds; a fit took %.1f s (median), at most %.1f s", rows.size(), seconds.at(0.5), seconds.at(1));
    }

    private static String bucket(double share) {
        return share < 0.025 ? "below 2.5 %" : share < 0.05 ? "below 5 %" : share < 0.1 ? "below 10 %" : "from 10 %";
    }

    private void row(Row row) {
        Quantiles errors = errors(row.channels());
        long covered = row.channels().stream().filter(Channel::covered).count();
        line(
                "%6d %8d %6d %5.0f%% %13.1f%% %11.1f%% %7d/%-2d %8.1f",
                row.config().seed(),
                row.config().channels(),
                row.config().weeks(),
                100 * row.config().noiseShare(),
                100 * errors.at(0.5),
                100 * errors.at(1),
                covered,
                row.channels().size(),
                row.seconds());
    }

    private void worst(List<Row> rows) {
        record Named(Row row, Channel channel) {}
        line("Worst channels:");
        rows.stream()
                .flatMap(row -> row.channels().stream().map(channel -> new Named(row, channel)))
                .sorted(Comparator.comparingDouble((Named named) -> -Math.abs(named.channel.error())))
                .limit(WORST)
                .forEach(named -> line(
                        "  seed %d, %s (%s, %s; %.1f %% of revenue, noise %.0f %%): true %.2f, learned %.2f (%.2f to"
                                + " %.2f)",
                        named.row.config().seed(),
                        named.channel.name(),
                        named.channel.carryOver(),
                        named.channel.curve(),
                        100 * named.channel.revenueShare(),
                        100 * named.row.config().noiseShare(),
                        named.channel.roas(),
                        named.channel.estimate().p50(),
                        named.channel.estimate().p5(),
                        named.channel.estimate().p95()));
        out.println();
    }

    private void byRow(List<Row> rows, String name, Function<Row, String> key) {
        Map<String, List<Channel>> groups = rows.stream()
                .collect(Collectors.groupingBy(
                        key,
                        TreeMap::new,
                        Collectors.flatMapping(row -> row.channels().stream(), Collectors.toList())));
        groups.forEach((value, channels) -> sums("  " + name + " " + value, channels));
    }

    private void byChannel(List<Channel> all, String name, Function<Channel, String> key) {
        all.stream()
                .collect(Collectors.groupingBy(key, TreeMap::new, Collectors.toList()))
                .forEach((value, channels) -> sums("  " + name + " " + value, channels));
    }

    private void sums(String name, List<Channel> channels) {
        Quantiles errors = errors(channels);
        Quantiles signed =
                new Quantiles(channels.stream().mapToDouble(Channel::error).toArray());
        double covered = (double) channels.stream().filter(Channel::covered).count() / channels.size();
        line(
                "%-28s %9d %12.1f%% %9.1f%% %+10.1f%% %11.1f%%",
                name, channels.size(), 100 * errors.at(0.5), 100 * errors.at(0.9), 100 * signed.at(0.5), 100 * covered);
    }

    private static Quantiles errors(List<Channel> channels) {
        return new Quantiles(channels.stream()
                .mapToDouble(channel -> Math.abs(channel.error()))
                .toArray());
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
