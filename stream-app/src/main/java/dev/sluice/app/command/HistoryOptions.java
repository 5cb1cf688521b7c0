package dev.sluice.app.command;

import dev.sluice.app.ops.ExitCode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where CAC and ROAS come from, for the strategies that need them. */
final class HistoryOptions {
    @Option(
            names = "--history",
            paramLabel = "CSV",
            description = "Rows of what channels cost and brought, for inverse-cac and proportional-roas")
    @Nullable
    Path file;

    @Option(
            names = "--channel-column",
            paramLabel = "NAME",
            defaultValue = "channel",
            description = "Its column of channels (default: ${DEFAULT-VALUE})")
    String channel = "channel";

    @Option(
            names = "--spend-column",
            paramLabel = "NAME",
            defaultValue = "spend",
            description = "Its column of spend (default: ${DEFAULT-VALUE})")
    String spend = "spend";

    @Option(
            names = "--conversions-column",
            paramLabel = "NAME",
            description = "Its column of new customers or conversions, for CAC")
    @Nullable
    String conversions;

    @Option(names = "--revenue-column", paramLabel = "NAME", description = "Its column of revenue, for ROAS")
    @Nullable
    String revenue;

    @Option(
            names = "--cac-mean",
            paramLabel = "MEAN",
            defaultValue = "pooled",
            description =
                    "pooled: all spend by all conversions; rows: mean of the rows' own (default: ${DEFAULT-VALUE})")
    SpendHistory.Mean mean = SpendHistory.Mean.POOLED;

    /** The history of customers; null where the options name none. */
    @Nullable
    SpendHistory customers(Path directory) {
        return read(directory, conversions);
    }

    /** The history of revenue; null where the options name none. */
    @Nullable
    SpendHistory revenue(Path directory) {
        return read(directory, revenue);
    }

    private @Nullable SpendHistory read(Path directory, @Nullable String brought) {
        if (file != null && conversions == null && revenue == null) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--history needs --conversions-column or --revenue-column to be of use");
        }
        return file == null || brought == null
                ? null
                : SpendHistory.read(directory.resolve(file), channel, spend, brought);
    }
}
