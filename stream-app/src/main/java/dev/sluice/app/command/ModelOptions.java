package dev.sluice.app.command;

import dev.sluice.app.budget.advise.ResponseSampling;
import dev.sluice.app.ops.ExitCode;
import dev.sluice.app.scoring.ModelLoading;
import dev.sluice.app.scoring.ShelfListener;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How channels respond by a response model's file, and for how many weeks a plan is made. */
final class ModelOptions {
    private static final int MOST_WEEKS = 13;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(names = "--model", paramLabel = "ONNX", description = "A response model's file, by `sluice train response`")
    @Nullable
    Path file;

    @Option(
            names = "--horizon",
            paramLabel = "WEEKS",
            description = "With --model: plan so many weeks, 1 to 13, week by week")
    @Nullable
    Integer horizon;

    @Option(
            names = "--past",
            paramLabel = "CSV",
            description = "With --model: spend of the last weeks, oldest first: columns date and each channel"
                    + " (default: the current spend)")
    @Nullable
    Path past;

    /** Ends the command where the options don't go together. */
    void check(boolean hasCurves) {
        if (file == null && (horizon != null || past != null)) {
            throw wrong((horizon == null ? "--past" : "--horizon")
                    + " needs --model FILE: curves say nothing of carry-over from week to week");
        }
        if (file != null && hasCurves) {
            throw wrong("Give --model or --curves, not both");
        }
        if (horizon != null && (horizon < 1 || horizon > MOST_WEEKS)) {
            throw wrong("--horizon takes 1 to " + MOST_WEEKS + " weeks, not " + horizon);
        }
    }

    /** Weeks in which a split is held. */
    int weeks() {
        return horizon == null ? ResponseSampling.WEEKS : horizon;
    }

    /** Opens the model; close it. */
    ResponseModelFile open(Path named, Surroundings around) {
        int most = common.loadQuietly(around).models().maxBytes();
        return ResponseModelFile.open(named, around.directory(), new ModelLoading(most, ShelfListener.none()));
    }

    private static CommandFailure wrong(String message) {
        return new CommandFailure(ExitCode.USAGE, message);
    }
}
