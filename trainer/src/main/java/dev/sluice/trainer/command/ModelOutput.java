package dev.sluice.trainer.command;

import dev.sluice.schemas.model.ModelCard;
import dev.sluice.trainer.evaluate.Judged;
import dev.sluice.trainer.evaluate.Training;
import dev.sluice.trainer.onnx.GoldenRows;
import dev.sluice.trainer.onnx.OnnxFile;
import dev.sluice.trainer.onnx.OnnxFileException;
import dev.sluice.trainer.onnx.Parity;
import dev.sluice.trainer.onnx.ParityException;
import java.util.List;

/**
 * A learner's model as a file that was read back and agrees with the model on every test row.
 *
 * @param parity greatest relative difference between the model and the file as ONNX Runtime runs it
 */
@SuppressWarnings("ArrayRecordComponent") // a file, not a value to compare
record ModelOutput(Judged judged, ModelCard card, byte[] file, Parity parity) {
    private static final int GOLDEN_ROWS = 8;

    /**
     * Writes the file.
     *
     * @throws ParityException where file and model do not agree; then there is nothing to publish
     * @throws OnnxFileException where ONNX Runtime refuses the file
     */
    static ModelOutput of(Judged judged, Training.Result result, CardWriter cards, long seed)
            throws ParityException, OnnxFileException {
        ModelCard.Golden none = new ModelCard.Golden(0, List.of());
        byte[] unproven = OnnxFile.write(judged.model(), cards.of(judged, result, none));
        ModelCard.Golden golden = GoldenRows.pick(unproven, result.test(), GOLDEN_ROWS, seed);
        ModelCard card = cards.of(judged, result, golden);
        byte[] file = OnnxFile.write(judged.model(), card);
        return new ModelOutput(judged, card, file, Parity.check(file, judged.model(), result.test()));
    }
}
