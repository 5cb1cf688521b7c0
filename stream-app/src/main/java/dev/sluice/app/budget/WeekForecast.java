package dev.sluice.app.budget;

import dev.sluice.app.budget.StandingAdvice.Range;
import dev.sluice.app.scoring.Scorer;
import java.util.List;
import java.util.Optional;

/** What a revenue response model expects of whole weeks, noise included. */
final class WeekForecast {
    /** A week's revenue, currency units. */
    record Revenue(double mean, Range range) {}

    private final Scorer model;

    WeekForecast(Scorer model) {
        this.model = model;
    }

    /** The revenue of one week under each of several spends; empty where the model gives no finite number. */
    List<Optional<Revenue>> of(int week, List<ResponseRows.Spend> spends) {
        ResponseRows rows = new ResponseRows(model.card(), spends.size());
        spends.forEach(spend -> rows.add(week, spend));
        float[] out = model.respond(rows.rows()).prediction();
        List<String> names = model.card().outputs();
        int width = names.size();
        int mean = names.indexOf("mean");
        int p10 = names.indexOf("p10");
        int p50 = names.indexOf("p50");
        int p90 = names.indexOf("p90");
        return java.util.stream.IntStream.range(0, spends.size())
                .map(i -> i * width)
                .mapToObj(row -> revenue(out[row + mean], out[row + p10], out[row + p50], out[row + p90]))
                .toList();
    }

    private static Optional<Revenue> revenue(double mean, double p10, double p50, double p90) {
        return Double.isFinite(mean + p10 + p50 + p90)
                ? Optional.of(new Revenue(mean, new Range(p10, p50, p90)))
                : Optional.empty();
    }
}
