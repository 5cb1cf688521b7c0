package dev.sluice.loop;

import dev.sluice.loop.ClosedLoop.Run;
import dev.sluice.loop.ClosedLoop.Week;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What came of closed loops, for people. */
final class PlayTable {
    private final PrintWriter out;

    PlayTable(PrintWriter out) {
        this.out = out;
    }

    /** A row a noise level; before them a line a run where asked for. */
    void print(List<Run> runs, boolean verbose) {
        if (verbose) {
            line(
                    "%6s %6s %14s %14s %14s %8s %6s %6s  %s",
                    "seed", "noise", "stay put", "advised", "oracle", "share", "ACT", "HOLD", "why HOLD");
            runs.forEach(this::run);
            out.println();
        }
        line(
                "%6s %6s %11s %8s %8s %8s %9s %9s %7s %17s %14s",
                "noise",
                "runs",
                "mean share",
                "p10",
                "median",
                "p90",
                "harmful",
                "ACT",
                "HOLD",
                "gain as advised",
                "gain in truth");
        runs.stream()
                .collect(Collectors.groupingBy(run -> run.config().noiseShare(), TreeMap::new, Collectors.toList()))
                .forEach(this::level);
        out.println();
        out.println("share: of the uplift over staying put that the oracle reaches within the same limits, in expected"
                + " revenue;");
        out.println("gain: of a week with ACT over going on as before, share of the market's media revenue, mean.");
    }

    private void run(Run run) {
        line(
                "%6d %5.0f%% %14.0f %14.0f %14.0f %7.1f%% %6d %6d  %s",
                run.config().seed(),
                100 * run.config().noiseShare(),
                run.stayPut(),
                run.advised(),
                run.oracle(),
                100 * run.share(),
                run.acts(),
                run.weeks().size() - run.acts(),
                reasons(run.weeks()));
    }

    private static String reasons(List<Week> weeks) {
        Map<String, Long> counts = weeks.stream()
                .filter(week -> !week.act())
                .collect(Collectors.groupingBy(Week::reason, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private void level(double noise, List<Run> runs) {
        Quantiles shares = new Quantiles(
                runs.stream().mapToDouble(Run::share).filter(Double::isFinite).toArray());
        long acts = runs.stream().mapToLong(Run::acts).sum();
        long weeks = runs.stream().mapToLong(run -> run.weeks().size()).sum();
        line(
                "%5.0f%% %6d %10.1f%% %7.1f%% %7.1f%% %7.1f%% %6d/%-2d %9d %7d %16.2f%% %13.2f%%",
                100 * noise,
                runs.size(),
                100 * shares.mean(),
                100 * shares.at(0.1),
                100 * shares.at(0.5),
                100 * shares.at(0.9),
                runs.stream().filter(Run::harmful).count(),
                runs.size(),
                acts,
                weeks - acts,
                100 * gain(runs, Week::predicted),
                100 * gain(runs, Week::actual));
    }

    private static double gain(List<Run> runs, ToDoubleFunction<Week> gain) {
        Function<Run, Double> weekly = run -> run.stayPut() / run.weeks().size();
        return runs.stream()
                .flatMapToDouble(run -> run.weeks().stream()
                        .filter(Week::act)
                        .mapToDouble(week -> gain.applyAsDouble(week) / weekly.apply(run)))
                .average()
                .orElse(Double.NaN);
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
