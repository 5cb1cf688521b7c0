package dev.sluice.trainer.report;

import dev.sluice.trainer.data.Dataset;
import dev.sluice.trainer.evaluate.Judged;
import dev.sluice.trainer.evaluate.Training;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How far the best learner is off: predictions beside outcomes, residuals, the interval's calibration. */
final class ErrorFigures {
    private static final int GROUPS = 6;
    private static final int BINS = 5;

    private final Training.Result result;
    private final Dataset test;
    private final Judged best;
    private final String target;

    ErrorFigures(Training.Result result, String target) {
        this.result = result;
        this.test = result.test();
        this.best = result.best();
        this.target = target;
    }

    void add(Page page) {
        page.section("How far " + best.name() + " is off");
        page.beginGrid();
        Groups groups =
                test.categoryNames().isEmpty() ? Groups.one(test.size()) : Groups.by(test.categories()[0], GROUPS);
        page.figure(
                "Predicted and actual",
                Charts.scatter(
                        "Predicted and actual " + target,
                        "actual " + target,
                        test.target(),
                        "predicted",
                        best.points(),
                        groups.of(),
                        groups.names(),
                        true),
                "Test rows; on the dashed line the prediction is right.");
        page.figure(
                "Residuals",
                Charts.histogram("Residuals", "actual less predicted", residuals()),
                "Test rows. Right of 0 the model was too low, left of it too high.");
        if (test.isDated()) {
            double[] days = Arrays.stream(test.days()).asDoubleStream().toArray();
            page.figure(
                    "Residuals over time",
                    Charts.overTime("Residuals over time", "actual less predicted", days, residuals()),
                    "A drift away from 0 says that the world has changed since the training rows.");
        }
        calibration(page);
        page.endGrid();
    }

    private double[] residuals() {
        double[] residuals = test.target().clone();
        double[] points = best.points();
        for (int row = 0; row < residuals.length; row++) {
            residuals[row] -= points[row];
        }
        return residuals;
    }

    /** Share of outcomes between p10 and p90, by the size of the prediction. */
    private void calibration(Page page) {
        Integer[] byPrediction = new Integer[test.size()];
        Arrays.setAll(byPrediction, row -> row);
        double[] points = best.points();
        Arrays.sort(byPrediction, (a, b) -> Double.compare(points[a], points[b]));
        int bins = Math.min(BINS, test.size());
        String[] names = new String[bins];
        double[] shares = new double[bins];
        for (int bin = 0; bin < bins; bin++) {
            int from = bin * test.size() / bins;
            int to = (bin + 1) * test.size() / bins;
            int held = 0;
            for (int i = from; i < to; i++) {
                double[] p = best.predictions()[byPrediction[i]];
                double actual = test.target()[byPrediction[i]];
                held += p[1] <= actual && actual <= p[3] ? 1 : 0;
            }
            names[bin] = String.format(
                    Locale.ROOT,
                    "%s to %s",
                    Axis.label(points[byPrediction[from]]),
                    Axis.label(points[byPrediction[to - 1]]));
            shares[bin] = 100.0 * held / (to - from);
        }
        page.figure(
                "Calibration of the interval",
                Charts.bars("Share of outcomes between p10 and p90", List.of(names), shares, " %"),
                "Share of test outcomes between p10 and p90, by predicted " + target + "; wanted: "
                        + TrainingReport.percent(result.plan().nominal()) + " in every row.");
    }
}
