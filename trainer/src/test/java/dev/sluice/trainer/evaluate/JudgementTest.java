package dev.sluice.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.model.ModelCard.Comparison;
import dev.sluice.schemas.model.ModelCard.Trust;
import dev.sluice.schemas.model.ModelCard.Warning;
import dev.sluice.trainer.data.Dataset;
import dev.sluice.trainer.learn.Level;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class JudgementTest {
    private static final Dataset ALL = all();
    private static final Dataset TRAINING = MadeRows.part(ALL, 0, 150);
    private static final Dataset TEST = MadeRows.part(ALL, 150, 250);

    /** The outcome is ten times x, with noise that a model can't know. */
    private static Dataset all() {
        MadeRows rows = new MadeRows(250).random("x", 0, 10, 1).weekly();
        Random random = new Random(2);
        return rows.target(row -> 10 * rows.of("x", row) + 5 * random.nextGaussian())
                .rows();
    }

    /** A model that is off by so much; its interval reaches so far. */
    private static Forecast forecast(double off, double reach) {
        Random random = new Random(3);
        double[] mean = Arrays.stream(TEST.numbers()[0])
                .map(x -> 10 * x + off * random.nextGaussian())
                .toArray();
        return new Forecast(
                mean,
                Optional.of(new Quantiles(
                        Arrays.stream(mean).map(m -> m - reach).toArray(),
                        mean,
                        Arrays.stream(mean).map(m -> m + reach).toArray())),
                .8,
                "conformal-residual");
    }

    private static double mae(Map<String, Double> metrics) {
        return metrics.getOrDefault("mae", Double.NaN);
    }

    private static Judgement judge(Forecast forecast, Warning... warnings) {
        return Judgement.of(TRAINING, TEST, forecast, "the last 100 weeks", List.of(warnings), 7, Level.NONE);
    }

    @Test
    void aModelThatIsSurelyBetterAndKnowsItsErrorIsTrusted() {
        Judgement judgement = judge(forecast(0, 6.4));

        assertThat(judgement.verdict().trust()).isEqualTo(Trust.TRUSTED);
        assertThat(judgement.verdict().reason())
                .matches(
                        "Its mean absolute error of [\\d.]+ beats the best naive baseline \\(mean, [\\d.]+\\) by [\\d.]+ "
                                + "\\(95 % interval [\\d.]+ to [\\d.]+\\), and its 80 % interval held \\d+ % of the test rows\\.");
        assertThat(judgement.interval().measured()).isBetween(.7, .9);
        assertThat(judgement.evaluation().baselines())
                .extracting(Comparison::name)
                .containsExactly("mean", "last-value", "four-week-mean", "seasonal-naive");
        assertThat(judgement.evaluation().testRows()).isEqualTo(100);
        Comparison last = judgement.evaluation().baselines().get(1);
        assertThat(last.metrics().getOrDefault("mase", 0.0))
                .as("MASE is measured in the last value")
                .isEqualTo(1);
        assertThat(judgement.evaluation().metrics().getOrDefault("mase", 0.0))
                .isEqualTo(mae(judgement.evaluation().metrics()) / mae(last.metrics()));
        assertThat(judge(forecast(0, 6.4))).isEqualTo(judgement);
    }

    @Test
    void anIntervalThatIsFarOffIsDirectionalOnly() {
        assertThat(judge(forecast(0, 1)).verdict().trust()).isEqualTo(Trust.DIRECTIONAL);
        assertThat(judge(forecast(0, 1)).verdict().reason()).contains(", but its 80 % interval held ");
        assertThat(judge(forecast(0, 100)).verdict().trust()).isEqualTo(Trust.DIRECTIONAL);
        Forecast points = new Forecast(forecast(0, 1).mean(), Optional.empty(), .8, "none");
        assertThat(judge(points).verdict().reason()).endsWith("but it has no interval that could be checked.");
        assertThat(judge(points).interval().measured()).isNull();
    }

    @Test
    void aLeakIsNeverTrusted() {
        Judgement judgement = judge(forecast(0, 6.4), new Warning("LEAK", "it is a / b"));

        assertThat(judgement.verdict().trust()).isEqualTo(Trust.DIRECTIONAL);
        assertThat(judgement.verdict().reason()).contains("a good score proves nothing about forecasting");
        assertThat(judge(forecast(100, 6.4), new Warning("LEAK", "it is a / b"))
                        .verdict()
                        .trust())
                .isEqualTo(Trust.NO_BETTER_THAN_BASELINE);
        assertThat(judge(forecast(0, 6.4), new Warning("DRIFT", "x")).verdict().trust())
                .isEqualTo(Trust.TRUSTED);
    }

    @Test
    void whatTheMeanDoesAsWellIsNoBetter() {
        double mean = Arrays.stream(TRAINING.target()).average().orElseThrow();
        Random random = new Random(5);
        double[] about = IntStream.range(0, TEST.size())
                .mapToDouble(row -> mean + random.nextGaussian())
                .toArray();
        Judgement judgement = judge(new Forecast(about, Optional.empty(), .8, "none"));

        assertThat(judgement.verdict().trust()).isEqualTo(Trust.NO_BETTER_THAN_BASELINE);
        assertThat(judgement.verdict().reason()).contains("not surely better than the best naive baseline's (");
        assertThat(judge(forecast(100, 1)).verdict().trust()).isEqualTo(Trust.NO_BETTER_THAN_BASELINE);
    }

    @Test
    void theBestBaselineCounts() {
        // A random walk: the mean is far off, the last value is hard to beat.
        Random random = new Random(9);
        double[] walk = new double[250];
        for (int i = 1; i < walk.length; i++) {
            walk[i] = walk[i - 1] + random.nextGaussian();
        }
        Dataset rows = new MadeRows(250)
                .random("x", 0, 1, 1)
                .target(row -> walk[row])
                .weekly()
                .rows();
        Dataset test = MadeRows.part(rows, 150, 250);
        double[] lagging =
                IntStream.range(150, 250).mapToDouble(row -> walk[row - 2]).toArray();
        Judgement judgement = Judgement.of(
                MadeRows.part(rows, 0, 150),
                test,
                new Forecast(lagging, Optional.empty(), .8, "none"),
                "",
                List.of(),
                1,
                Level.NONE);

        assertThat(judgement.evaluation().baselines().getFirst().low())
                .as("it beats the mean")
                .isPositive();
        assertThat(judgement.verdict().trust()).isEqualTo(Trust.NO_BETTER_THAN_BASELINE);
        assertThat(judgement.verdict().reason()).contains("(last-value, ");
    }

    @Test
    void predictionsMustBeFinite() {
        double[] broken = forecast(0, 1).mean().clone();
        broken[3] = Double.NaN;
        assertThatThrownBy(() -> judge(new Forecast(broken, Optional.empty(), .8, "none")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
