package dev.sluice.trainer.command;

import dev.sluice.trainer.data.TableException;
import dev.sluice.trainer.evaluate.ResponseTraining;
import dev.sluice.trainer.onnx.OnnxFileException;
import dev.sluice.trainer.onnx.ParityException;
import dev.sluice.trainer.response.ResponseData;
import dev.sluice.trainer.response.ResponseFit;
import dev.sluice.trainer.response.ResponseSettings;

/** A response model's file from weeks in memory: what {@code sluice train response} writes, for those who train often. */
public final class ResponseLearning {
    private ResponseLearning() {}

    /**
     * Fits, judges, writes and proves.
     *
     * @param kind {@code response} or {@code response_customers}
     * @param source where the weeks are from, for the card
     * @throws TableException where nothing can be learned from the weeks
     * @throws IllegalStateException where file and model do not agree
     */
    public static byte[] file(ResponseData data, ResponseSettings settings, String kind, String source)
            throws TableException {
        ResponseFit fit = ResponseTraining.train(data, settings, -1, (done, total) -> {});
        ResponseOptions options = new ResponseOptions();
        options.kind = kind;
        try {
            return ResponseOutput.of(new ResponseCase("", source, "outcome", "", data), fit, settings, options)
                    .file();
        } catch (ParityException | OnnxFileException e) {
            throw new IllegalStateException(String.valueOf(e.getMessage()), e);
        }
    }
}
