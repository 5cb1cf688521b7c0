package dev.sluice.loop;

import dev.sluice.app.world.weekly.WeeklyHistory;
import dev.sluice.trainer.response.ResponseFitting;
import dev.sluice.trainer.response.ResponseModel.ChannelDraw;
import dev.sluice.trainer.response.ResponseModel.Draw;
import dev.sluice.trainer.response.ResponseSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Returns on spend by the response model: incremental revenue of the history / spend of the history, draw by draw. */
final class FittedRoas implements RoasModel {
    @Override
    public List<RoasEstimate> fit(WeeklyHistory history, long seed) {
        List<Draw> draws = ResponseFitting.draws(Histories.responseData(history), ResponseSettings.usual(seed));
        List<RoasEstimate> estimates = new ArrayList<>();
        for (int i = 0; i < history.channels().size(); i++) {
            int channel = i;
            double[] spend = history.spend()[i];
            Quantiles roas = new Quantiles(draws.stream()
                    .mapToDouble(draw -> roas(draw.channels().get(channel), spend))
                    .toArray());
            estimates.add(new RoasEstimate(roas.at(0.05), roas.at(0.5), roas.at(0.95)));
        }
        return estimates;
    }

    /** Weeks before the history count as average ones. */
    private static double roas(ChannelDraw draw, double[] spend) {
        double total = Arrays.stream(spend).sum();
        double mean = total / spend.length;
        double[] carryOver = draw.carryOver();
        double brought = 0;
        for (int week = 0; week < spend.length; week++) {
            double adstock = 0;
            for (int lag = 0; lag < carryOver.length; lag++) {
                adstock += carryOver[lag] * (lag <= week ? spend[week - lag] : mean);
            }
            brought += draw.effect(adstock);
        }
        return brought / total;
    }
}
