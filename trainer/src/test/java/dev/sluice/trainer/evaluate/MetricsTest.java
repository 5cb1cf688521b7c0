package dev.sluice.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class MetricsTest {
    private static final double[] ACTUAL = {1, 2, 3, 4};
    private static final double[] PREDICTED = {2, 2, 2, 6};

    @Test
    void metricsAreTheTextbooks() {
        Map<String, Double> metrics = Metrics.of(ACTUAL, PREDICTED, OptionalDouble.of(2));

        assertThat(metrics.get("mae")).isEqualTo(1);
        assertThat(metrics.get("rmse")).isCloseTo(Math.sqrt(1.5), within(1e-12));
        assertThat(metrics.get("mape")).isCloseTo((1 + 0 + 1 / 3.0 + .5) / 4, within(1e-12));
        assertThat(metrics.get("mase")).isEqualTo(.5);
        assertThat(metrics.get("r2")).isCloseTo(1 - 6 / 5.0, within(1e-12));
    }

    @Test
    void quantilesAreJudgedByPinballAndCoverage() {
        Quantiles quantiles =
                new Quantiles(new double[] {0, 0, 4, 0}, new double[] {1, 2, 4, 2}, new double[] {1, 3, 5, 3});
        Map<String, Double> metrics = Metrics.of(ACTUAL, PREDICTED, OptionalDouble.empty(), Optional.of(quantiles));

        assertThat(metrics.get("coverage"))
                .as("an actual on the edge is covered")
                .isEqualTo(.5);
        assertThat(metrics.get("pinball_10")).isCloseTo((.1 + .2 + .9 + .4) / 4, within(1e-12));
        assertThat(metrics.get("pinball_50")).isCloseTo((0 + 0 + .5 + 1) / 4, within(1e-12));
        assertThat(metrics.get("pinball_90")).isCloseTo((0 + .1 + .2 + .9) / 4, within(1e-12));
        assertThat(metrics.get("pinball")).isCloseTo((1.6 / 4 + 1.5 / 4 + 1.2 / 4) / 3, within(1e-12));
    }

    @Test
    void whatIsUndefinedIsAbsent() {
        assertThat(Metrics.of(new double[] {0, 1}, new double[] {1, 1}, OptionalDouble.of(0)))
                .containsOnlyKeys("mae", "rmse", "r2");
        assertThat(Metrics.of(new double[] {.1, .1, .1}, new double[] {1, 1, 1}, OptionalDouble.empty()))
                .doesNotContainKeys("r2", "mase");
        assertThat(Metrics.of(new double[0], new double[0], OptionalDouble.empty()))
                .isEmpty();
        assertThat(Metrics.of(ACTUAL, new double[] {1, Double.NaN, 1, 1}, OptionalDouble.of(1)))
                .isEmpty();
        assertThatThrownBy(() -> Metrics.mae(ACTUAL, new double[1])).isInstanceOf(IllegalArgumentException.class);
    }
}
