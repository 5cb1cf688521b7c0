package dev.sluice.trainer.report;

import dev.sluice.schemas.model.ModelCard;
import dev.sluice.trainer.response.ResponseData;
import dev.sluice.trainer.response.ResponseDiagnostics;
import dev.sluice.trainer.response.ResponseDiagnostics.ChannelFindings;
import dev.sluice.trainer.response.ResponseFit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The report of a response model: verdict, channels, curves, how well it forecasts. One self-contained HTML page. */
public final class ResponseReport {
    private static final List<String> METRICS = List.of("mae", "rmse", "mape", "mase", "crps", "coverage80", "r2");

    private ResponseReport() {}

    /** The page. */
    public static String of(ResponseData data, ResponseFit fit, ModelCard card) {
        Page page = new Page("Response of " + card.target().name() + ", " + card.version());
        head(page, data, fit.diagnostics(), card);
        channels(page, fit.diagnostics());
        new ResponseFigures(data, fit, card.target().name()).add(page);
        forecasts(page, fit.diagnostics());
        card(page, card);
        return page.toString();
    }

    private static void head(Page page, ResponseData data, ResponseDiagnostics found, ModelCard card) {
        String headline =
                switch (found.trust()) {
                    case TRUSTED -> "Trusted";
                    case DIRECTIONAL -> "Direction only";
                    case NO_BETTER_THAN_BASELINE -> "No better than the baseline";
                };
        String cls =
                switch (found.trust()) {
                    case TRUSTED -> "good";
                    case DIRECTIONAL -> "";
                    case NO_BETTER_THAN_BASELINE -> "bad";
                };
        page.words(
                "dim",
                String.format(
                        Locale.ROOT,
                        "%s. Learned from %d weeks of %s, %s to %s, and %d lift tests.",
                        card.target().meaning(),
                        data.size(),
                        card.training().source(),
                        data.weeks().getFirst(),
                        data.weeks().getLast(),
                        data.liftTests().size()));
        page.verdict(cls, headline, found.reason());
        if (!found.warnings().isEmpty()) {
            page.section("Warnings");
            page.warnings(
                    found.warnings().stream()
                            .map(ResponseDiagnostics.Finding::code)
                            .toList(),
                    found.warnings().stream()
                            .map(ResponseDiagnostics.Finding::text)
                            .toList());
        }
    }

    private static void channels(Page page, ResponseDiagnostics found) {
        page.section("What each channel brings");
        page.words(
                "dim",
                "Contribution is what would be missing without the channel's spend, all weeks together; ROAS is that per unit"
                        + " spent. From p5 to p95 lie 90 of 100 answers that fit the data.");
        List<List<String>> rows = new ArrayList<>();
        for (ChannelFindings channel : found.channels()) {
            rows.add(List.of(
                    channel.channel(),
                    number(channel.contribution()),
                    number(channel.roasP5()),
                    number(channel.roasP50()),
                    number(channel.roasP95()),
                    words(channel.identifiability()),
                    channel.sentence()));
        }
        page.table(List.of("", "contribution", "ROAS p5", "p50", "p95", "known from the data", "why"), rows, -1, 5);
    }

    private static String words(ResponseDiagnostics.Identifiability identifiability) {
        return switch (identifiability) {
            case IDENTIFIED -> "yes";
            case WEAK -> "only roughly";
            case UNIDENTIFIED -> "no";
        };
    }

    private static void forecasts(Page page, ResponseDiagnostics found) {
        page.section("How well it forecasts, and how well it fits");
        page.words(
                "dim",
                "Forecasts: " + found.rolling().how()
                        + ". Errors are in the unit of the outcome; mape and coverage80 are"
                        + " shares (wanted of coverage80: 0.8); crps judges the whole distribution.");
        List<String> shown =
                METRICS.stream().filter(found.rolling().model()::containsKey).toList();
        List<String> header = new ArrayList<>(List.of(""));
        header.addAll(shown);
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("model", shown, found.rolling().model()));
        found.rolling().naive().forEach((name, metrics) -> rows.add(row(name, shown, metrics)));
        page.table(header, rows, 0, header.size());
        page.words(
                "",
                String.format(
                        Locale.ROOT,
                        "On the weeks it learned from it explains %.1f %% of the variance (RMSE %s). Media add %s to the R² of"
                                + " forecasts, and %+.1f to the log-likelihood of the history (about 0 where they do nothing). The baseline is below 0 in %.1f %% of weeks and draws%s",
                        100 * found.r2(),
                        number(found.rmse()),
                        number(found.mediaR2()),
                        found.mediaEvidence(),
                        100 * found.negativeBaseline(),
                        found.negativeBaseline() > .05
                                ? ": too much is ascribed to media."
                                : ", as it should be: an outcome without media is not negative."));
    }

    private static List<String> row(String name, List<String> metrics, Map<String, Double> values) {
        List<String> cells = new ArrayList<>(List.of(name));
        metrics.forEach(metric -> cells.add(number(values.get(metric))));
        return cells;
    }

    private static void card(Page page, ModelCard card) {
        page.section("Card");
        page.table(
                List.of("", ""),
                List.of(
                        List.of("kind", card.kind()),
                        List.of("version", card.version()),
                        List.of(
                                "target",
                                card.target().name() + " " + card.target().unit()),
                        List.of(
                                "data",
                                card.training().source() + ", SHA-256 "
                                        + card.training().dataSha256()),
                        List.of("seed", Long.toString(card.training().seed())),
                        List.of(
                                "learner",
                                card.learner().name() + " " + card.learner().settings())),
                -1,
                1);
    }

    private static String number(@Nullable Double value) {
        return value == null || value.isNaN() ? "–" : Axis.label(value);
    }
}
