package dev.sluice.trainer.command;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to learn and where results go: the options that every training has. */
final class TrainingOptions {
    @Option(
            names = "--kind",
            required = true,
            paramLabel = "KIND",
            description = "What the model predicts: cac, roas, gmv or ltv; the app looks models up by it")
    String kind = "";

    @Option(
            names = "--learners",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Learners to compare: mean, linear, ridge, elastic-net, forest, xgboost, mlp (default: all; from the"
                            + " topic mean, ridge, elastic-net, xgboost)")
    List<String> learners = List.of();

    @Option(names = "--folds", paramLabel = "N", description = "Folds of the cross-validation (default: 5)")
    int folds = 5;

    @Option(names = "--seed", paramLabel = "N", description = "The same data and seed give the same file (default: 1)")
    long seed = 1;

    @Option(
            names = "--test-share",
            paramLabel = "SHARE",
            description =
                    "Share of rows kept for the one final judgement: drawn with the seed, or the latest where rows"
                            + " are dated (default: 0.2)")
    double testShare = 0.2;

    @Option(
            names = "--relative-to",
            split = ",",
            paramLabel = "COLUMN",
            description =
                    "Number input that is a row's level, such as its usual CAC: learns the target over it, and multiplies"
                            + " again in the graph; of several, the first above 0 counts; 'none' for targets as they are")
    List<String> relativeTo = List.of();

    @Option(
            names = "--relative-inputs",
            split = ",",
            paramLabel = "COLUMN",
            description =
                    "With --relative-to: further number inputs in the target's unit, which are divided by the level")
    List<String> relativeInputs = List.of();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Fits side by side; they do not change what comes out (default: one a processor)")
    int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--unit", paramLabel = "TEXT", description = "Unit of the target, for the card, such as EUR")
    String unit = "";

    @Option(
            names = "--created-at",
            paramLabel = "TIME",
            description =
                    "Written into the card; left out by default, so that the file can be reproduced byte for byte")
    @Nullable
    String createdAt;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The model, ONNX")
    Path out = Path.of("");

    @Option(names = "--report", paramLabel = "FILE", description = "The report, one HTML page")
    @Nullable
    Path report;

    @Option(names = "--metrics", paramLabel = "FILE", description = "Every learner's settings and metrics, JSON")
    @Nullable
    Path metrics;

    @Option(
            names = YamlDefaults.OPTION,
            paramLabel = "FILE",
            description =
                    "Options from a YAML file, each under its name without the dashes; the command line goes first")
    @Nullable
    Path config;

    @Option(names = "--debug", description = "Show stack traces")
    boolean debug;
}
