package dev.sluice.loop;

import dev.sluice.app.world.weekly.WeeklyHistory;
import dev.sluice.loop.Backtest.Report;
import dev.sluice.loop.Backtest.Week;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a backtest found, for people. */
final class BacktestTable {
    private final PrintWriter out;
    private final WeeklyHistory history;

    BacktestTable(PrintWriter out, WeeklyHistory history) {
        this.out = out;
        this.history = history;
    }

    /** Forecasts, advice and strategies; before them a line a week where asked for. */
    void print(Report report, boolean verbose) {
        if (verbose) {
            weeks(report.weeks());
        }
        forecasts(report.weeks());
        advice(report);
        strategies(report);
    }

    private void weeks(List<Week> weeks) {
        line(
                "%-10s %12s %12s %12s %12s %12s %5s  %s",
                "week", "spent", "actual", "foreseen", "p10", "p90", "does", "why");
        for (Week week : weeks) {
            line(
                    "%-10s %12.2f %12.2f %12.2f %12.2f %12.2f %5s  %s",
                    history.firstWeek().plusWeeks(week.number()),
                    week.spent(),
                    week.actual(),
                    week.forecast().mean(),
                    week.forecast().p10(),
                    week.forecast().p90(),
                    week.advised().act() ? "ACT" : "HOLD",
                    week.advised().reason()
                            + (week.advised().act() && !Double.isNaN(week.followed())
                                    ? String.format(Locale.ROOT, ", followed %.0f %%", 100 * week.followed())
                                    : ""));
        }
        out.println();
    }

    private void forecasts(List<Week> weeks) {
        double error = 0;
        double naive = 0;
        double size = 0;
        for (Week week : weeks) {
            error += Math.abs(week.forecast().mean() - week.actual());
            naive += Math.abs(history.revenue()[week.number() - 1] - week.actual());
            size += Math.abs(week.actual());
        }
        line(
                "%d weeks foreseen, each from the weeks before it: off by %.1f %% of the outcome (last week's outcome"
                        + " by %.1f %%); %.0f %% lay between p10 and p90",
                weeks.size(),
                100 * error / size,
                100 * naive / size,
                100.0 * weeks.stream().filter(Week::covered).count() / weeks.size());
    }

    private void advice(Report report) {
        Map<String, Long> reasons = report.weeks().stream()
                .collect(Collectors.groupingBy(
                        week -> (week.advised().act() ? "ACT " : "HOLD ")
                                + week.advised().reason(),
                        TreeMap::new,
                        Collectors.counting()));
        out.println("Advice: "
                + reasons.entrySet().stream()
                        .map(entry -> entry.getValue() + " x " + entry.getKey())
                        .collect(Collectors.joining(", ")));
        out.println();
    }

    private void strategies(Report report) {
        line(
                "The same money split otherwise, by the model of the whole history (media brought %.0f of %.0f):",
                report.brought(), report.outcome());
        line("%-18s %14s %12s %14s %14s %8s", "strategy", "gain", "of outcome", "p10", "p90", "P(gain)");
        for (Backtest.Result result : report.strategies()) {
            line(
                    "%-18s %14.0f %11.2f%% %14.0f %14.0f %7.0f%%%s",
                    result.strategy(),
                    result.gain(),
                    100 * result.gain() / report.outcome(),
                    result.p10(),
                    result.p90(),
                    100 * result.positive(),
                    result.why().isEmpty() ? "" : "  (" + result.why() + ")");
        }
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
