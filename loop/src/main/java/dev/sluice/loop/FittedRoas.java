package dev.sluice.loop;

import dev.sluice.app.world.weekly.WeeklyHistory;
import dev.sluice.trainer.data.TableException;
import dev.sluice.trainer.response.ResponseFitting;
import dev.sluice.trainer.response.ResponsePosterior;
import dev.sluice.trainer.response.ResponseSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Returns on spend by the response model: incremental revenue of the history / spend of the history. */
final class FittedRoas implements RoasModel {
    @Override
    public List<RoasEstimate> fit(WeeklyHistory history, long seed) {
        ResponsePosterior posterior = posterior(history, seed);
        List<RoasEstimate> estimates = new ArrayList<>();
        for (int channel = 0; channel < history.channels().size(); channel++) {
            double spend = Arrays.stream(history.spend()[channel]).sum();
            Quantiles contribution = new Quantiles(posterior.contributions()[channel]);
            estimates.add(new RoasEstimate(
                    contribution.at(0.05) / spend, contribution.at(0.5) / spend, contribution.at(0.95) / spend));
        }
        return estimates;
    }

    private static ResponsePosterior posterior(WeeklyHistory history, long seed) {
        try {
            return ResponseFitting.fit(
                    Histories.responseData(history), ResponseSettings.usual(seed), (done, total) -> {});
        } catch (TableException e) {
            throw new IllegalStateException("A drawn market can't be fitted: " + e.getMessage(), e);
        }
    }
}
