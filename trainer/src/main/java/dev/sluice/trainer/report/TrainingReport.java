package dev.sluice.trainer.report;

import dev.sluice.schemas.model.ModelCard;
import dev.sluice.trainer.evaluate.Judged;
import dev.sluice.trainer.evaluate.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The report of a training run: verdict, learners, the best one's errors, the data. One self-contained HTML page. */
public final class TrainingReport {
    private static final int LONGEST = 40;

    private static final List<String> METRICS =
            List.of("mae", "relative_mae", "rmse", "r2", "mape", "mase", "pinball", "coverage");

    private TrainingReport() {}

    /** The page. */
    public static String of(Training.Result result, ModelCard card, String target) {
        Page page = new Page("Model " + card.kind() + ": " + target + ", " + card.version());
        head(page, result, card);
        learners(page, result);
        new ErrorFigures(result, target).add(page);
        new InfluenceFigures(result, target).add(page);
        new DataFigures(result, target).add(page);
        card(page, card);
        return page.toString();
    }

    private static void head(Page page, Training.Result result, ModelCard card) {
        ModelCard.Verdict verdict = card.verdict();
        String headline =
                switch (verdict.trust()) {
                    case TRUSTED -> "Trusted";
                    case DIRECTIONAL -> "Direction only";
                    case NO_BETTER_THAN_BASELINE -> "No better than the baseline";
                };
        String cls =
                switch (verdict.trust()) {
                    case TRUSTED -> "good";
                    case DIRECTIONAL -> "";
                    case NO_BETTER_THAN_BASELINE -> "bad";
                };
        page.words(
                "dim",
                String.format(
                        Locale.ROOT,
                        "%s. Learned from %,d rows of %s, judged on %,d others: %s.",
                        card.target().meaning(),
                        result.train().size(),
                        card.training().source(),
                        result.test().size(),
                        result.plan().split()));
        page.verdict(cls, headline, verdict.reason());
        if (!card.warnings().isEmpty()) {
            page.section("Warnings");
            page.warnings(
                    card.warnings().stream().map(ModelCard.Warning::code).toList(),
                    card.warnings().stream().map(ModelCard.Warning::text).toList());
        }
    }

    private static void learners(Page page, Training.Result result) {
        page.section("Learners and naive forecasts");
        page.words(
                "dim",
                "The learner was chosen by the error in cross-validation; the other columns are of the test rows. "
                        + "Errors are in the unit of the target (relative_mae: over the row's level), coverage is the share of outcomes between p10 and p90 "
                        + "(wanted: " + percent(result.plan().nominal()) + ").");
        List<String> header = new ArrayList<>(List.of("", "validation"));
        List<String> metrics =
                METRICS.stream().filter(result.best().metrics()::containsKey).toList();
        header.addAll(metrics);
        header.add("settings");
        List<List<String>> rows = new ArrayList<>();
        for (Judged judged : result.learners()) {
            rows.add(row(
                    judged.name(),
                    judged.candidate().error(),
                    values(metrics, judged.metrics()),
                    settings(judged.candidate().settings().values())));
        }
        for (ModelCard.Comparison naive : result.best().judgement().evaluation().baselines()) {
            rows.add(row(naive.name(), null, values(metrics, naive.metrics()), "naive"));
        }
        page.table(header, rows, result.learners().indexOf(result.best()), header.size() - 1);
    }

    private static List<String> row(String name, @Nullable Double validation, List<String> values, String settings) {
        List<String> cells = new ArrayList<>(List.of(name, number(validation)));
        cells.addAll(values);
        cells.add(settings);
        return cells;
    }

    private static List<String> values(List<String> names, Map<String, Double> metrics) {
        return names.stream().map(name -> number(metrics.get(name))).toList();
    }

    private static String settings(Map<String, Object> settings) {
        List<String> parts = new ArrayList<>();
        settings.forEach((name, value) -> parts.add(name + " " + brief(String.valueOf(value))));
        return String.join(", ", parts);
    }

    private static String brief(String value) {
        return value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…";
    }

    private static void card(Page page, ModelCard card) {
        page.section("Card");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("kind", card.kind()));
        rows.add(List.of("version", card.version()));
        rows.add(List.of("target", card.target().name() + " " + card.target().unit()));
        rows.add(List.of(
                "data",
                card.training().source() + ", SHA-256 " + card.training().dataSha256()));
        rows.add(List.of("seed", Long.toString(card.training().seed())));
        rows.add(List.of("learner", card.learner().name() + " " + card.learner().settings()));
        rows.add(List.of(
                "inputs",
                String.join(
                        ", ", card.inputs().stream().map(ModelCard.Input::name).toList())));
        rows.add(List.of("interval", card.interval().method()));
        page.table(List.of("", ""), rows, -1, 1);
    }

    private static String number(@Nullable Double value) {
        return value == null ? "–" : Axis.label(value);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
