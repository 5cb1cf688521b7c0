package dev.sluice.app.scoring;

import static dev.sluice.app.scoring.inspection.Refusal.Code.GOLDEN_ROWS_FAILED;
import static dev.sluice.app.scoring.inspection.Refusal.Code.NOT_FINITE;

import dev.sluice.app.scoring.inspection.Refusal;
import dev.sluice.app.scoring.inspection.Refusal.Code;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.schemas.model.ResponseCard;
import java.util.List;
import java.util.Optional;

/**
 * Whether a response model's three outputs agree with each other on the card's golden rows: the draws' means are the
 * predicted incremental outcomes, baseline and these add up to the predicted outcome, and the carry-over spreads a unit.
 */
final class GoldenResponses {
    /** Of a sum of float32 weights. */
    private static final double WHOLE = 1e-3;

    private final ModelCard card;
    private final ResponseCard response;
    private final Responses got;

    private GoldenResponses(ModelCard card, ResponseCard response, Responses got) {
        this.card = card;
        this.response = response;
        this.got = got;
    }

    /** What is wrong; empty if nothing is. */
    static Optional<Refusal> fault(ModelCard card, ResponseCard response, Responses got) {
        GoldenResponses golden = new GoldenResponses(card, response, got);
        return golden.carryOver().or(golden::sums);
    }

    private Optional<Refusal> carryOver() {
        int weights = response.lags() + 1;
        float[] all = got.carryOver();
        if (all.length != response.draws() * response.channels().size() * weights) {
            return refused(
                    Code.CONTRACT, "The carry-over has " + all.length + " weights, not those of the card's draws");
        }
        for (int from = 0; from < all.length; from += weights) {
            double sum = 0;
            boolean fits = true;
            for (int i = from; i < from + weights; i++) {
                fits &= all[i] >= 0; // NaN is not
                sum += all[i];
            }
            if (!fits || Math.abs(sum - 1) > WHOLE) {
                return refused(
                        GOLDEN_ROWS_FAILED,
                        "The carry-over weights of draw "
                                + from / weights / response.channels().size()
                                + " must be 0 or more with sum 1, the sum is " + sum);
            }
        }
        return Optional.empty();
    }

    private Optional<Refusal> sums() {
        List<String> names = response.channelNames();
        int outputs = card.outputs().size();
        int first = outputs - names.size();
        int draws = response.draws();
        for (int row = 0; row < card.golden().rows().size(); row++) {
            double total = got.prediction()[row * outputs];
            for (int c = 0; c < names.size(); c++) {
                double mean = 0;
                for (int draw = 0; draw < draws; draw++) {
                    mean += got.incremental()[(row * names.size() + c) * draws + draw];
                }
                mean /= draws;
                double said = got.prediction()[row * outputs + first + c];
                String place = "Golden row " + (row + 1) + ": the mean of " + names.get(c) + "'s draws is " + mean;
                if (!Double.isFinite(mean)) {
                    return refused(NOT_FINITE, place);
                }
                if (!close(mean, said)) {
                    return refused(GOLDEN_ROWS_FAILED, place + ", its incremental outcome " + said);
                }
                total += said;
            }
            double said = got.prediction()[row * outputs + 1];
            if (!close(total, said)) {
                return refused(
                        GOLDEN_ROWS_FAILED,
                        "Golden row " + (row + 1) + ": baseline and incremental outcomes add up to " + total
                                + ", the mean is " + said);
            }
        }
        return Optional.empty();
    }

    private boolean close(double a, double b) {
        return Math.abs(a - b) <= card.golden().tolerance() * Math.max(1, Math.abs(b));
    }

    private static Optional<Refusal> refused(Code code, String why) {
        return Optional.of(new Refusal(code, why));
    }
}
