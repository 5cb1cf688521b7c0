package dev.sluice.trainer.command;

import dev.sluice.trainer.response.ResponseDiagnostics;
import dev.sluice.trainer.response.ResponseDiagnostics.ChannelFindings;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of learning responses, for people. */
final class ResponseText {
    private static final List<String> SHOWN = List.of("mae", "rmse", "mape", "mase", "crps", "coverage80", "r2");

    private ResponseText() {}

    static void print(PrintWriter out, ResponseOutput output) {
        ResponseDiagnostics found = output.fit().diagnostics();
        ResponseCase of = output.of();
        out.println();
        out.printf(
                Locale.ROOT,
                "%s: %d weeks, %s to %s; fit R2 %.3f, RMSE %s; R2 that media add %s, evidence of them %+.1f; baseline below 0 in %.1f %%%n%n",
                of.shown(),
                of.data().size(),
                of.data().weeks().getFirst(),
                of.data().weeks().getLast(),
                found.r2(),
                number(found.rmse()),
                number(found.mediaR2()),
                found.mediaEvidence(),
                100 * found.negativeBaseline());
        forecasts(out, found);
        channels(out, found);
        found.warnings().forEach(warning -> out.println("WARNING " + warning.code() + ": " + warning.text()));
        out.println(found.trust() + ": " + found.reason());
    }

    private static void forecasts(PrintWriter out, ResponseDiagnostics found) {
        if (found.rolling().weeks() == 0) {
            out.printf(
                    "Not judged on weeks it has not seen: %s%n%n",
                    found.rolling().how());
            return;
        }
        List<String> shown =
                SHOWN.stream().filter(found.rolling().model()::containsKey).toList();
        out.printf("  %-24s", found.rolling().weeks() + " weeks ahead, one by one");
        shown.forEach(name -> out.printf(" %11s", name));
        out.println();
        row(out, "> model", shown, found.rolling().model());
        found.rolling().naive().forEach((name, metrics) -> row(out, "  " + name, shown, metrics));
        out.println();
    }

    private static void row(PrintWriter out, String name, List<String> shown, Map<String, Double> metrics) {
        out.printf("%-26s", name);
        shown.forEach(metric -> out.printf(" %11s", number(metrics.get(metric))));
        out.println();
    }

    private static void channels(PrintWriter out, ResponseDiagnostics found) {
        out.printf("  %-24s %14s %11s %11s %11s%n", "channel", "contribution", "ROAS p5", "p50", "p95");
        for (ChannelFindings channel : found.channels()) {
            out.printf(
                    Locale.ROOT,
                    "  %-24s %14s %11s %11s %11s  %s%s: %s%n",
                    channel.channel(),
                    number(channel.contribution()),
                    number(channel.roasP5()),
                    number(channel.roasP50()),
                    number(channel.roasP95()),
                    channel.identifiability(),
                    channel.codes().isEmpty() ? "" : " " + String.join(", ", channel.codes()),
                    channel.sentence());
        }
        out.println();
    }

    private static String number(@Nullable Double value) {
        if (value == null || value.isNaN()) {
            return "-";
        }
        return Math.abs(value) >= 1_000
                ? String.format(Locale.ROOT, "%,.1f", value)
                : String.format(Locale.ROOT, "%.4f", value);
    }
}
