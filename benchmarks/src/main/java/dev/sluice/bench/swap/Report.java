package dev.sluice.bench.swap;

import dev.sluice.bench.swap.Forecasts.Judged;
import dev.sluice.bench.swap.Forecasts.Look;
import dev.sluice.bench.swap.ModelQuality.Quality;
import dev.sluice.bench.swap.SwapsUnderLoad.Memory;
import dev.sluice.bench.swap.Training.Trained;
import java.util.List;
import java.util.Locale;

/** What was measured, as Markdown. */
final class Report {
    private final StringBuilder text = new StringBuilder();

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    /** How models do on weeks they have not seen. */
    static String of(List<Quality> qualities) {
        Report r = new Report();
        r.line(
                "| kind | rows learned from | training | learner | MAE, held-out weeks | last week's value | four-week mean"
                        + " | verdict |");
        r.line("|---|---|---|---|---|---|---|---|");
        for (Quality q : qualities) {
            Trained m = q.model();
            r.line(
                    "| `%s` | %,d | %.0f s | %s | %.4g on %,d rows | %.4g | %.4g | %s |",
                    m.kind(),
                    m.trainRows(),
                    m.seconds(),
                    m.learner(),
                    m.mae(),
                    m.testRows(),
                    m.lastValueMae(),
                    m.fourWeekMeanMae(),
                    m.trust());
        }
        r.line("");
        r.line(
                "| kind | channel-weeks judged by the app | error ÷ last week's value's | inside the interval, as the app says |");
        r.line("|---|---|---|---|");
        for (Quality q : qualities) {
            r.line(
                    "| `%s` | %,.0f | %.3f | %.1f %% |",
                    q.model().kind(), q.judgedWeeks(), q.mase(), 100 * q.coverage());
        }
        r.line("");
        r.line("| kind | published in | channel-weeks | inside the interval | below | above |");
        r.line("|---|---|---|---|---|---|");
        for (Quality q : qualities) {
            for (Look look : Look.values()) {
                Judged j = q.byLook().get(look);
                if (j != null) {
                    r.line(
                            "| `%s` | %s | %,d | %.1f %% | %.1f %% | %.1f %% |",
                            q.model().kind(),
                            look.words,
                            j.weeks(),
                            100 * j.held(),
                            100 * j.below(),
                            100 * (1 - j.held() - j.below()));
                }
            }
        }
        return r.text.toString();
    }

    /** What swaps cost. */
    static String of(SwapsUnderLoad.Result result) {
        Report r = new Report();
        r.line("| ms | number | p50 | p99 | max |");
        r.line("|---|---|---|---|---|");
        r.line(
                "| record sent to metrics changed, no swaps | %s |",
                result.quiet().cells());
        r.line("| the same, during the swaps | %s |", result.swapping().cells());
        r.line(
                "| `model publish` started to the first score of that version | %s |",
                result.toFirstScore().cells());
        r.line(
                "| the same, to a score of every account | %s |",
                result.toLastAccount().cells());
        r.line("");
        r.line("| swaps | RSS | heap alive |");
        r.line("|---|---|---|");
        for (Memory m : result.memory()) {
            String heap = m.heap() == 0 ? "" : String.format(Locale.ROOT, "%.0f MiB", m.heap() / 1048576.0);
            r.line("| %d | %.0f MiB | %s |", m.swaps(), m.rss() / 1048576.0, heap);
        }
        r.line("");
        r.line(
                "%,d records sent, %d without effect; books off by %d micros; %.0f swaps, %.0f scoring failures, %.0f refusals,"
                        + " %d lines of warnings or errors; exit code %d.",
                result.sent(),
                result.missing(),
                result.bookDifferenceMicros(),
                result.swaps(),
                result.scoringFailures(),
                result.refusals(),
                result.errorLines(),
                result.exitCode());
        for (Trained model : result.models()) {
            r.line(
                    "Models: %s %s by %s, learned from %,d rows.",
                    model.kind(), model.version(), model.learner(), model.trainRows());
        }
        return r.text.toString();
    }
}
