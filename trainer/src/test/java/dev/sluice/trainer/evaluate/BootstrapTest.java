package dev.sluice.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BootstrapTest {
    private static double[] noise(int n, double spread, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, n)
                .mapToDouble(i -> spread * random.nextGaussian())
                .toArray();
    }

    @Test
    void aClearGainIsSureAndNoGainIsNot() {
        double[] actual = new double[200];
        Bootstrap.Gain clear = Bootstrap.maeGain(actual, noise(200, 1, 1), noise(200, 3, 2), new long[0], 7);
        Bootstrap.Gain none = Bootstrap.maeGain(actual, noise(200, 1, 3), noise(200, 1, 4), new long[0], 7);

        assertThat(clear.low()).isPositive().isLessThan(clear.gain());
        assertThat(clear.high()).isGreaterThan(clear.gain());
        assertThat(clear.gain()).isCloseTo(2 * Math.sqrt(2 / Math.PI), within(.3));
        assertThat(none.low()).isNegative();
        assertThat(none.high()).isPositive();
    }

    @Test
    void theSameSeedGivesTheSameInterval() {
        double[] actual = new double[50];
        assertThat(Bootstrap.maeGain(actual, noise(50, 1, 1), noise(50, 2, 2), new long[0], 7))
                .isEqualTo(Bootstrap.maeGain(actual, noise(50, 1, 1), noise(50, 2, 2), new long[0], 7))
                .isNotEqualTo(Bootstrap.maeGain(actual, noise(50, 1, 1), noise(50, 2, 2), new long[0], 8));
    }

    @Test
    void theIntervalHoldsTheTruthAboutAsOftenAsItSays() {
        double truth = Math.sqrt(2 / Math.PI);
        long held = IntStream.range(0, 200)
                .filter(i -> {
                    Bootstrap.Gain gain = Bootstrap.maeGain(
                            new double[100], noise(100, 1, 1000 + i), noise(100, 2, 5000 + i), new long[0], i);
                    return gain.low() <= truth && truth <= gain.high();
                })
                .count();

        assertThat(held).as("of 200, nominally 190").isBetween(178L, 199L);
    }

    @Test
    void rowsOfADateAreDrawnTogether() {
        // 20 dates of 50 equal rows each: as much evidence as 20 rows, not 1000.
        long[] days = IntStream.range(0, 1000).mapToLong(i -> i / 50).toArray();
        double[] daily = noise(20, 1, 3);
        double[] model =
                IntStream.range(0, 1000).mapToDouble(i -> daily[i / 50]).toArray();
        double[] baseline = IntStream.range(0, 1000).mapToDouble(i -> 1).toArray();

        Bootstrap.Gain dated = Bootstrap.maeGain(new double[1000], model, baseline, days, 1);
        Bootstrap.Gain undated = Bootstrap.maeGain(new double[1000], model, baseline, new long[0], 1);
        assertThat(dated.high() - dated.low()).isGreaterThan(3 * (undated.high() - undated.low()));
    }

    @Test
    void aHandfulOfRowsProvesNothing() {
        Bootstrap.Gain gain = Bootstrap.maeGain(new double[3], new double[3], new double[] {1, 2, 3}, new long[0], 1);

        assertThat(gain).isEqualTo(new Bootstrap.Gain(2, 0, 3));
    }
}
