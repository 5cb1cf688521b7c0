package dev.sluice.app.budget.advise;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.app.budget.SampledResponse;
import dev.sluice.app.budget.advise.ResponseSampling.Pipe;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rows that a model scores, and the curves that its answers fold into. */
final class ResponseSamplingTest {
    private static final long EURO = 1_000_000;
    private static final double[] CARRY_OVER = {0.6, 0.3, 0.1};

    private static ResponseSampling sampling() {
        return new ResponseSampling(
                List.of(
                        new Pipe("search", 100 * EURO, 150 * EURO, List.of(90 * EURO, 80 * EURO)),
                        new Pipe("tv", 0, 40 * EURO, List.of(0L, 50 * EURO))),
                8,
                104,
                Map.of("control.price", 2.5));
    }

    @Test
    void theWeeksBeforeStayInThePipe() {
        List<Map<String, @Nullable Double>> rows = sampling().rows();
        assertThat(rows).hasSize(sampling().size());
        Map<String, @Nullable Double> first = rows.getFirst();
        assertThat(first)
                .containsEntry("spend.search", 0.0)
                .containsEntry("spend.search.lag1", 90.0)
                .containsEntry("spend.search.lag2", 80.0)
                .containsEntry("spend.tv.lag2", 50.0)
                .containsEntry("control.price", 2.5)
                .containsEntry("week", 104.0);
        Map<String, @Nullable Double> second = rows.get(8 * 32 + 1);
        assertThat(second)
                .as("the second week of the largest spend")
                .containsEntry("spend.search", 150.0)
                .containsEntry("spend.search.lag1", 150.0)
                .containsEntry("spend.search.lag2", 90.0)
                .containsEntry("week", 105.0);
    }

    @Test
    void theGridGoesFromNothingToTheTopThroughTheSpendOfNow() {
        SampledResponse response = sampling().fold(new float[sampling().size() * 2], 1);
        double[] grid = response.grid(0);
        assertThat(grid[0]).isZero();
        assertThat(grid[16]).isEqualTo(100);
        assertThat(grid[32]).isEqualTo(150);
        assertThat(grid[17] - grid[16]).as("denser near the spend of now").isLessThan((grid[32] - grid[31]) / 4);
        assertThat(response.grid(1)[32]).isEqualTo(40);
    }

    @Test
    void aCurveIsTheMeanOfTheHeldWeeksAfterTheRealOnes() {
        ResponseSampling sampling = sampling();
        float[] incremental = answered(sampling, 3);
        SampledResponse response = sampling.fold(incremental, 3);
        double[] before = {90, 80};
        for (int s = 0; s < 3; s++) {
            for (double x : new double[] {0, 100, 150}) {
                double sum = 0;
                for (int week = 0; week < 8; week++) {
                    double adstock = 0;
                    for (int lag = 0; lag < 3; lag++) {
                        adstock += CARRY_OVER[lag] * (lag <= week ? x : before[lag - week - 1]);
                    }
                    sum += effect(s, adstock);
                }
                assertThat(response.at(s, 0, x)).isCloseTo(sum / 8, within(1e-4));
            }
        }
        assertThat(response.at(0, 0, 0)).as("what is already in the pipe").isPositive();
        assertThat(response.at(0, 0, 1_000)).as("flat past the top").isEqualTo(response.at(0, 0, 150));
    }

    /** What a model would answer: a saturating effect of the carried-over spend. */
    private static float[] answered(ResponseSampling sampling, int draws) {
        List<Map<String, @Nullable Double>> rows = sampling.rows();
        float[] incremental = new float[rows.size() * 2 * draws];
        int at = 0;
        for (Map<String, @Nullable Double> row : rows) {
            for (String channel : List.of("search", "tv")) {
                double adstock = CARRY_OVER[0] * value(row, "spend." + channel)
                        + CARRY_OVER[1] * value(row, "spend." + channel + ".lag1")
                        + CARRY_OVER[2] * value(row, "spend." + channel + ".lag2");
                for (int s = 0; s < draws; s++) {
                    incremental[at++] = (float) effect(s, adstock);
                }
            }
        }
        return incremental;
    }

    private static double value(Map<String, @Nullable Double> row, String input) {
        return requireNonNull(row.get(input));
    }

    private static double effect(int draw, double adstock) {
        return (draw + 1) * 100 * Math.tanh(adstock / 80);
    }

    @Test
    void theTopIsBeyondWhateverAdviceCouldReach() {
        RandomAccounts accounts = new RandomAccounts(new SplittableRandom(3));
        Advisor advisor = new Advisor(AdviceSettings.defaults());
        for (int i = 0; i < 500; i++) {
            AdviceRequest request = accounts.next();
            long total = request.channels().stream()
                    .mapToLong(ChannelState::currentMicros)
                    .sum();
            Long budget = request.policy().weeklyBudgetMicros();
            long most = budget == null ? total : Math.max(budget, total);
            Advice advice = advisor.advise(request);
            for (ChannelAdvice channel : advice.channels()) {
                ChannelState state = new ChannelState(channel.channel(), channel.currentMicros(), 0);
                assertThat(ResponseSampling.topMicros(state, request.policy(), most))
                        .isGreaterThanOrEqualTo(channel.recommendedMicros());
            }
        }
    }

    @Test
    void answersOfAnotherShapeAreRefused() {
        assertThatThrownBy(() -> sampling().fold(new float[5], 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the model gave 5 numbers for 264 rows, 2 channels and 1 draws");
    }
}
