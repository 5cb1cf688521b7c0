package dev.sluice.trainer.command;

import dev.sluice.schemas.model.FeatureCatalogue;
import dev.sluice.trainer.data.Dataset;
import dev.sluice.trainer.learn.Learner;
import dev.sluice.trainer.learn.RelativeLearner;
import java.util.List;
import java.util.Map;

/**
 * What targets are relative to.
 *
 * @param columns the level, the preferred first; none for targets as they are
 * @param inputs further inputs in the level's unit
 */
record Levels(List<String> columns, List<String> inputs) {
    static final Levels NONE = new Levels(List.of(), List.of());

    private static final String OFF = "none";

    /** What currency units are called in the catalogue of features. */
    private static final String MONEY = "currency units";

    /** For the app's own rows: money over money, so that currencies and sizes do not matter. */
    private static final Map<String, List<String>> OF_KIND = Map.of(
            "cac", List.of("cac_mean8", "account_cac_mean8"), "gmv", List.of("revenue_mean8", "account_revenue_mean8"));

    /** What the options say. */
    static Levels of(TrainingOptions options, Dataset rows) {
        if (options.relativeTo.isEmpty() || options.relativeTo.equals(List.of(OFF))) {
            if (!options.relativeInputs.isEmpty()) {
                throw new CommandFailure(ExitCode.USAGE, "--relative-inputs needs --relative-to");
            }
            return NONE;
        }
        check("--relative-to", options.relativeTo, rows);
        check("--relative-inputs", options.relativeInputs, rows);
        return new Levels(options.relativeTo, options.relativeInputs);
    }

    /** What the options say, or else what suits the app's own rows of this kind. */
    static Levels ofFeatures(TrainingOptions options, Dataset rows) {
        List<String> usual = options.relativeTo.isEmpty()
                ? OF_KIND.getOrDefault(options.kind, List.of()).stream()
                        .filter(rows.numberNames()::contains)
                        .toList()
                : List.of();
        Levels levels = usual.isEmpty() ? of(options, rows) : new Levels(usual, options.relativeInputs);
        boolean money = levels.columns.stream().anyMatch(Levels::isMoney);
        return money && levels.inputs.isEmpty() ? new Levels(levels.columns, money(rows)) : levels;
    }

    /** The inputs in currency units. */
    static List<String> money(Dataset rows) {
        return rows.numberNames().stream().filter(Levels::isMoney).toList();
    }

    private static boolean isMoney(String feature) {
        return FeatureCatalogue.named(feature)
                .filter(described -> described.unit().equals(MONEY))
                .isPresent();
    }

    private static void check(String option, List<String> columns, Dataset rows) {
        for (String column : columns) {
            if (rows.categoryNames().contains(column)) {
                throw new CommandFailure(
                        ExitCode.USAGE, option + ": \"" + column + "\" holds categories; a level is a number");
            }
            if (!rows.numberNames().contains(column)) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        option + ": there is no number input \"" + column + "\"; there are "
                                + String.join(", ", rows.numberNames()));
            }
        }
    }

    /** The learners, learning relative to the level. */
    List<Learner> on(List<Learner> learners) {
        return columns.isEmpty()
                ? learners
                : learners.stream()
                        .<Learner>map(learner -> new RelativeLearner(learner, columns, inputs))
                        .toList();
    }
}
