package dev.sluice.app.scoring;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.sluice.app.scoring.inspection.Announced;
import dev.sluice.app.scoring.inspection.Limits;
import dev.sluice.app.scoring.inspection.ModelInspection;
import dev.sluice.app.scoring.inspection.ModelInspection.Accepted;
import dev.sluice.app.scoring.inspection.ModelInspection.Refused;
import dev.sluice.app.scoring.inspection.ModelInspection.Verdict;
import dev.sluice.app.scoring.inspection.Refusal;
import dev.sluice.app.scoring.inspection.Refusal.Code;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.schemas.model.ResponseCard;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * From a file's bytes to a model that may be used: inspected, loaded, and tried on its golden rows. Takes up to some
 * hundred milliseconds: not for a stream thread. Safe for all threads.
 */
public final class ModelLoading {
    /** What came of it. */
    sealed interface Outcome {}

    record Ready(LoadedModel model) implements Outcome {}

    record NotUsed(Refusal refusal) implements Outcome {}

    /** What came of reading a file. */
    public sealed interface FileContent {}

    /** Its bytes. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Bytes(byte[] bytes) implements FileContent {}

    /** Why there are none. */
    public record NotRead(Refusal refusal) implements FileContent {}

    /** What came of opening a file. */
    public sealed interface Opening {}

    /** The model, on loan. */
    public record Opened(Scorer scorer) implements Opening {}

    /** Why there is none. */
    public record NotOpened(Refusal refusal) implements Opening {}

    private final ModelInspection inspection;
    private final ShelfListener listener;

    /**
     * Loading with a limit.
     *
     * @param maxBytes longest file ({@code models.max.bytes})
     */
    public ModelLoading(int maxBytes, ShelfListener listener) {
        this.inspection = new ModelInspection(Limits.ofFileBytes(maxBytes));
        this.listener = listener;
    }

    ShelfListener listener() {
        return listener;
    }

    /** Reads a file, unless it is too long: then not a byte of it. */
    public FileContent read(Path file) {
        try {
            Refusal tooLong = inspection.judgeSize(Files.size(file));
            if (tooLong != null) {
                return new NotRead(tooLong);
            }
            try (InputStream in = Files.newInputStream(file)) {
                // It may grow meanwhile; one byte over the limit is enough to be refused for.
                return new Bytes(in.readNBytes((int) inspection.limits().fileBytes() + 1));
            }
        } catch (IOException e) {
            return new NotRead(new Refusal(Code.UNREADABLE, "The file can't be read: " + e));
        }
    }

    /** Reads the card alone, of a file that may be unfit otherwise. */
    public Verdict readCard(byte[] file) {
        return inspection.readCard(file);
    }

    /** Whether a file would be used: it is inspected, loaded, tried, and closed again. */
    public Verdict judge(byte[] file, Announced announced) {
        return switch (load(file, announced)) {
            case NotUsed(Refusal refusal) -> new Refused(refusal);
            case Ready(LoadedModel model) -> {
                Accepted accepted = new Accepted(model.card(), model.sha256());
                model.retire();
                yield accepted;
            }
        };
    }

    /** Loads a file and lends it: closing the loan unloads it. */
    public Opening open(byte[] file) {
        return switch (load(file, Announced.NOTHING)) {
            case NotUsed(Refusal refusal) -> new NotOpened(refusal);
            case Ready(LoadedModel model) -> {
                Scorer scorer = model.lease().orElseThrow();
                model.retire();
                yield new Opened(scorer);
            }
        };
    }

    Outcome load(byte[] file, Announced announced) {
        return switch (inspection.judge(file, announced)) {
            case Refused(Refusal refusal) -> new NotUsed(refusal);
            case Accepted accepted -> load(file, accepted);
        };
    }

    private Outcome load(byte[] file, Accepted accepted) {
        ModelCard card = accepted.card();
        try {
            OrtSession session = OnnxRuntime.session(file);
            return switch (tryOut(session, card)) {
                case Failed(Refusal refusal) -> {
                    session.close();
                    yield new NotUsed(refusal);
                }
                case Works(float[] carryOver) ->
                    new Ready(new LoadedModel(session, card, accepted.sha256(), carryOver, listener));
            };
        } catch (OrtException e) {
            return new NotUsed(new Refusal(Code.RUNTIME, "ONNX Runtime can't load it: " + OnnxRuntime.words(e)));
        }
    }

    /** What came of trying a session on the card's golden rows. */
    private sealed interface Trial {}

    /** As the card says; with a response model's carry-over. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Works(float[] carryOver) implements Trial {}

    private record Failed(Refusal refusal) implements Trial {}

    private static Trial tryOut(OrtSession session, ModelCard card) {
        InputRows rows = GoldenRows.inputs(card);
        float[] predictions = new float[rows.size() * card.outputs().size()];
        try (ScoringBuffers buffers = new ScoringBuffers(card)) {
            buffers.run(session, rows, predictions);
            Optional<Refusal> fault = GoldenRows.fault(card, predictions);
            if (fault.isPresent()) {
                return new Failed(fault.get());
            }
            ResponseCard response = card.response();
            return response == null
                    ? new Works(new float[0])
                    : tryResponses(session, card, response, buffers, rows, predictions);
        } catch (OrtException e) {
            return new Failed(new Refusal(Code.RUNTIME, "ONNX Runtime can't run it: " + OnnxRuntime.words(e)));
        }
    }

    private static Trial tryResponses(
            OrtSession session,
            ModelCard card,
            ResponseCard response,
            ScoringBuffers buffers,
            InputRows rows,
            float[] predictions)
            throws OrtException {
        float[] incremental = new float[rows.size() * response.channels().size() * response.draws()];
        buffers.respond(session, rows, predictions, incremental);
        float[] carryOver = buffers.carryOver(session, rows);
        return GoldenResponses.fault(card, response, new Responses(predictions, incremental, carryOver))
                .<Trial>map(Failed::new)
                .orElseGet(() -> new Works(carryOver));
    }
}
