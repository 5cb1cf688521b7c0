package dev.sluice.trainer.evaluate;

import dev.sluice.schemas.model.Drift;
import dev.sluice.schemas.model.FeatureCatalogue;
import dev.sluice.schemas.model.ModelCard.Distribution;
import dev.sluice.schemas.model.ModelCard.Warning;
import dev.sluice.trainer.data.Dataset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What makes a training run suspicious, whatever its score: leaks, drift, too few rows, empty or constant features. */
public final class Alarms {
    /** The features give the target away. */
    public static final String LEAK = "LEAK";
    /** The test rows differ from the training rows. */
    public static final String DRIFT = "DRIFT";
    /** Too few rows for so many inputs. */
    public static final String FEW_ROWS = "FEW_ROWS";
    /** A feature has one value only. */
    public static final String CONSTANT = "CONSTANT";
    /** A feature is mostly missing. */
    public static final String MISSING = "MISSING";

    private static final double NEARLY_ALL_EXPLAINED = .98;
    private static final int FEWEST_HELD_OUT = 20;
    private static final int FEWEST_ROWS = 50;
    private static final int ROWS_PER_INPUT = 10;

    private Alarms() {}

    /** All that ring, leaks first. */
    public static List<Warning> raise(Dataset training, Dataset test) {
        List<Warning> warnings = new ArrayList<>(leaks(training, test));
        fewRows(training, warnings);
        columns(training, warnings);
        drift(training, test, warnings);
        return List.copyOf(warnings);
    }

    /**
     * How the inputs are distributed in these rows, by name, numbers first: what a card keeps to notice drift later. The
     * app's features of the calendar are left out: they move with every week, and say nothing about the market.
     */
    public static Map<String, Distribution> distributions(Dataset rows) {
        Map<String, Distribution> all = new LinkedHashMap<>();
        for (int c = 0; c < rows.numbers().length; c++) {
            if (FeatureCatalogue.isOfTheCalendar(rows.numberNames().get(c))) {
                continue;
            }
            all.put(rows.numberNames().get(c), Drift.ofNumbers(rows.numbers()[c]));
        }
        for (int c = 0; c < rows.categories().length; c++) {
            all.put(rows.categoryNames().get(c), Drift.ofCategories(rows.categories()[c]));
        }
        return all;
    }

    private static List<Warning> leaks(Dataset training, Dataset test) {
        List<Warning> warnings = new ArrayList<>();
        List<String> formulas = AlgebraicLeak.formulas(training);
        for (String formula : formulas) {
            warnings.add(new Warning(
                    LEAK,
                    "The target is computed from the features: it is %s, up to a constant factor, in nearly all rows. A good score proves nothing about forecasting; leave out what is not known before the outcome."
                            .formatted(formula)));
        }
        if (test.size() < FEWEST_HELD_OUT) {
            return warnings;
        }
        LoneFeature lone = new LoneFeature(training, test);
        for (int c = 0; c < training.numbers().length; c++) {
            alone(training.numberNames().get(c), lone.ofNumber(c), formulas, warnings);
        }
        for (int c = 0; c < training.categories().length; c++) {
            alone(training.categoryNames().get(c), lone.ofCategory(c), formulas, warnings);
        }
        return warnings;
    }

    private static void alone(String name, OptionalDouble r2, List<String> formulas, List<Warning> warnings) {
        if (r2.isPresent() && r2.getAsDouble() > NEARLY_ALL_EXPLAINED && !formulas.contains(name)) {
            warnings.add(new Warning(
                    LEAK,
                    "%s alone explains the target with R² %s on held-out rows. Unless it is known before the outcome, a good score proves nothing about forecasting; leave it out."
                            .formatted(name, Shown.number(r2.getAsDouble()))));
        }
    }

    private static void fewRows(Dataset training, List<Warning> warnings) {
        int inputs = training.numbers().length + training.categories().length;
        int wanted = Math.max(FEWEST_ROWS, ROWS_PER_INPUT * inputs);
        if (training.size() < wanted) {
            warnings.add(new Warning(
                    FEW_ROWS,
                    "%d training rows for %d inputs; at least %d are wanted."
                            .formatted(training.size(), inputs, wanted)));
        }
    }

    private static void columns(Dataset training, List<Warning> warnings) {
        for (int c = 0; c < training.numbers().length; c++) {
            column(training.numberNames().get(c), ColumnProfile.of(training.numbers()[c]), warnings);
        }
        for (int c = 0; c < training.categories().length; c++) {
            column(training.categoryNames().get(c), ColumnProfile.of(training.categories()[c]), warnings);
        }
    }

    private static void column(String name, ColumnProfile column, List<Warning> warnings) {
        if (column.missing() > .5) {
            warnings.add(new Warning(
                    MISSING,
                    "%s is missing in %s of the training rows.".formatted(name, Shown.percent(column.missing()))));
        }
        if (column.isConstant()) {
            warnings.add(new Warning(CONSTANT, name + " has one value only in the training rows: it says nothing."));
        }
    }

    private static void drift(Dataset training, Dataset test, List<Warning> warnings) {
        distributions(training).forEach((name, then) -> {
            int number = training.numberNames().indexOf(name);
            double psi = number >= 0
                    ? Drift.psi(then, test.numbers()[number])
                    : Drift.psi(then, test.categories()[training.categoryNames().indexOf(name)]);
            drift(name, then, psi, training, test, warnings);
        });
    }

    private static void drift(
            String name, Distribution then, double psi, Dataset training, Dataset test, List<Warning> warnings) {
        if (psi > Math.max(Drift.NOTABLE, Drift.byChance(then, training.size(), test.size()))) {
            warnings.add(new Warning(
                    DRIFT,
                    "%s is distributed otherwise in the test rows than in the training rows (PSI %s)."
                            .formatted(name, Shown.number(psi))));
        }
    }
}
