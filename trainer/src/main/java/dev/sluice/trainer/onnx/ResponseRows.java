package dev.sluice.trainer.onnx;

import dev.sluice.schemas.model.ResponseCard;
import dev.sluice.trainer.data.Dataset;
import dev.sluice.trainer.response.ResponseData;
import java.util.Arrays;
import java.util.List;

/** The weeks that a response model learned from, as rows of its file's inputs. */
public final class ResponseRows {
    private ResponseRows() {}

    /**
     * All weeks, and some that follow in which every channel gets its mean spend and no control is known. Spend from before
     * the first week is missing.
     */
    public static Dataset of(ResponseData data, int lags, int ahead) {
        List<String> names = ResponseCard.inputs(data.channels(), lags, data.controls());
        int rows = data.size() + ahead;
        int channels = data.channels().size();
        double[][] numbers = new double[names.size()][rows];
        for (int row = 0; row < rows; row++) {
            for (int c = 0; c < channels; c++) {
                numbers[c][row] = spend(data.spend()[c], row);
                for (int lag = 1; lag <= lags; lag++) {
                    numbers[channels + c * lags + lag - 1][row] = spend(data.spend()[c], row - lag);
                }
            }
            for (int k = 0; k < data.controls().size(); k++) {
                numbers[channels * (1 + lags) + k][row] = row < data.size() ? data.controlValues()[k][row] : Double.NaN;
            }
            numbers[names.size() - 1][row] = row;
        }
        double[] outcome = Arrays.copyOf(data.outcome(), rows);
        long[] days = new long[rows];
        Arrays.setAll(days, row -> data.weeks().getFirst().plusWeeks(row).toEpochDay());
        return new Dataset(names, numbers, List.of(), new String[0][], outcome, days, new String[0]);
    }

    private static double spend(double[] spend, int week) {
        if (week < 0) {
            return Double.NaN;
        }
        return week < spend.length
                ? spend[week]
                : Arrays.stream(spend).average().orElse(0);
    }
}
