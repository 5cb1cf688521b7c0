package dev.sluice.schemas.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.schemas.model.ModelCard.Distribution;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DriftTest {
    private static double[] normal(int n, double mean, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, n)
                .mapToDouble(i -> mean + random.nextGaussian())
                .toArray();
    }

    @Test
    void tenBinsHoldAboutAsManyValuesEach() {
        double[] values = IntStream.rangeClosed(1, 100).mapToDouble(i -> i).toArray();
        values[99] = Double.NaN;

        Distribution bins = Drift.ofNumbers(values);

        assertThat(bins.edges()).hasSize(9).startsWith(10.0, 20.0);
        assertThat(bins.shares().stream().mapToDouble(d -> d).sum() + bins.missing())
                .isCloseTo(1, within(1e-12));
        assertThat(bins.shares()).allSatisfy(share -> assertThat(share).isBetween(.09, .11));
        assertThat(bins.missing()).isEqualTo(.01);
        assertThat(Drift.bin(bins, 10)).as("edges belong to the lower bin").isZero();
        assertThat(Drift.bin(bins, 10.01)).isEqualTo(1);
        assertThat(Drift.bin(bins, Double.NaN)).isEqualTo(11);
    }

    @Test
    void tiesMakeFewerBins() {
        Distribution bins = Drift.ofNumbers(new double[] {0, 0, 0, 0, 0, 0, 0, 0, 1, 5});

        assertThat(bins.edges()).containsExactly(0.0, 1.0);
        assertThat(bins.shares()).containsExactly(.8, .1, .1);
        assertThat(Drift.ofNumbers(new double[] {3, 3, 3}).edges()).isEmpty();
        assertThat(Drift.ofNumbers(new double[] {Double.NaN}).missing()).isEqualTo(1);
    }

    @Test
    void theIndexIsTheTextbooksSum() {
        Distribution half = new Distribution(List.of(0.0), List.of(), List.of(.5, .5), 0);

        assertThat(Drift.psiOfCounts(half, new double[] {50, 50, 0, 0})).isZero();
        assertThat(Drift.psiOfCounts(half, new double[] {80, 20, 0, 0}))
                .isCloseTo(.3 * Math.log(.8 / .5) - .3 * Math.log(.2 / .5), within(1e-12));
        assertThat(Drift.psiOfCounts(half, new double[4])).isZero();
    }

    @Test
    void aShiftIsNotableAndAnotherDrawIsNot() {
        Distribution then = Drift.ofNumbers(normal(2000, 0, 1));

        assertThat(Drift.psi(then, normal(2000, 0, 2))).isLessThan(.02);
        assertThat(Drift.psi(then, normal(2000, .8, 3))).isGreaterThan(Drift.NOTABLE);
        double[] gone = normal(1000, 0, 4);
        for (int i = 0; i < 300; i++) {
            gone[i] = Double.NaN;
        }
        assertThat(Drift.psi(then, gone)).as("values that go missing").isGreaterThan(Drift.NOTABLE);
    }

    @Test
    void smallSamplesAreAllowedMoreByChance() {
        Distribution then = Drift.ofNumbers(normal(500, 0, 1));
        double bound = Drift.byChance(then, 500, 25);
        long above = IntStream.range(0, 1000)
                .filter(seed -> Drift.psi(then, normal(25, 0, 100 + seed)) > bound)
                .count();

        assertThat(bound).isGreaterThan(Drift.NOTABLE);
        assertThat(above).as("false alarms in 1000").isLessThan(25);
        assertThat(Drift.byChance(then, 100_000, 100_000)).isLessThan(.001);
    }

    @Test
    void newAndVanishedCategoriesCount() {
        String[] half = new String[100];
        for (int i = 0; i < 100; i++) {
            half[i] = i % 2 == 0 ? "meta" : "email";
        }
        Distribution then = Drift.ofCategories(half);
        String[] other = new String[100];
        Arrays.fill(other, 0, 60, "meta");
        Arrays.fill(other, 60, 100, "tiktok");

        assertThat(then.categories()).containsExactly("email", "meta");
        assertThat(Drift.psi(then, half)).isZero();
        assertThat(Drift.psi(then, other)).isGreaterThan(1);
        assertThat(Drift.bin(then, "tiktok")).isEqualTo(2);
        assertThat(Drift.bin(then, (String) null)).isEqualTo(3);
        assertThat(Drift.psi(Drift.ofCategories(new String[] {null, null}), new String[] {null}))
                .isZero();
    }

    @Test
    void rareCategoriesAreTheOthers() {
        String[] many = IntStream.range(0, 600)
                .mapToObj(i -> i < 300 ? "big" : "rare" + i)
                .toArray(String[]::new);
        Distribution then = Drift.ofCategories(many);

        assertThat(then.categories()).hasSize(50).startsWith("big");
        assertThat(Drift.psi(then, many)).isCloseTo(0, within(1e-12));
    }
}
