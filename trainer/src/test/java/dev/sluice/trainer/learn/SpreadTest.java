package dev.sluice.trainer.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.trainer.data.Dataset;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SpreadTest {

    @Test
    void conformalQuantilesAreTheRankOfOneMoreThanTheScores() {
        double[] nineteen = IntStream.rangeClosed(1, 19).asDoubleStream().toArray();

        assertThat(Conformal.upper(nineteen, .9)).isEqualTo(18); // the ceil(20 * .9)-th
        assertThat(Conformal.lower(nineteen, .1)).isEqualTo(2);
        assertThat(Conformal.upper(new double[] {5, 3}, .9)).isEqualTo(5); // too few: the outermost
        assertThat(Conformal.lower(new double[] {5, 3}, .1)).isEqualTo(3);
    }

    /** Noise that grows with the prediction: distances should, too. */
    @Test
    void distancesAreRelativeWhereErrorsGrowWithThePrediction() {
        SplittableRandom random = new SplittableRandom(1);
        double[] predictions = random.doubles(2_000, 1, 1000).toArray();
        double[] outcomes = Arrays.stream(predictions)
                .map(p -> p * (1 + .2 * random.nextGaussian()))
                .toArray();

        ResidualSpread spread = (ResidualSpread) Spread.residual(predictions, outcomes, .8);

        assertThat(spread.relative()).isTrue();
        assertThat(spread.high()).isBetween(.23f, .29f); // 1.2816 deviations of .2
    }

    @Test
    void distancesAreAbsoluteWhereErrorsDoNot() {
        SplittableRandom random = new SplittableRandom(1);
        double[] predictions = random.doubles(2_000, -10, 100).toArray();
        double[] outcomes =
                Arrays.stream(predictions).map(p -> p + random.nextGaussian()).toArray();

        ResidualSpread spread = (ResidualSpread) Spread.residual(predictions, outcomes, .8);

        assertThat(spread.relative()).isFalse();
        assertThat(spread.high()).isBetween(1.2f, 1.4f);
    }

    @Test
    void intervalsHoldTheirShareOfNewRows() throws CannotLearnException {
        Dataset rows = noisy(4_000, 4);
        Dataset training = TestRows.between(rows, 0, 1_000);
        Dataset calibration = TestRows.between(rows, 1_000, 2_000);
        Dataset test = TestRows.between(rows, 2_000, 4_000);
        Fitted point = Learners.named("xgboost").fit(training, Settings.NONE.with("rounds", 50), 1);
        QuantileModel quantiles = QuantileModel.fit(training, Settings.NONE, 1);

        Spread residual = Spread.residual(point.predict(calibration), calibration.target(), .8);
        Spread quantile = Spread.quantile(quantiles, quantiles.predict(calibration), calibration.target(), .8);

        for (Spread spread : new Spread[] {residual, quantile}) {
            double[][] predictions = new TrainedModel(point, spread).predict(test);
            assertThat(share(predictions, test, 1, 3)).as(spread.method()).isBetween(.76, .84);
            assertThat(share(predictions, test, 1, 2)).as(spread.method()).isBetween(.36, .44);
        }
    }

    /** The quantile model sees that the noise grows with x; one offset for all could not. */
    @Test
    void quantileIntervalsAreWiderWhereTheNoiseIsGreater() throws CannotLearnException {
        Dataset rows = noisy(2_000, 9);
        QuantileModel model = QuantileModel.fit(rows, Settings.NONE, 1);

        double[][] at = model.predict(TestRows.of(new double[] {.1, .9}, new double[2]));

        assertThat(at[1][2] - at[1][0]).isGreaterThan(3 * (at[0][2] - at[0][0]));
    }

    private static Dataset noisy(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = random.doubles(n).toArray();
        return TestRows.of(
                x,
                Arrays.stream(x)
                        .map(v -> 100 * v + 20 * v * random.nextGaussian())
                        .toArray());
    }

    private static double share(double[][] predictions, Dataset rows, int low, int high) {
        return IntStream.range(0, predictions.length)
                        .filter(row -> predictions[row][low] <= rows.target()[row]
                                && rows.target()[row] <= predictions[row][high])
                        .count()
                / (double) predictions.length;
    }

    @Test
    void percentilesNeverCross() throws CannotLearnException {
        Dataset rows = TestRows.mixed(300, 6);
        Fitted point = Learners.named("linear").fit(rows, Settings.NONE, 1);
        QuantileModel quantiles = QuantileModel.fit(rows, Settings.NONE, 1);
        double[] oddOutcomes = new SplittableRandom(1).doubles(300, -1000, 10).toArray();

        for (Spread spread : new Spread[] {
            Spread.residual(point.predict(rows), rows.target(), .8),
            Spread.residual(point.predict(rows), oddOutcomes, .8),
            Spread.quantile(quantiles, quantiles.predict(rows), rows.target(), .8),
            Spread.quantile(quantiles, quantiles.predict(rows), oddOutcomes, .1)
        }) {
            for (double[] p : new TrainedModel(point, spread).predict(TestRows.hostile(rows))) {
                assertThat(p[1]).isLessThanOrEqualTo(p[2]);
                assertThat(p[2]).isLessThanOrEqualTo(p[3]);
            }
        }
    }

    @Test
    void noPercentileIsNegativeWhereNoOutcomeWas() throws CannotLearnException {
        double[] predictions = {1, 1, 1, 1};
        Spread spread = Spread.residual(predictions, new double[] {0, 5, 0, 0}, .8);

        float[] around = ((ResidualSpread) spread).around(.1f);

        assertThat(around).containsExactly(0, 0, around[2]);
        assertThat(Spread.residual(predictions, new double[] {0, 5, -1, 0}, .8).floor())
                .isEqualTo(Float.NEGATIVE_INFINITY);
    }

    @Test
    void noOutcomesOrAnImpossibleShareAreRefused() {
        assertThatThrownBy(() -> Spread.residual(new double[0], new double[0], .8))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Spread.residual(new double[2], new double[1], .8))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Spread.residual(new double[1], new double[1], 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
