package dev.sluice.trainer.evaluate;

import dev.sluice.trainer.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/**
 * Finds targets that are computed from the features: a feature, or the product, ratio, sum or difference of two,
 * perhaps times a constant (a unit), equal to the target within a relative 1e-6 in 99 % of the rows. A target that
 * comes rounded, as in exported reports, may also be off by half its last decimal. Most candidates fail within their
 * first rows, so hundreds of features are no burden.
 */
final class AlgebraicLeak {
    private static final double TOLERANCE = 1e-6;
    private static final double ALMOST_ALL = .99;
    private static final int FEWEST_ROWS = 10;
    private static final int PROBES = 25;
    private static final int MOST_DECIMALS = 4;
    private static final int MOST_FINDINGS = 3;

    private enum Form {
        PRODUCT("%s * %s", (a, b) -> a * b),
        RATIO("%s / %s", (a, b) -> b == 0 ? Double.NaN : a / b),
        INVERSE("%2$s / %1$s", (a, b) -> a == 0 ? Double.NaN : b / a),
        SUM("%s + %s", (a, b) -> a + b),
        DIFFERENCE("%s - %s", (a, b) -> a - b);

        private final String text;
        private final DoubleBinaryOperator value;

        Form(String text, DoubleBinaryOperator value) {
            this.text = text;
            this.value = value;
        }
    }

    private final Dataset rows;
    private final double rounding;

    private AlgebraicLeak(Dataset rows) {
        this.rows = rows;
        this.rounding = rounding(rows.target());
    }

    /** Formulas that give the target, the simplest first; none where the target is constant. */
    static List<String> formulas(Dataset rows) {
        boolean varies = Arrays.stream(rows.target()).distinct().limit(2).count() == 2;
        return varies ? new AlgebraicLeak(rows).find() : List.of();
    }

    private List<String> find() {
        List<String> found = new ArrayList<>();
        List<Integer> others = new ArrayList<>();
        for (int a = 0; a < rows.numbers().length; a++) {
            if (determines(rows.numbers()[a], rows.numbers()[a], (x, same) -> x)) {
                found.add(rows.numberNames().get(a));
            } else if (varies(rows.numbers()[a])) {
                others.add(a);
            }
        }
        for (int i = 0; i < others.size(); i++) {
            for (int b : others.subList(i + 1, others.size())) {
                int a = others.get(i);
                for (Form form : Form.values()) {
                    if (found.size() < MOST_FINDINGS && determines(rows.numbers()[a], rows.numbers()[b], form.value)) {
                        found.add(form.text.formatted(
                                rows.numberNames().get(a), rows.numberNames().get(b)));
                    }
                }
            }
        }
        return found;
    }

    private static boolean varies(double[] column) {
        return Arrays.stream(column)
                        .filter(v -> !Double.isNaN(v))
                        .distinct()
                        .limit(2)
                        .count()
                == 2;
    }

    private boolean determines(double[] a, double[] b, DoubleBinaryOperator form) {
        double factor = factor(a, b, form);
        if (!Double.isFinite(factor) || factor == 0) {
            return false;
        }
        boolean unscaled = Math.abs(factor - 1) < 1e-3;
        double scale = unscaled ? 1 : factor;
        double slack = unscaled ? rounding : 0;
        int compared = 0;
        int off = 0;
        int mostOff = (int) ((1 - ALMOST_ALL) * rows.size());
        for (int row = 0; row < rows.size() && off <= mostOff; row++) {
            double y = rows.target()[row];
            double value = scale * form.applyAsDouble(a[row], b[row]);
            if (!Double.isNaN(value) && (y != 0 || value != 0)) { // 0 = 0 proves nothing
                compared++;
                double allowed = Math.max(slack, TOLERANCE * Math.max(Math.abs(y), Math.abs(value)));
                off += Math.abs(y - value) <= allowed ? 0 : 1;
            }
        }
        return compared >= Math.max(FEWEST_ROWS, rows.size() / 2) && off <= (1 - ALMOST_ALL) * compared;
    }

    /** The median of target over formula in some rows from all over; NaN where there are none. */
    private double factor(double[] a, double[] b, DoubleBinaryOperator form) {
        int step = Math.max(1, rows.size() / PROBES);
        double[] ratios = IntStream.iterate(0, row -> row < rows.size(), row -> row + step)
                .mapToDouble(row -> rows.target()[row] / form.applyAsDouble(a[row], b[row]))
                .filter(Double::isFinite)
                .filter(ratio -> ratio != 0)
                .sorted()
                .toArray();
        return ratios.length < 3 ? Double.NaN : ratios[ratios.length / 2];
    }

    /** Half the last decimal of a rounded target; 0 where it is not rounded, or too coarsely to prove anything. */
    private static double rounding(double[] target) {
        double mean = Arrays.stream(target).average().orElse(0);
        double spread = Math.sqrt(Arrays.stream(target)
                .map(y -> (y - mean) * (y - mean))
                .average()
                .orElse(0));
        double scale = 1;
        for (int decimals = 0; decimals <= MOST_DECIMALS; decimals++, scale *= 10) {
            double unit = scale;
            if (Arrays.stream(target).allMatch(y -> Math.abs(y * unit - Math.rint(y * unit)) < 1e-6)) {
                return 1 / scale < spread / 20 ? .5001 / scale : 0;
            }
        }
        return 0;
    }
}
