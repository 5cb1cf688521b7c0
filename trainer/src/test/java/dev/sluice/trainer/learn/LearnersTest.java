package dev.sluice.trainer.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.trainer.data.Dataset;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LearnersTest {
    private static final Dataset ROWS = TestRows.mixed(600, 11);
    private static final Dataset TRAINING = TestRows.between(ROWS, 0, 450);
    private static final Dataset TEST = TestRows.between(ROWS, 450, 600);

    static Stream<String> names() {
        return Learners.all().stream().map(Learner::name);
    }

    static Stream<String> ableNames() {
        return names().filter(name -> !name.equals("mean"));
    }

    @ParameterizedTest
    @MethodSource("ableNames")
    void beatsTheMeanByFarOnRowsItHasNotSeen(String name) throws CannotLearnException {
        double naive = mae(Learners.named("mean"), Settings.NONE);

        Learner learner = Learners.named(name);
        for (Settings settings : learner.grid(TRAINING.size())) {
            assertThat(mae(learner, settings)).as("%s %s", name, settings).isLessThan(.45 * naive);
        }
    }

    private static double mae(Learner learner, Settings settings) throws CannotLearnException {
        return TestRows.mae(learner.fit(TRAINING, settings, 1).predict(TEST), TEST);
    }

    @ParameterizedTest
    @MethodSource("names")
    void theSameSeedGivesTheSamePredictionsBitForBit(String name) throws CannotLearnException {
        Learner learner = Learners.named(name);
        Settings settings = learner.grid(TRAINING.size()).getFirst();

        assertThat(learner.fit(TRAINING, settings, 7).predict(TEST))
                .isEqualTo(learner.fit(TRAINING, settings, 7).predict(TEST));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aConstantTargetIsPredicted(String name) throws CannotLearnException {
        double[] target = new double[50];
        Arrays.fill(target, 12.5);
        Dataset rows = TestRows.of(new SplittableRandom(1).doubles(50).toArray(), target);
        Learner learner = Learners.named(name);

        double[] predictions = learner.fit(rows, learner.grid(50).getFirst(), 1).predict(rows);

        for (double prediction : predictions) {
            assertThat(prediction).isEqualTo(12.5, within(1e-3));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void oneRowIsEnoughToPredictIt(String name) throws CannotLearnException {
        Dataset row = TestRows.between(ROWS, 3, 4);
        Learner learner = Learners.named(name);

        assertThat(learner.fit(row, learner.grid(1).getFirst(), 1).predict(row)[0])
                .isEqualTo(row.target()[0], within(1e-3));
    }

    @ParameterizedTest
    @MethodSource("names")
    void numbersBeyondFloatDoNotBreakTraining(String name) throws CannotLearnException {
        double[] column = {1, 2, 3, 1e300, -1e300, Double.POSITIVE_INFINITY, Double.NaN, 4};
        Dataset rows = TestRows.of(column, new double[] {1, 2, 3, 4, 5, 6, 7, 8});
        Learner learner = Learners.named(name);

        for (double prediction :
                learner.fit(rows, learner.grid(8).getFirst(), 1).predict(rows)) {
            assertThat(prediction).isFinite();
        }
    }

    @Test
    void linearFindsTheLineDespiteColumnsThatDependOnEachOther() throws CannotLearnException {
        String[] categories = new String[90];
        double[] target = new double[90];
        for (int row = 0; row < 90; row++) {
            categories[row] = "c" + row % 3;
            target[row] = 10 * (row % 3);
        }
        Dataset rows = TestRows.of(categories, target);

        double[] predictions =
                Learners.named("linear").fit(rows, Settings.NONE, 1).predict(rows);

        assertThat(predictions).containsExactly(target, within(1e-3));
    }

    @Test
    void aStrongElasticNetDropsNoise() throws CannotLearnException {
        SplittableRandom random = new SplittableRandom(2);
        double[] signal = random.doubles(400).toArray();
        double[] noise = random.doubles(400).toArray();
        Dataset rows = new Dataset(
                List.of("signal", "noise"),
                new double[][] {signal, noise},
                List.of(),
                new String[0][],
                Arrays.stream(signal).map(x -> 3 * x).toArray(),
                new long[0],
                new String[0]);

        LinearModel model = (LinearModel) Learners.named("elastic-net")
                .fit(rows, Settings.NONE.with("strength", .2).with("l1_ratio", 1.0), 1);

        assertThat(model.coefficients()[1]).isZero();
        assertThat(model.coefficients()[0]).isPositive();
    }

    @Test
    void ridgeShrinksAsItsPenaltyGrows() throws CannotLearnException {
        Dataset rows = TestRows.onlyNumbers(TRAINING);
        double before = Double.POSITIVE_INFINITY;
        for (double alpha : new double[] {1e-3, 1e2, 1e5}) {
            LinearModel model = (LinearModel) Learners.named("ridge").fit(rows, Settings.NONE.with("alpha", alpha), 1);
            double size = Math.abs(model.coefficients()[0]);
            assertThat(size).isLessThan(before);
            before = size;
        }
    }

    @Test
    void aLogTargetMakesGrowthALine() throws CannotLearnException {
        double[] x = IntStream.range(0, 300).mapToDouble(i -> i / 50.0).toArray();
        Dataset rows = TestRows.of(x, Arrays.stream(x).map(v -> Math.exp(v) * 5).toArray());
        Learner linear = Learners.named("linear");

        double plain = TestRows.mae(linear.fit(rows, Settings.NONE, 1).predict(rows), rows);
        double log = TestRows.mae(
                linear.fit(rows, Settings.NONE.with("log_target", true), 1).predict(rows), rows);

        assertThat(log).isLessThan(.3 * plain);
    }

    @Test
    void aLogTargetRefusesNegativeTargets() {
        Dataset rows = TestRows.of(new double[] {1, 2}, new double[] {1, -2});

        assertThatThrownBy(() -> Learners.named("xgboost").fit(rows, Settings.NONE.with("log_target", true), 1))
                .isInstanceOf(CannotLearnException.class)
                .hasMessageContaining("-2");
    }

    @Test
    void anUnknownLearnerIsAnsweredWithTheNamesThereAre() {
        assertThatThrownBy(() -> Learners.named("prophet"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "There is no learner 'prophet'; there are mean, linear, ridge, elastic-net, forest, xgboost, mlp");
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        for (Settings bad : List.of(
                Settings.NONE.with("hidden", 0),
                Settings.NONE.with("layers", 99),
                Settings.NONE.with("hidden", 1_000_000))) {
            assertThatThrownBy(() -> Learners.named("mlp").fit(TRAINING, bad, 1))
                    .isInstanceOf(CannotLearnException.class);
        }
        assertThatThrownBy(() -> Learners.named("xgboost").fit(TRAINING, Settings.NONE.with("subsample", -3), 1))
                .isInstanceOf(CannotLearnException.class)
                .hasMessageMatching("XGBoost can't learn from these rows: [^\\[/]*subsample.*");
        assertThatThrownBy(() -> Learners.named("ridge").fit(TRAINING, Settings.NONE.with("alpha", 0), 1))
                .isInstanceOf(CannotLearnException.class);
    }

    @Test
    void unknownCategoriesCountAsMissing() throws CannotLearnException {
        for (Learner learner : Learners.all()) {
            Fitted fitted = learner.fit(TRAINING, learner.grid(450).getFirst(), 1);
            @Nullable String[] unknown = new String[TEST.size()];
            @Nullable String[] missing = new String[TEST.size()];
            Arrays.fill(unknown, "never seen");

            assertThat(fitted.predict(Columns.withCategories(TEST, 1, row -> unknown[row])))
                    .as(learner.name())
                    .isEqualTo(fitted.predict(Columns.withCategories(TEST, 1, row -> missing[row])));
        }
    }
}
