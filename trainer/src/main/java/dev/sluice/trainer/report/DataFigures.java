package dev.sluice.trainer.report;

import dev.sluice.trainer.data.Dataset;
import dev.sluice.trainer.evaluate.Training;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The training rows: distributions, the target by category, correlations. */
final class DataFigures {
    private static final int HISTOGRAMS = 12;
    private static final int GROUPS = 6;
    private static final int BARS = 15;
    private static final int CORRELATED = 14;

    private final Dataset rows;
    private final String target;

    DataFigures(Training.Result result, String target) {
        this.rows = result.train();
        this.target = target;
    }

    void add(Page page) {
        page.section("The data");
        page.beginGrid();
        page.figure(
                "Distribution of " + target,
                Charts.histogram("Distribution of " + target, target, rows.target()),
                "Training rows; the last bin holds everything beyond the 99th percentile.");
        for (int c = 0; c < rows.categoryNames().size(); c++) {
            byCategory(page, c);
        }
        correlations(page);
        againstTarget(page);
        for (int c = 0; c < Math.min(HISTOGRAMS, rows.numberNames().size()); c++) {
            String name = rows.numberNames().get(c);
            long missing =
                    Arrays.stream(rows.numbers()[c]).filter(Double::isNaN).count();
            page.figure(
                    name,
                    Charts.histogram("Distribution of " + name, name, rows.numbers()[c]),
                    missing == 0 ? "No value is missing." : missing + " of " + rows.size() + " values are missing.");
        }
        page.endGrid();
    }

    private void byCategory(Page page, int column) {
        String name = rows.categoryNames().get(column);
        Groups groups = Groups.by(rows.categories()[column], BARS);
        page.figure(
                target + " by " + name,
                Charts.bars("Mean " + target + " by " + name, groups.names(), groups.means(rows.target()), ""),
                "Mean of the training rows.");
        highValue(page, name, groups);
    }

    /** Where the rows of the top tenth come from. */
    private void highValue(Page page, String name, Groups groups) {
        double[] sorted = rows.target().clone();
        Arrays.sort(sorted);
        double threshold = sorted[(int) (0.9 * (sorted.length - 1))];
        double[] high = Arrays.stream(rows.target())
                .map(value -> value >= threshold ? 100 : 0)
                .toArray();
        page.figure(
                "High " + target + " by " + name,
                Charts.bars("Share of rows with a high " + target, groups.names(), groups.means(high), " %"),
                "Share of a category's rows that are in the top tenth (" + Axis.label(threshold) + " and more).");
    }

    private void againstTarget(Page page) {
        if (rows.numberNames().isEmpty()) {
            return;
        }
        double[][] correlations = Correlations.of(columns());
        int strongest = 0;
        for (int c = 0; c < rows.numberNames().size(); c++) {
            double own = Math.abs(correlations[c][correlations.length - 1]);
            if (own > Math.abs(correlations[strongest][correlations.length - 1])) {
                strongest = c;
            }
        }
        Groups groups =
                rows.categoryNames().isEmpty() ? Groups.one(rows.size()) : Groups.by(rows.categories()[0], GROUPS);
        String name = rows.numberNames().get(strongest);
        page.figure(
                target + " and " + name,
                Charts.scatter(
                        target + " and " + name,
                        name,
                        rows.numbers()[strongest],
                        target,
                        rows.target(),
                        groups.of(),
                        groups.names(),
                        false),
                "The number that goes along with " + target + " most.");
    }

    private void correlations(Page page) {
        if (rows.numberNames().isEmpty()) {
            return;
        }
        double[][] columns = columns();
        List<String> names = new ArrayList<>(rows.numberNames());
        names.add(target);
        if (names.size() > CORRELATED) {
            names = new ArrayList<>(names.subList(0, CORRELATED - 1));
            names.add(target);
            double[] last = columns[columns.length - 1];
            columns = Arrays.copyOf(columns, CORRELATED);
            columns[CORRELATED - 1] = last;
        }
        page.figure(
                "Correlations",
                Charts.heatmap("Correlations", names, Correlations.of(columns)),
                "Pearson's; blue goes together, orange goes against each other.");
    }

    /** The numbers, and the target last. */
    private double[][] columns() {
        double[][] columns = Arrays.copyOf(rows.numbers(), rows.numbers().length + 1);
        columns[columns.length - 1] = rows.target();
        return columns;
    }
}
