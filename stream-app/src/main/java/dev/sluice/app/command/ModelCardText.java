package dev.sluice.app.command;

import dev.sluice.schemas.model.ModelCard;
import dev.sluice.schemas.model.ModelCard.Comparison;
import dev.sluice.schemas.model.ModelCard.Input;
import dev.sluice.schemas.model.ModelCard.InputType;
import dev.sluice.schemas.model.ResponseCard;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A model's card, for people. */
final class ModelCardText {
    private static final String LINE = "%-12s %s%n";
    private static final int MOST_CATEGORIES = 8;

    private ModelCardText() {}

    static void print(ModelCard card, String sha256, PrintWriter out) {
        out.printf(LINE, "model", card.kind() + ", version " + card.version());
        out.printf(
                LINE, "verdict", card.verdict().trust() + ": " + card.verdict().reason());
        out.printf(
                LINE,
                "predicts",
                card.target().name()
                        + (card.target().unit().isEmpty()
                                ? ""
                                : " [" + card.target().unit() + "]")
                        + ": " + card.target().meaning());
        out.printf(LINE, "outputs", String.join(", ", card.outputs()));
        out.printf(LINE, "interval", interval(card));
        out.printf(LINE, "learner", card.learner().name() + " " + card.learner().settings());
        out.printf(LINE, "learned from", training(card));
        out.printf(
                LINE,
                "judged on",
                card.evaluation().testRows() + " rows, " + card.evaluation().split() + ": "
                        + metrics(card.evaluation().metrics()));
        for (Comparison baseline : card.evaluation().baselines()) {
            out.printf(
                    Locale.ROOT,
                    "%-12s %s: %s; MAE gain %.4g (95 %% interval %.4g to %.4g)%n",
                    "  beside",
                    baseline.name(),
                    metrics(baseline.metrics()),
                    baseline.maeGain(),
                    baseline.low(),
                    baseline.high());
        }
        ResponseCard response = card.response();
        if (response != null) {
            ResponseCardText.print(response, out);
        }
        card.warnings().forEach(warning -> out.printf(LINE, "warning", warning.code() + ": " + warning.text()));
        out.printf(
                LINE,
                "golden rows",
                card.golden().rows().size() + ", within " + card.golden().tolerance());
        if (card.createdAt() != null) {
            out.printf(LINE, "created", card.createdAt());
        }
        out.printf(LINE, "libraries", card.libraries());
        out.printf(LINE, "sha256", sha256);
        out.printf("%n%-28s %-9s %-15s %-26s %s%n", "INPUT", "TYPE", "UNIT", "IN TRAINING", "MEANING");
        card.inputs().stream()
                .filter(input -> response == null || !ResponseCardText.isLag(response, input.name()))
                .forEach(input -> out.printf(
                        "%-28s %-9s %-15s %-26s %s%n",
                        input.name(),
                        input.type().toString().toLowerCase(Locale.ROOT),
                        input.unit(),
                        seen(input),
                        input.meaning()));
    }

    private static String interval(ModelCard card) {
        Double measured = card.interval().measured();
        return String.format(
                Locale.ROOT,
                "p10 to p90 by %s, nominal %.0f %%, %s",
                card.interval().method(),
                100 * card.interval().nominal(),
                measured == null ? "not measured" : String.format(Locale.ROOT, "measured %.1f %%", 100 * measured));
    }

    private static String training(ModelCard card) {
        ModelCard.Training training = card.training();
        String dates = training.from() == null ? "" : ", " + training.from() + " to " + training.to();
        return training.source() + ": " + training.rows() + " rows" + dates + ", seed " + training.seed()
                + ", data sha256 " + training.dataSha256();
    }

    private static String metrics(Map<String, Double> metrics) {
        return new TreeMap<>(metrics)
                .entrySet().stream()
                        .map(m -> String.format(Locale.ROOT, "%s %.4g", m.getKey(), m.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private static String seen(Input input) {
        if (input.type() == InputType.NUMBER) {
            return input.min() == null || input.max() == null
                    ? ""
                    : String.format(Locale.ROOT, "%.6g to %.6g", input.min(), input.max());
        }
        String some = input.allowed().stream().limit(MOST_CATEGORIES).collect(Collectors.joining(", "));
        int more = input.allowed().size() - MOST_CATEGORIES;
        return more > 0 ? some + " and " + more + " more" : some;
    }
}
