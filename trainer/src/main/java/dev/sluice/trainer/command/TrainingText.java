package dev.sluice.trainer.command;

import dev.sluice.schemas.model.ModelCard;
import dev.sluice.trainer.evaluate.Training;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A training's outcome, for people. */
final class TrainingText {
    private static final List<String> SHOWN = List.of("mae", "relative_mae", "rmse", "r2", "mape", "coverage");

    private static final int FEW = 3;

    private TrainingText() {}

    static void print(PrintWriter out, Training.Result result, List<ModelOutput> outputs, ModelOutput best) {
        out.println();
        out.printf(
                Locale.ROOT,
                "%,d rows to learn from, %,d to judge on (%s)%n%n",
                result.train().size(),
                result.test().size(),
                result.plan().split());
        out.printf(Locale.ROOT, "  %-22s %12s", "", "validation");
        List<String> shown =
                SHOWN.stream().filter(best.judged().metrics()::containsKey).toList();
        shown.forEach(name -> out.printf(Locale.ROOT, " %12s", name));
        out.printf(Locale.ROOT, " %12s %10s%n", "onnx differs", "cpu s");
        for (ModelOutput output : outputs) {
            out.printf(
                    Locale.ROOT,
                    "%s %-22s %12s",
                    output == best ? ">" : " ",
                    output.judged().name(),
                    number(output.judged().candidate().error()));
            row(out, shown, output.judged().metrics());
            out.printf(
                    Locale.ROOT,
                    " %12.1e %10.1f%n",
                    output.parity().worst(),
                    output.judged().cpuSeconds());
        }
        for (ModelCard.Comparison naive : best.card().evaluation().baselines()) {
            out.printf(Locale.ROOT, "  %-22s %12s", naive.name(), "");
            row(out, shown, naive.metrics());
            out.println();
        }
        out.println();
        warnings(out, best.card().warnings());
        out.println(best.card().verdict().trust() + ": " + best.card().verdict().reason());
    }

    /** The first few of each kind; the report and the metrics have all of them. */
    private static void warnings(PrintWriter out, List<ModelCard.Warning> warnings) {
        Map<String, List<ModelCard.Warning>> byCode = warnings.stream()
                .collect(Collectors.groupingBy(ModelCard.Warning::code, LinkedHashMap::new, Collectors.toList()));
        byCode.forEach((code, all) -> {
            all.stream().limit(FEW).forEach(warning -> out.println("WARNING " + code + ": " + warning.text()));
            if (all.size() > FEW) {
                out.println("WARNING " + code + ": and " + (all.size() - FEW) + " more, see the report");
            }
        });
    }

    private static void row(PrintWriter out, List<String> shown, Map<String, Double> metrics) {
        shown.forEach(name -> out.printf(Locale.ROOT, " %12s", number(metrics.get(name))));
    }

    private static String number(@Nullable Double value) {
        if (value == null) {
            return "-";
        }
        return Math.abs(value) >= 1_000
                ? String.format(Locale.ROOT, "%,.1f", value)
                : String.format(Locale.ROOT, "%.4f", value);
    }
}
