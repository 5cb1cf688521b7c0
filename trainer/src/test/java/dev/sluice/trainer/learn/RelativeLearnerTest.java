package dev.sluice.trainer.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.trainer.data.Dataset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RelativeLearnerTest {
    private static final List<String> LEVELS = List.of("usual", "account");

    static Stream<String> names() {
        return Learners.all().stream().map(Learner::name);
    }

    private static Dataset rows(double[] usual, double[] account, double[] lag, double[] target) {
        return new Dataset(
                List.of("usual", "account", "lag"),
                new double[][] {usual, account, lag},
                List.of(),
                new String[0][],
                target,
                new long[0],
                new String[0]);
    }

    @Test
    void theFirstUsableLevelCountsElseTheMedian() throws Exception {
        double none = Double.NaN;
        Dataset rows = rows(
                new double[] {2, none, 0, -3, Double.POSITIVE_INFINITY, 1e-9, 4},
                new double[] {9, 5, 6, none, 0, -1, 9},
                new double[7],
                new double[7]);

        Level level = Level.fit(rows, LEVELS, List.of());

        assertThat(level.otherwise()).isEqualTo(4.5f);
        assertThat(level.of(rows)).containsExactly(2, 5, 6, 4.5f, 4.5f, 4.5f, 4);
    }

    @Test
    void inputsInTheLevelsUnitAreDividedOthersAreNot() throws Exception {
        Dataset rows = rows(new double[] {2, 10}, new double[] {7, 7}, new double[] {3, 5}, new double[] {4, 30});

        Dataset relative = Level.fit(rows, List.of("usual"), List.of("lag")).relative(rows);

        assertThat(relative.target()).containsExactly(2, 3);
        assertThat(relative.numbers()[1]).containsExactly(7, 7);
        assertThat(relative.numbers()[2]).containsExactly(1.5, .5);
    }

    /** Money in another currency: inputs and predictions times the rate, and nothing else. */
    @ParameterizedTest
    @MethodSource("names")
    void anotherCurrencyIsTheSamePredictionTimesItsRate(String name) throws Exception {
        Dataset rows = TwoCurrencies.rows(300, 4);
        Learner learner = TwoCurrencies.relative(Learners.named(name));
        Fitted fitted = learner.fit(rows, learner.grid(300).getFirst(), 1);

        double[] before = fitted.predict(rows);
        double[] after = fitted.predict(TwoCurrencies.times(rows, 64));

        assertThat(after).containsExactly(Arrays.stream(before).map(x -> 64 * x).toArray(), within(1e-2));
    }

    @Test
    void itsGridSaysWhatItIsRelativeTo() {
        Learner learner = new RelativeLearner(Learners.named("ridge"), LEVELS, List.of("lag"));

        assertThat(learner.name()).isEqualTo("ridge");
        assertThat(learner.grid(9))
                .hasSameSizeAs(Learners.named("ridge").grid(9))
                .allSatisfy(settings -> assertThat(settings.values())
                        .containsEntry("relative_to", "usual,account")
                        .containsEntry("relative_inputs", "lag"));
    }

    @Test
    void rowsWithoutAnyLevelCannotBeLearnedFrom() {
        Dataset rows = rows(new double[2], new double[2], new double[2], new double[2]);
        Learner learner = new RelativeLearner(Learners.named("mean"), LEVELS, List.of());

        assertThatThrownBy(() -> learner.fit(rows, Settings.NONE, 1))
                .isInstanceOf(CannotLearnException.class)
                .hasMessageContaining("usual or account");
    }
}
