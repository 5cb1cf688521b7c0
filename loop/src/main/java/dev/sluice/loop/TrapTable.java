package dev.sluice.loop;

import dev.sluice.app.world.weekly.Trap;
import dev.sluice.loop.TrapTrial.Result;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was advised in traps and in clean markets, for people. */
final class TrapTable {
    private final PrintWriter out;

    TrapTable(PrintWriter out) {
        this.out = out;
    }

    /** A row a kind of market, and sums; before them a line a market where asked for. */
    void print(List<Result> results, boolean verbose) {
        if (verbose) {
            line(
                    "%10s %6s %8s %6s %5s  %-20s %16s %14s",
                    "trap", "seed", "channels", "noise", "does", "why", "gain as advised", "gain in truth");
            results.forEach(this::result);
            out.println();
        }
        line("%10s %6s %6s %6s %13s  %s", "trap", "runs", "ACT", "HOLD", "false", "why");
        results.stream()
                .collect(Collectors.groupingBy(
                        result -> result.config().trap(), () -> new EnumMap<>(Trap.class), Collectors.toList()))
                .forEach(this::kind);
        List<Result> traps = results.stream()
                .filter(result -> result.config().trap() != Trap.NONE)
                .toList();
        if (!traps.isEmpty()) {
            line("All traps: %d runs, false ACT %.1f %%", traps.size(), 100.0 * acts(traps) / traps.size());
        }
    }

    private void result(Result result) {
        line(
                "%10s %6d %8d %5.0f%% %5s  %-20s %16.0f %14.0f",
                name(result.config().trap()),
                result.config().seed(),
                result.config().channels(),
                100 * result.config().noiseShare(),
                result.act() ? "ACT" : "HOLD",
                result.reason(),
                result.predicted(),
                result.actual());
    }

    private void kind(Trap trap, List<Result> results) {
        long acts = acts(results);
        long wrong = trap == Trap.NONE ? results.size() - acts : acts;
        Map<String, Long> reasons =
                results.stream().collect(Collectors.groupingBy(Result::reason, TreeMap::new, Collectors.counting()));
        line(
                "%10s %6d %6d %6d %4s %6.1f %%  %s",
                name(trap),
                results.size(),
                acts,
                results.size() - acts,
                trap == Trap.NONE ? "HOLD" : "ACT",
                100.0 * wrong / results.size(),
                reasons.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", ")));
        if (trap == Trap.NONE) {
            long harmful = results.stream()
                    .filter(result -> result.act() && result.actual() < 0)
                    .count();
            line("%10s %6s advice that loses money in truth: %d of %d", "", "", harmful, acts);
        }
    }

    private static long acts(List<Result> results) {
        return results.stream().filter(Result::act).count();
    }

    private static String name(Trap trap) {
        return trap.name().toLowerCase(Locale.ROOT);
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
