package dev.sluice.app.command;

import dev.sluice.app.budget.plan.ModelPlanning;
import dev.sluice.app.budget.plan.ModelPlanning.Horizon;
import dev.sluice.app.budget.plan.ResponseModel;
import dev.sluice.app.budget.plan.SpendState;
import dev.sluice.app.ops.ExitCode;
import dev.sluice.app.scoring.ModelLoading;
import dev.sluice.app.scoring.ShelfListener;
import dev.sluice.event.BudgetPolicy;
import dev.sluice.schemas.model.ResponseCard;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How channels respond by a response model's file, and for how many weeks a plan is made. */
final class ModelOptions {
    private static final int MOST_WEEKS = Horizon.MOST_WEEKS;

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

    /** For how long to plan. */
    Horizon horizon() {
        return horizon == null ? Horizon.held() : new Horizon(horizon, true);
    }

    /** Opens the model; close it. */
    ResponseModel open(Path named, Surroundings around) {
        int most = common.loadQuietly(around).models().maxBytes();
        return ResponseModelFile.open(named, around.directory(), new ModelLoading(most, ShelfListener.none()));
    }

    /** Where spend stands, by what was said. */
    SpendState start(ResponseCard response, Map<String, Long> current, BudgetPolicy policy, Path directory) {
        List<String> known = response.channelNames();
        TreeSet<String> strangers = new TreeSet<>(current.keySet());
        known.forEach(strangers::remove);
        if (!strangers.isEmpty()) {
            throw wrong("--current names" + ModelPlanning.unknown(strangers, known));
        }
        Map<String, List<Long>> before = past == null ? Map.of() : PastSpend.read(directory.resolve(past), known);
        SpendState start = SpendState.of(response, current, before);
        if (horizon != null && Double.isFinite(policy.getMaxWeeklyShift())) {
            start.channels().forEach(ModelOptions::checkShift);
        }
        return start;
    }

    private static void checkShift(SpendState.Channel channel) {
        List<Long> before = channel.beforeMicros();
        if (!before.isEmpty() && before.getFirst() != channel.currentMicros()) {
            throw wrong("--current and the last week of --past differ for " + channel.name()
                    + "; the weekly shift of a plan counts from the last week: leave --current out");
        }
    }

    private static CommandFailure wrong(String message) {
        return new CommandFailure(ExitCode.USAGE, message);
    }
}
