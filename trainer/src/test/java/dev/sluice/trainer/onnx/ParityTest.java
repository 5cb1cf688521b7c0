package dev.sluice.trainer.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.trainer.data.Dataset;
import dev.sluice.trainer.learn.CannotLearnException;
import dev.sluice.trainer.learn.Fitted;
import dev.sluice.trainer.learn.Learner;
import dev.sluice.trainer.learn.Learners;
import dev.sluice.trainer.learn.Level;
import dev.sluice.trainer.learn.QuantileModel;
import dev.sluice.trainer.learn.RelativeLearner;
import dev.sluice.trainer.learn.Settings;
import dev.sluice.trainer.learn.Spread;
import dev.sluice.trainer.learn.TestRows;
import dev.sluice.trainer.learn.TrainedModel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** File and model agree: every learner, both ways of making intervals, ordinary and hostile rows. */
final class ParityTest {
    private static final Dataset TRAINING = TestRows.mixed(400, 1);
    private static final Dataset THOUSAND = TestRows.mixed(1_000, 2);

    static Stream<String> learners() {
        return Learners.all().stream().map(Learner::name);
    }

    @ParameterizedTest
    @MethodSource("learners")
    void fileAndModelAgreeForEverySettingOfTheGrid(String name) throws Exception {
        Learner learner = Learners.named(name);
        for (Settings settings : learner.grid(TRAINING.size())) {
            agree(learner, settings, TRAINING, THOUSAND);
        }
    }

    @ParameterizedTest
    @MethodSource("learners")
    void fileAndModelAgreeOnNumbersAlone(String name) throws Exception {
        Learner learner = Learners.named(name);
        agree(learner, learner.grid(400).getFirst(), TestRows.onlyNumbers(TRAINING), TestRows.onlyNumbers(THOUSAND));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void fileAndModelAgreeOnCategoriesAlone(String name) throws Exception {
        Learner learner = Learners.named(name);
        agree(
                learner,
                learner.grid(400).getFirst(),
                TestRows.onlyCategories(TRAINING),
                TestRows.onlyCategories(THOUSAND));
    }

    /** Trees of one leaf, coefficients of 0, a category column without any level. */
    @ParameterizedTest
    @MethodSource("learners")
    void fileAndModelAgreeWhereThereIsNothingToLearn(String name) throws Exception {
        Dataset constant = TestRows.of(new String[20], new double[20]);
        Learner learner = Learners.named(name);
        agree(learner, learner.grid(20).getFirst(), constant, constant);
    }

    /** The level is missing, 0, negative, infinite or tiny in some of the rows, in others it is what rows are told by. */
    @ParameterizedTest
    @MethodSource("learners")
    void fileAndModelAgreeOnRelativeTargets(String name) throws Exception {
        Learner plain = Learners.named(name);
        Dataset training = TestRows.withGaps(TRAINING, "spend");
        for (Learner learner : List.of(
                new RelativeLearner(plain, List.of("spend", "clicks"), List.of("clicks", "size")),
                new RelativeLearner(plain, List.of("spend"), List.of()))) {
            agree(learner, learner.grid(400).getFirst(), training, TestRows.withGaps(THOUSAND, "spend"));
            agree(learner, learner.grid(400).getLast(), training, TestRows.onlyGaps(THOUSAND, "spend"));
        }
    }

    private static void agree(Learner learner, Settings settings, Dataset training, Dataset rows) throws Exception {
        for (TrainedModel model : models(learner, settings, training)) {
            byte[] file = OnnxFile.write(model, Cards.of(training));
            for (Dataset some : List.of(rows, TestRows.between(rows, 0, 1), TestRows.hostile(training))) {
                Parity parity = Parity.check(file, model, some);
                assertThat(parity.rows()).isEqualTo(some.size());
                assertThat(parity.worst()).isLessThanOrEqualTo(Parity.TOLERANCE);
                assertThat(parity.byOutput().keySet()).containsExactly("mean", "p10", "p50", "p90");
            }
        }
    }

    private static List<TrainedModel> models(Learner learner, Settings settings, Dataset training)
            throws CannotLearnException {
        Fitted point = learner.fit(training, settings, 1);
        Level level = point.level();
        Dataset relativeRows = level.relative(training);
        QuantileModel quantiles = QuantileModel.fit(relativeRows, Settings.NONE.with("rounds", 30), 1);
        double[] predictions = point.plain().predict(relativeRows);
        double[] outcomes = relativeRows.target();
        double[] relative = new double[predictions.length];
        for (int row = 0; row < relative.length; row++) {
            relative[row] = predictions[row] * (row % 3 == 0 ? -3 : row % 3);
        }
        return List.of(
                new TrainedModel(point, Spread.residual(predictions, outcomes, .8)),
                new TrainedModel(point, Spread.residual(predictions, relative, .8)),
                new TrainedModel(point, Spread.quantile(quantiles, quantiles.predict(relativeRows), outcomes, .8)));
    }

    @Test
    void aFileOfAnotherModelIsRefusedWithTheRowAndBothValues() throws Exception {
        TrainedModel linear =
                models(Learners.named("linear"), Settings.NONE, TRAINING).getFirst();
        TrainedModel ridge = models(Learners.named("ridge"), Settings.NONE.with("alpha", 50), TRAINING)
                .getFirst();
        byte[] file = OnnxFile.write(ridge, Cards.of(TRAINING));

        assertThatThrownBy(() -> Parity.check(file, linear, THOUSAND))
                .isInstanceOf(ParityException.class)
                .hasMessageMatching("Row \\d+, output mean: the file says [-0-9.]+, the trained model [-0-9.]+; .*");
    }

    @Test
    void aCutOffFileIsRefused() throws Exception {
        TrainedModel model =
                models(Learners.named("mean"), Settings.NONE, TRAINING).getFirst();
        byte[] file = OnnxFile.write(model, Cards.of(TRAINING));

        assertThatThrownBy(() -> Parity.check(Arrays.copyOf(file, file.length / 2), model, THOUSAND))
                .isInstanceOf(OnnxFileException.class)
                .hasMessageStartingWith("ONNX Runtime can't load the file");
    }
}
