package dev.sluice.app.command;

import dev.sluice.app.ops.ExitCode;
import dev.sluice.app.scoring.ModelLoading;
import dev.sluice.app.scoring.ModelLoading.Bytes;
import dev.sluice.app.scoring.ModelLoading.NotOpened;
import dev.sluice.app.scoring.ModelLoading.NotRead;
import dev.sluice.app.scoring.ModelLoading.Opened;
import dev.sluice.app.scoring.Scorer;
import dev.sluice.app.scoring.inspection.Refusal;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.schemas.model.ResponseCard;
import java.nio.file.Files;
import java.nio.file.Path;

/** A response model's file, inspected and loaded as the app would. */
record ResponseModelFile(Path name, Scorer scorer, ResponseCard response) implements AutoCloseable {
    /**
     * Opens a file.
     *
     * @throws CommandFailure where the app would refuse it, or it is of another kind
     */
    static ResponseModelFile open(Path name, Path directory, ModelLoading loading) {
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

    private static ResponseModelFile of(Path name, Scorer scorer) {
        ResponseCard response = scorer.card().response();
        if (response == null) {
            String kind = scorer.card().kind();
            scorer.close();
            throw new CommandFailure(
                    ExitCode.DATA_PROBLEMS,
                    name + " is a " + kind + " model and says nothing of responses to spend; train one with"
                            + " `sluice train response`");
        }
        return new ResponseModelFile(name, scorer, response);
    }

    private static CommandFailure refused(Path name, Refusal refusal) {
        return new CommandFailure(ExitCode.DATA_PROBLEMS, name + " is refused, " + refusal);
    }

    ModelCard card() {
        return scorer.card();
    }

    /** Whether its outcome is new customers, rather than revenue. */
    boolean isOfCustomers() {
        return card().kind().equals(ResponseCard.RESPONSE_CUSTOMERS);
    }

    @Override
    public void close() {
        scorer.close();
    }
}
