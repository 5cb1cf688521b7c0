package dev.sluice.trainer.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.trainer.data.Dataset;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FeaturesTest {
    private static final double NAN = Double.NaN;

    @Test
    void missingNumbersBecomeTheMedianAndAreFlagged() throws CannotLearnException {
        Features features = scaled(new double[] {1, 2, 3, NAN, 100});

        float[] missing = matrix(features, NAN);
        float[] median = matrix(features, 2.5);

        assertThat(missing[0]).isEqualTo(median[0]);
        assertThat(missing[1]).isEqualTo(1);
        assertThat(median[1]).isZero();
    }

    @Test
    void aColumnThatWasNeverMissingHasNoFlagAndStillTakesMissingNumbers() throws CannotLearnException {
        Features features = scaled(new double[] {1, 2, 3, 4, 5});

        assertThat(features.width()).isEqualTo(1);
        assertThat(matrix(features, NAN)).isEqualTo(matrix(features, 3));
    }

    @Test
    void outliersCountAsTheOutermostPercentiles() throws CannotLearnException {
        Features features =
                scaled(IntStream.rangeClosed(0, 100).asDoubleStream().toArray());

        assertThat(matrix(features, 1e30)).isEqualTo(matrix(features, 99));
        assertThat(matrix(features, Double.NEGATIVE_INFINITY)).isEqualTo(matrix(features, 1));
        assertThat(matrix(features, 98)[0]).isLessThan(matrix(features, 99)[0]);
    }

    @Test
    void scaledNumbersHaveMeanZeroAndDeviationOne() throws CannotLearnException {
        SplittableRandom random = new SplittableRandom(3);
        double[] column = random.doubles(5_000, 40, 60).toArray();
        float[] matrix = Features.scaled(TestRows.of(column, new double[5_000]), new double[5_000], 1)
                .matrix();

        double[] values =
                IntStream.range(0, matrix.length).mapToDouble(i -> matrix[i]).toArray();
        assertThat(Moments.mean(values)).isBetween(-1e-4, 1e-4);
        assertThat(Moments.deviation(values, 0)).isBetween(.9999, 1.0001);
    }

    @Test
    void constantAndEmptyColumnsSayNothing() throws CannotLearnException {
        assertThat(matrix(scaled(new double[] {7, 7, 7}), 1e9)).containsExactly(0);
        assertThat(matrix(scaled(new double[] {NAN, NAN}), 5)).containsExactly(0);
        assertThat(matrix(scaled(new double[] {.1, .1, .1}), NAN)).containsExactly(0);
    }

    @Test
    void treesGetNumbersAsTheyAre() throws CannotLearnException {
        Dataset rows = TestRows.of(new double[] {1, NAN, 1e9}, new double[3]);

        assertThat(Features.raw(rows, rows.target(), 1).matrix()).containsExactly(1, Float.NaN, 1e9f);
    }

    @Test
    void unknownAndMissingCategoriesAreAllZero() throws CannotLearnException {
        Dataset rows = TestRows.of(new String[] {"b", "a", null}, new double[3]);
        Features features = Features.raw(rows, rows.target(), 1).features();
        Dataset later = TestRows.of(new String[] {"a", "b", "c", "", null}, new double[5]);

        assertThat(features.matrix(later)).containsExactly(1, 0, 0, 1, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void manyCategoriesBecomeTheirMeanTargetShrunkToTheOverallMean() throws CannotLearnException {
        @Nullable String[] categories = new String[100];
        double[] target = new double[100];
        for (int row = 0; row < 100; row++) {
            categories[row] = "level " + row % 50;
            target[row] = row % 50 == 0 ? 100 : 0;
        }
        Dataset rows = TestRows.of(categories, target);
        Features features = Features.raw(rows, target, 1).features();
        Dataset later = TestRows.of(new String[] {"level 0", "level 1", "never seen", null}, new double[4]);

        double mean = 2;
        assertThat(features.width()).isEqualTo(1);
        assertThat(features.matrix(later))
                .containsExactly((float) ((200 + 10 * mean) / 12), (float) (10 * mean / 12), 2, 2);
    }

    /** Every row its own category: codes that had seen their own row would tell the target. */
    @Test
    void targetEncodingDoesNotLeakARowsOwnTarget() throws CannotLearnException {
        SplittableRandom random = new SplittableRandom(5);
        int n = 500;
        @Nullable String[] categories = new String[n];
        double[] target = random.doubles(n).toArray();
        for (int row = 0; row < n; row++) {
            categories[row] = "row " + row;
        }
        float[] codes = Features.raw(TestRows.of(categories, target), target, 1).matrix();

        double[] sameSide = IntStream.range(0, n)
                .mapToDouble(row -> (codes[row] - .5) * (target[row] - .5))
                .toArray();
        assertThat(Math.abs(Moments.mean(sameSide))).isLessThan(1e-3);
        assertThat(codes).hasSize(n).doesNotContain(Float.NaN);
    }

    @Test
    void rowsWithOtherColumnsAreRefused() throws CannotLearnException {
        Features features = scaled(new double[] {1, 2});

        assertThatThrownBy(() -> features.matrix(TestRows.of(new String[] {"a"}, new double[1])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[x]")
                .hasMessageContaining("[c]");
    }

    @Test
    void noRowsOrNoColumnsCannotBeLearnedFrom() {
        assertThatThrownBy(() -> scaled(new double[0]))
                .isInstanceOf(CannotLearnException.class)
                .hasMessageContaining("no rows");
        Dataset bare = TestRows.onlyCategories(TestRows.of(new double[2], new double[2]));
        assertThatThrownBy(() -> Features.raw(bare, bare.target(), 1))
                .isInstanceOf(CannotLearnException.class)
                .hasMessageContaining("no input column");
    }

    private static Features scaled(double[] column) throws CannotLearnException {
        return Features.scaled(TestRows.of(column, new double[column.length]), new double[column.length], 1)
                .features();
    }

    private static float[] matrix(Features features, double x) {
        return features.matrix(TestRows.of(new double[] {x}, new double[1]));
    }
}
