package dev.sluice.trainer.onnx;

import dev.sluice.schemas.model.ResponseCard;
import dev.sluice.trainer.data.Dataset;
import dev.sluice.trainer.response.ResponseModel;
import dev.sluice.trainer.response.ResponsePrediction;
import java.util.Arrays;
import java.util.List;

/** The proof that a response model's file says, in all its outputs and every draw, what the model says. */
public final class ResponseParity {
    private ResponseParity() {}

    /**
     * Runs the file on rows and compares.
     *
     * @param rows numbers in the order of the card's inputs
     * @return by the prediction's columns, and {@code incremental}, {@code carry_over}
     * @throws ParityException where they differ by more than {@link Parity#TOLERANCE}, or either is not finite
     * @throws OnnxFileException where the file can't be loaded or run
     */
    public static Parity check(byte[] file, ResponseModel model, Dataset rows)
            throws ParityException, OnnxFileException {
        double[][] predictions = new double[rows.size()][];
        double[][] incremental = new double[rows.size()][];
        for (int row = 0; row < rows.size(); row++) {
            ResponsePrediction said = said(model, rows.numbers(), row);
            predictions[row] = said.outputs();
            incremental[row] = flat(said.incremental());
        }
        List<String> names = ResponseCard.outputs(model.channels());
        try (OnnxRun run = OnnxRun.open(file)) {
            Parity parity = Parity.compare(run.predict(rows), predictions, names::get)
                    .and(Parity.compare(
                            run.outputs(rows, ResponseCard.INCREMENTAL), incremental, i -> ResponseCard.INCREMENTAL));
            double[][] told = run.fixed(
                    rows.rows(new int[] {0}),
                    ResponseCard.CARRY_OVER,
                    model.draws().size());
            return parity.and(Parity.compare(told, carryOver(model), i -> ResponseCard.CARRY_OVER));
        }
    }

    private static ResponsePrediction said(ResponseModel model, double[][] numbers, int row) {
        int channels = model.channels().size();
        double[][] spend = new double[channels][model.lags() + 1];
        for (int c = 0; c < channels; c++) {
            spend[c][0] = (float) numbers[c][row];
            for (int lag = 1; lag <= model.lags(); lag++) {
                spend[c][lag] = (float) numbers[channels + c * model.lags() + lag - 1][row];
            }
        }
        double[] controls = new double[model.controls().size()];
        int at = channels * (1 + model.lags());
        for (int k = 0; k < controls.length; k++) {
            controls[k] = (float) numbers[at++][row];
        }
        return ResponsePrediction.of(model, spend, controls, (float) numbers[at][row]);
    }

    private static double[][] carryOver(ResponseModel model) {
        return model.draws().stream()
                .map(draw -> flat(draw.channels().stream()
                        .map(ResponseModel.ChannelDraw::carryOver)
                        .toArray(double[][]::new)))
                .toArray(double[][]::new);
    }

    private static double[] flat(double[][] parts) {
        return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    }
}
