package dev.sluice.trainer.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CarryOverTest {
    private static double[] weights(CarryOver form, double decay, double shape) {
        double[] weights = new double[9];
        form.weights(decay, shape, weights, new double[9], new double[9]);
        return weights;
    }

    @ParameterizedTest
    @EnumSource
    void weightsSumToOneWhateverTheCoordinates(CarryOver form) {
        for (double decay : new double[] {-300, -40, -3, 0, 3, 40, 300}) {
            for (double shape : new double[] {-6, 0, 6}) {
                double[] weights = weights(form, decay, shape);
                assertThat(Arrays.stream(weights).sum()).isCloseTo(1, within(1e-12));
                assertThat(Arrays.stream(weights).min().getAsDouble()).isNotNegative();
            }
        }
    }

    @Test
    void aGeometricWeightFallsByTheDecay() {
        double[] weights = weights(CarryOver.GEOMETRIC, Math.log(0.4 / 0.6), 0);
        for (int lag = 1; lag < weights.length; lag++) {
            assertThat(weights[lag] / weights[lag - 1]).isCloseTo(0.4, within(1e-12));
        }
    }

    @Test
    void aWeibullOfShapeOneIsGeometric() {
        double[] geometric = weights(CarryOver.GEOMETRIC, 0.3, 0);
        double[] weibull = weights(CarryOver.WEIBULL, 0.3, 0);
        for (int lag = 0; lag < weibull.length; lag++) {
            assertThat(weibull[lag]).isCloseTo(geometric[lag], within(1e-12));
        }
    }

    @Test
    void aDelayedEffectPeaksLater() {
        double[] weights = weights(CarryOver.DELAYED, 1, 2);
        assertThat(weights[3]).isGreaterThan(weights[0]).isGreaterThan(weights[8]);
    }
}
