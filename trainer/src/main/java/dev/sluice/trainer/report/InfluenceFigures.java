package dev.sluice.trainer.report;

import dev.sluice.trainer.data.Dataset;
import dev.sluice.trainer.evaluate.Training;
import dev.sluice.trainer.learn.Fitted;
import dev.sluice.trainer.learn.Importance;
import dev.sluice.trainer.learn.PartialDependence;
import java.util.List;
import java.util.stream.IntStream;

/** What the best learner's predictions hang on. */
final class InfluenceFigures {
    private static final int SHOWN = 12;
    private static final int CURVES = 4;
    private static final int REPEATS = 5;
    private static final int ROWS = 2_000;
    private static final int POINTS = 25;

    private final Training.Result result;
    private final String target;

    InfluenceFigures(Training.Result result, String target) {
        this.result = result;
        this.target = target;
    }

    void add(Page page) {
        Fitted model = result.best().model().point();
        List<Importance> importances = Importance.permutation(
                model, some(result.test()), REPEATS, result.plan().seed());
        List<Importance> shown = importances.subList(0, Math.min(SHOWN, importances.size()));
        page.section("What it goes by");
        page.beginGrid();
        page.figure(
                "Importance",
                Charts.bars(
                        "Importance of the inputs",
                        shown.stream().map(Importance::input).toList(),
                        shown.stream().mapToDouble(Importance::maeIncrease).toArray(),
                        ""),
                "How much the mean absolute error on at most 2,000 of the test rows grows when an input is shuffled.");
        shown.stream()
                .map(Importance::input)
                .filter(result.test().numberNames()::contains)
                .limit(CURVES)
                .forEach(input -> curve(page, input));
        page.endGrid();
    }

    /** Evenly spread over the rows. */
    private static Dataset some(Dataset rows) {
        int count = Math.min(ROWS, rows.size());
        return rows.rows(IntStream.range(0, count)
                .map(i -> (int) ((long) i * rows.size() / count))
                .toArray());
    }

    private void curve(Page page, String input) {
        PartialDependence curve = PartialDependence.of(
                result.best().model().point(),
                result.test(),
                input,
                POINTS,
                result.plan().seed());
        double[] at =
                curve.points().stream().mapToDouble(PartialDependence.Point::at).toArray();
        double[] means = curve.points().stream()
                .mapToDouble(PartialDependence.Point::mean)
                .toArray();
        page.figure(
                target + " by " + input,
                Charts.lines(
                        "Partial dependence on " + input,
                        input,
                        at,
                        "predicted " + target,
                        List.of(input),
                        new double[][] {means},
                        false),
                "Mean prediction over the test rows if all of them had this " + input + ".");
    }
}
