package dev.sluice.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.trainer.response.ResponseDiagnostics.Finding;
import dev.sluice.trainer.response.ResponseDiagnostics.Gain;
import dev.sluice.trainer.response.ResponseDiagnostics.Rolling;
import dev.sluice.trainer.response.ResponseDiagnostics.Trust;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResponseVerdictTest {
    private static final double SURE = 12;

    private static Rolling forecasts(double gain, double low, double high) {
        return new Rolling(
                26,
                "the last 26 weeks, each forecast from the weeks before it",
                Map.of("mae", 100.0 - gain, "rmse", 120.0),
                Map.of("last week", Map.of("mae", 100.0), "same week last year", Map.of("mae", 300.0)),
                Map.of("last week", new Gain(gain, low, high)));
    }

    private static Trust trust(Rolling rolling, double evidence) {
        return ResponseVerdict.of(rolling, .3, evidence, false, List.of()).trust();
    }

    @Test
    void aModelThatForecastsBetterIsTrusted() {
        assertThat(trust(forecasts(30, 10, 50), SURE)).isEqualTo(Trust.TRUSTED);
        assertThat(trust(forecasts(30, -10, 70), SURE)).isEqualTo(Trust.DIRECTIONAL);
    }

    @Test
    void channelsThatLeaveNoTraceMakeAModelNoBetterHoweverWellItForecasts() {
        ResponseVerdict verdict = ResponseVerdict.of(forecasts(30, 10, 50), .3, 1.2, false, List.of());
        assertThat(verdict.trust()).isEqualTo(Trust.NO_BETTER_THAN_BASELINE);
        assertThat(verdict.reason()).contains("+1.2, needs +3");
    }

    @Test
    void anExperimentMakesUpForAMuteHistory() {
        assertThat(ResponseVerdict.of(forecasts(30, 10, 50), .3, 1.2, true, List.of())
                        .trust())
                .isEqualTo(Trust.TRUSTED);
    }

    @Test
    void aDrawWithTheNaiveForecastIsDirectionalWhereTheHistoryIsSure() {
        assertThat(trust(forecasts(-5, -20, 10), SURE)).isEqualTo(Trust.DIRECTIONAL);
        assertThat(trust(forecasts(-15, -20, -10), SURE)).isEqualTo(Trust.NO_BETTER_THAN_BASELINE);
        assertThat(ResponseVerdict.of(forecasts(-5, -20, 10), .3, 0, true, List.of())
                        .trust())
                .isEqualTo(Trust.NO_BETTER_THAN_BASELINE);
    }

    @Test
    void aLeakingControlProvesNothing() {
        assertThat(ResponseVerdict.of(forecasts(30, 10, 50), .3, SURE, false, List.of(new Finding("LEAK", "leak")))
                        .trust())
                .isEqualTo(Trust.NO_BETTER_THAN_BASELINE);
    }
}
