package dev.sluice.app.command;

import dev.sluice.app.budget.plan.ResponseModel;
import dev.sluice.app.ops.ExitCode;
import dev.sluice.app.scoring.ModelLoading;
import dev.sluice.app.scoring.ModelLoading.Bytes;
import dev.sluice.app.scoring.ModelLoading.NotOpened;
import dev.sluice.app.scoring.ModelLoading.NotRead;
import dev.sluice.app.scoring.ModelLoading.Opened;
import dev.sluice.app.scoring.Scorer;
import dev.sluice.app.scoring.inspection.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;

/** A response model's file, inspected and loaded as the app would. */
final class ResponseModelFile {
    private ResponseModelFile() {}

    /**
     * Opens a file; close what comes back.
     *
     * @throws CommandFailure where the app would refuse it, or it is of another kind
     */
    static ResponseModel open(Path name, Path directory, ModelLoading loading) {
        Path file = directory.resolve(name);
        if (!Files.exists(file)) {
            throw new CommandFailure(ExitCode.DATA_PROBLEMS, "There is no file " + name);
        }
        byte[] bytes =
                switch (loading.read(file)) {
                    case Bytes(byte[] read) -> read;
                    case NotRead(Refusal refusal) -> throw refused(name, refusal);
                };
        return switch (loading.open(bytes)) {
            case NotOpened(Refusal refusal) -> throw refused(name, refusal);
            case Opened(Scorer scorer) -> of(name, scorer);
        };
    }

    private static ResponseModel of(Path name, Scorer scorer) {
        String kind = scorer.card().kind();
        return ResponseModel.of(name.toString(), scorer)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.DATA_PROBLEMS,
                        name + " is a " + kind + " model and says nothing of responses to spend; train one with"
                                + " `sluice train response`"));
    }

    private static CommandFailure refused(Path name, Refusal refusal) {
        return new CommandFailure(ExitCode.DATA_PROBLEMS, name + " is refused, " + refusal);
    }
}
