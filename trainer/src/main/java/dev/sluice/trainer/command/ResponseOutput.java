package dev.sluice.trainer.command;

import dev.sluice.schemas.model.ModelCard;
import dev.sluice.trainer.data.Dataset;
import dev.sluice.trainer.onnx.GoldenRows;
import dev.sluice.trainer.onnx.OnnxFile;
import dev.sluice.trainer.onnx.OnnxFileException;
import dev.sluice.trainer.onnx.Parity;
import dev.sluice.trainer.onnx.ParityException;
import dev.sluice.trainer.onnx.ResponseParity;
import dev.sluice.trainer.onnx.ResponseRows;
import dev.sluice.trainer.response.ResponseFit;
import dev.sluice.trainer.response.ResponseSettings;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A response model as a file that was read back and agrees with the model on every trained week and some after.
 *
 * @param parity greatest relative difference between the model and the file as ONNX Runtime runs it
 */
@SuppressWarnings("ArrayRecordComponent") // a file, not a value to compare
record ResponseOutput(ResponseCase of, ResponseFit fit, ModelCard card, byte[] file, Parity parity) {
    private static final int GOLDEN_ROWS = 8;
    private static final int AHEAD = 13;

    /**
     * Writes the file.
     *
     * @throws ParityException where file and model do not agree; then there is nothing to publish
     * @throws OnnxFileException where ONNX Runtime refuses the file
     */
    static ResponseOutput of(ResponseCase of, ResponseFit fit, ResponseSettings settings, ResponseOptions options)
            throws ParityException, OnnxFileException {
        Dataset rows = ResponseRows.of(of.data(), fit.model().lags(), AHEAD);
        Dataset trained = rows.rows(IntStream.range(0, of.data().size()).toArray());
        ResponseCards cards = new ResponseCards(of, fit, settings, trained, options);
        byte[] unproven = OnnxFile.write(fit.model(), cards.card(new ModelCard.Golden(0, List.of())));
        ModelCard card = cards.card(GoldenRows.pick(unproven, rows, GOLDEN_ROWS, settings.seed()));
        byte[] file = OnnxFile.write(fit.model(), card);
        return new ResponseOutput(of, fit, card, file, ResponseParity.check(file, fit.model(), rows));
    }
}
