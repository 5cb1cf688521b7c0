package dev.sluice.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Minimum, median and maximum of two kinds of runs side by side, as a Markdown table. */
final class UsageTable {
    private UsageTable() {}

    static String of(List<Usage> plain, List<Usage> app) {
        StringBuilder text = new StringBuilder();
        text.append(
                "| | plain consume + decode (min / median / max) | the app (min / median / max) | ratio of medians |\n");
        text.append("|---|---|---|---|\n");
        row(text, "events per core-second", "%,.0f", plain, app, Usage::eventsPerCoreSecond);
        row(text, "µs CPU per event", "%.2f", plain, app, Usage::cpuMicrosPerEvent);
        row(text, "µs CPU of the broker per event", "%.2f", plain, app, Usage::brokerCpuMicrosPerEvent);
        row(text, "events per second", "%,.0f", plain, app, Usage::eventsPerSecond);
        row(text, "seconds", "%.2f", plain, app, Usage::wallSeconds);
        return text.toString();
    }

    private static void row(
            StringBuilder text,
            String name,
            String format,
            List<Usage> plain,
            List<Usage> app,
            ToDoubleFunction<Usage> figure) {
        double[] a = sorted(plain, figure);
        double[] b = sorted(app, figure);
        text.append(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.2f |%n",
                name,
                three(format, a),
                three(format, b),
                median(b) / median(a)));
    }

    private static double[] sorted(List<Usage> runs, ToDoubleFunction<Usage> figure) {
        double[] values = runs.stream().mapToDouble(figure).toArray();
        Arrays.sort(values);
        return values;
    }

    private static String three(String format, double[] sorted) {
        String one = format + " / " + format + " / " + format;
        return String.format(Locale.ROOT, one, sorted[0], median(sorted), sorted[sorted.length - 1]);
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
