package dev.sluice.trainer.command;

import dev.sluice.schemas.model.ResponseCard;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to learn responses and where results go. */
final class ResponseOptions {
    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "response (weekly revenue, the default) or response_customers (new customers a week)")
    String kind = ResponseCard.RESPONSE;

    @Option(
            names = "--lags",
            paramLabel = "N",
            description = "Weeks before a week whose spend still counts, 1 to 26 (default: 8)")
    @Nullable
    Integer lags;

    @Option(
            names = "--draws",
            paramLabel = "N",
            description = "Equally likely answers that the model keeps, 10 to 2000 (default: 200)")
    int draws = 200;

    @Option(names = "--seed", paramLabel = "N", description = "The same data and seed give the same file (default: 1)")
    long seed = 1;

    @Option(
            names = "--holdout",
            paramLabel = "WEEKS",
            description =
                    "Last weeks that the model is judged on, each forecast from those before it (default: 26, or a"
                            + " quarter of a shorter history)")
    @Nullable
    Integer holdout;

    @Option(names = "--unit", paramLabel = "TEXT", description = "Unit of the outcome, for the card, such as EUR")
    String unit = "";

    @Option(
            names = "--created-at",
            paramLabel = "TIME",
            description =
                    "Written into the card; left out by default, so that the file can be reproduced byte for byte")
    @Nullable
    String createdAt;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The model, ONNX; of several accounts or groups a folder, with NAME__KIND.onnx for each")
    Path out = Path.of("");

    @Option(names = "--report", paramLabel = "FILE", description = "The report, one HTML page; of several a folder")
    @Nullable
    Path report;

    @Option(names = "--metrics", paramLabel = "FILE", description = "All diagnostics, JSON; of several a folder")
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
