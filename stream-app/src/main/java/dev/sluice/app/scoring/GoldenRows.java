package dev.sluice.app.scoring;

import static dev.sluice.app.scoring.inspection.Refusal.Code.GOLDEN_ROWS_FAILED;
import static dev.sluice.app.scoring.inspection.Refusal.Code.NOT_FINITE;
import static dev.sluice.app.scoring.inspection.Refusal.Code.QUANTILES_CROSS;

import dev.sluice.app.scoring.inspection.Refusal;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.schemas.model.ModelCard.GoldenRow;
import dev.sluice.schemas.model.ModelCard.Input;
import dev.sluice.schemas.model.ModelCard.InputType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows in a card, and whether a model gives what the card says of them. */
final class GoldenRows {
    private GoldenRows() {}

    static InputRows inputs(ModelCard card) {
        InputRows rows = new InputRows(card, card.golden().rows().size());
        for (GoldenRow row : card.golden().rows()) {
            rows.add(
                    byName(card.inputs(InputType.NUMBER), row.numbers()),
                    byName(card.inputs(InputType.CATEGORY), row.categories()));
        }
        return rows;
    }

    private static <T> Map<String, @Nullable T> byName(List<Input> inputs, List<@Nullable T> values) {
        Map<String, @Nullable T> named = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            named.put(inputs.get(i).name(), values.get(i));
        }
        return named;
    }

    /** What is wrong with the predictions of the golden rows; empty if nothing is. */
    static Optional<Refusal> fault(ModelCard card, float[] predictions) {
        int outputs = card.outputs().size();
        for (int row = 0; row < card.golden().rows().size(); row++) {
            List<Double> wanted = card.golden().rows().get(row).outputs();
            for (int i = 0; i < outputs; i++) {
                float got = predictions[row * outputs + i];
                String place = "Golden row " + (row + 1) + ": " + card.outputs().get(i) + " is " + got;
                if (!Float.isFinite(got)) {
                    return Optional.of(new Refusal(NOT_FINITE, place));
                }
                if (!close(got, wanted.get(i), card.golden().tolerance())) {
                    return Optional.of(
                            new Refusal(GOLDEN_ROWS_FAILED, place + ", by the card it must be " + wanted.get(i)));
                }
            }
            if (crosses(card, predictions, row * outputs)) {
                return Optional.of(new Refusal(
                        QUANTILES_CROSS, "Golden row " + (row + 1) + ": p10, p50 and p90 are not in ascending order"));
            }
        }
        return Optional.empty();
    }

    /** Relative to what is wanted, and absolute below 1, where cancellation leaves no relative precision. */
    private static boolean close(double got, double wanted, double tolerance) {
        return Math.abs(got - wanted) <= tolerance * Math.max(1, Math.abs(wanted));
    }

    private static boolean crosses(ModelCard card, float[] predictions, int at) {
        float last = Float.NEGATIVE_INFINITY;
        for (String quantile : List.of("p10", "p50", "p90")) {
            int column = card.outputs().indexOf(quantile);
            if (column >= 0) {
                if (predictions[at + column] < last) {
                    return true;
                }
                last = predictions[at + column];
            }
        }
        return false;
    }
}
