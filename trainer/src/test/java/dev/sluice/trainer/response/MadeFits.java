package dev.sluice.trainer.response;

import dev.sluice.trainer.response.ResponseDiagnostics.ChannelFindings;
import dev.sluice.trainer.response.ResponseDiagnostics.Finding;
import dev.sluice.trainer.response.ResponseDiagnostics.Gain;
import dev.sluice.trainer.response.ResponseDiagnostics.Identifiability;
import dev.sluice.trainer.response.ResponseDiagnostics.Rolling;
import dev.sluice.trainer.response.ResponseDiagnostics.Trust;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Fits that nobody waited for: a made model beside the data, and diagnostics that only have the right shape. */
public final class MadeFits {
    private MadeFits() {}

    public static ResponseFit of(ResponseData data, int lags, int draws, long seed) {
        ResponseModel made =
                MadeModels.of(data.channels().size(), lags, data.controls().size(), draws, seed);
        ResponseModel model = new ResponseModel(
                data.weeks().getFirst(),
                data.size(),
                data.channels(),
                lags,
                data.controls(),
                made.controlMeans(),
                made.draws());
        return new ResponseFit(model, diagnostics(data));
    }

    private static ResponseDiagnostics diagnostics(ResponseData data) {
        double[] low = Arrays.stream(data.outcome()).map(y -> y * .9).toArray();
        double[] high = Arrays.stream(data.outcome()).map(y -> y * 1.1).toArray();
        List<ChannelFindings> channels = new ArrayList<>();
        for (String channel : data.channels()) {
            channels.add(new ChannelFindings(
                    channel,
                    50_000,
                    .5,
                    1.5 + channels.size(),
                    4,
                    Identifiability.values()[channels.size() % 3],
                    List.of("COLLINEAR"),
                    "Moves together with another channel, so the data can't tell whose effect it is."));
        }
        Map<String, Double> metrics = Map.of("mae", 900.0, "rmse", 1_100.0, "mape", .041, "coverage80", .81, "r2", .9);
        return new ResponseDiagnostics(
                data.outcome(),
                low,
                high,
                800,
                .93,
                new Rolling(
                        13,
                        "the last 13 weeks, each forecast from the weeks before it",
                        metrics,
                        Map.of("last week", Map.of("mae", 1_500.0, "rmse", 2_000.0)),
                        Map.of("last week", new Gain(600, 100, 1_100))),
                .2,
                14.5,
                .01,
                channels,
                List.of(new Finding("LEAK", "The control sales_tax almost equals the outcome.")),
                Trust.DIRECTIONAL,
                "It forecasts better than last week's value, but one channel is not known.");
    }
}
