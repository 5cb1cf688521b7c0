package dev.sluice.app.budget.allocate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A curve through samples: never falling, smooth, honest beyond the last one, and knowing where it turns. */
final class SampledCurveTest {
    @Test
    void goesThroughItsSamplesAndNeverFalls() {
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            SampledCurve curve = random(random);
            double before = 0;
            for (double x = 0; x <= curve.lastSpend() * 1.2; x += curve.lastSpend() / 997) {
                assertThat(curve.at(x)).isGreaterThanOrEqualTo(before - 1e-12);
                assertThat(curve.slope(x)).isGreaterThanOrEqualTo(0);
                before = curve.at(x);
            }
        }
        SampledCurve curve = SampledCurve.of(new double[] {0, 1, 3, 4}, new double[] {0, 5, 6, 9});
        assertThat(curve.at(1)).isEqualTo(5);
        assertThat(curve.at(3)).isEqualTo(6, within(1e-12));
        assertThat(curve.at(4)).isEqualTo(9);
    }

    @Test
    void isFlatBeyondTheLastSampleAndStartsFromNothing() {
        SampledCurve curve = SampledCurve.of(new double[] {10, 20}, new double[] {5, 8});
        assertThat(curve.at(1_000)).isEqualTo(8);
        assertThat(curve.slope(1_000)).isZero();
        assertThat(curve.at(0)).isZero();
        assertThat(curve.at(5)).isBetween(0.1, 5.0);
    }

    @Test
    void comesNearASmoothCurveQuickly() {
        ResponseCurve truth = TestCurves.hill(1_000, 300, 2.2);
        double[] errors = new double[2];
        for (int i = 0; i < 2; i++) {
            SampledCurve curve = TestCurves.sampled(truth, 1_200, i == 0 ? 31 : 61);
            for (double x = 0; x <= 1_200; x += 0.7) {
                errors[i] = Math.max(errors[i], Math.abs(curve.at(x) - truth.at(x)));
            }
        }
        assertThat(errors[0]).isLessThan(2);
        assertThat(errors[1]).isLessThan(errors[0] / 3);
    }

    @Test
    void betweenItsTurnsTheSlopeOnlyRisesOrOnlyFalls() {
        Random random = new Random(2);
        for (int i = 0; i < 200; i++) {
            SampledCurve curve = random(random);
            double[] turns = curve.turns();
            assertThat(turns).isSorted();
            double from = 0;
            for (double to : turns) {
                boolean rises = false;
                boolean falls = false;
                double scale = Arrays.stream(
                                new double[] {curve.slope(from), curve.slope((from + to) / 2), curve.slope(to)})
                        .max()
                        .orElseThrow();
                double before = curve.slope(from);
                for (int k = 1; k <= 50; k++) {
                    double slope = curve.slope(from + (to - from) * k / 50);
                    rises |= slope > before + 1e-9 * (scale + 1);
                    falls |= slope < before - 1e-9 * (scale + 1);
                    before = slope;
                }
                assertThat(rises && falls).isFalse();
                from = to;
            }
        }
    }

    @Test
    void aModelsRoundingIsLevelledAndARealFallRefused() {
        SampledCurve curve = SampledCurve.of(new double[] {0, 1, 2}, new double[] {0, 10, 9.99999});
        assertThat(curve.at(2)).isEqualTo(10);
        assertThatThrownBy(() -> SampledCurve.of(new double[] {0, 1, 2}, new double[] {0, 10, 9}))
                .hasMessage(
                        "the response falls from 10.0 at a spend of 1.0 to 9.0 at 2.0; it must not fall as spend grows");
        assertThatThrownBy(() -> SampledCurve.of(new double[] {0, 2, 2}, new double[] {0, 1, 2}))
                .hasMessage("spend must rise, but 2.0 follows 2.0");
        assertThatThrownBy(() -> SampledCurve.of(new double[] {0, 1}, new double[] {0, Double.NaN}))
                .hasMessageContaining("finite");
        assertThatThrownBy(() -> SampledCurve.of(new double[] {}, new double[] {}))
                .hasMessageContaining("at least one");
    }

    static SampledCurve random(Random random) {
        int samples = random.nextInt(2, 25);
        double[] spend = new double[samples];
        double[] response = new double[samples];
        for (int i = 1; i < samples; i++) {
            spend[i] = spend[i - 1] + Math.exp(random.nextDouble(-3, 3));
            response[i] = response[i - 1] + (random.nextInt(4) == 0 ? 0 : Math.exp(random.nextDouble(-4, 4)));
        }
        return SampledCurve.of(spend, response);
    }
}
