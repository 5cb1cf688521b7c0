package dev.sluice.trainer.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.sluice.schemas.model.InvalidCardException;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.schemas.model.ModelCard.GoldenRow;
import dev.sluice.trainer.data.Dataset;
import dev.sluice.trainer.learn.CannotLearnException;
import dev.sluice.trainer.learn.Fitted;
import dev.sluice.trainer.learn.Learner;
import dev.sluice.trainer.learn.Learners;
import dev.sluice.trainer.learn.QuantileModel;
import dev.sluice.trainer.learn.Settings;
import dev.sluice.trainer.learn.Spread;
import dev.sluice.trainer.learn.TestRows;
import dev.sluice.trainer.learn.TrainedModel;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class OnnxFileTest {
    private static final Dataset ROWS = TestRows.mixed(300, 5);

    @Test
    void theSameSeedGivesTheSameFileByteForByte() throws CannotLearnException {
        for (Learner learner : Learners.all()) {
            byte[] first = OnnxFile.write(trained(learner, 9), Cards.of(ROWS));
            byte[] second = OnnxFile.write(trained(learner, 9), Cards.of(ROWS));

            assertThat(second).as(learner.name()).isEqualTo(first);
        }
    }

    @Test
    void anotherSeedGivesAnotherForest() throws CannotLearnException {
        Learner forest = Learners.named("forest");

        assertThat(OnnxFile.write(trained(forest, 1), Cards.of(ROWS)))
                .isNotEqualTo(OnnxFile.write(trained(forest, 2), Cards.of(ROWS)));
    }

    @Test
    void onlyListedOperatorsAndVersionsAreUsed() throws Exception {
        for (Learner learner : Learners.all()) {
            for (Settings settings : learner.grid(300)) {
                ModelProto model = ModelProto.parseFrom(
                        OnnxFile.write(quantile(learner.fit(ROWS, settings, 1), 1), Cards.of(ROWS)));

                Set<OnnxOps.Op> used = model.getGraph().getNodeList().stream()
                        .map(node -> new OnnxOps.Op(node.getDomain(), node.getOpType()))
                        .collect(Collectors.toSet());
                assertThat(OnnxOps.ALL).containsAll(used);
                assertThat(model.getIrVersion()).isEqualTo(8);
                assertThat(model.getOpsetImportList())
                        .extracting(opset -> opset.getDomain() + ":" + opset.getVersion())
                        .containsExactly(":17", "ai.onnx.ml:3");
            }
        }
    }

    @Test
    void theCardIsInTheFile() throws Exception {
        ModelCard card = Cards.of(ROWS);

        byte[] file = OnnxFile.write(trained(Learners.named("linear"), 1), card);

        assertThat(OnnxFile.card(file)).isEqualTo(card);
    }

    @Test
    void aCardThatDeclaresOtherInputsIsRefused() throws CannotLearnException {
        TrainedModel model = trained(Learners.named("linear"), 1);

        assertThatThrownBy(() -> OnnxFile.write(model, Cards.of(TestRows.onlyNumbers(ROWS))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The card declares the categories [], the model has [channel, campaign]");
    }

    @Test
    void whatIsNoModelFileHasNoCard() {
        assertThatThrownBy(() -> OnnxFile.card(new byte[] {1, 2, 3}))
                .isInstanceOf(InvalidCardException.class)
                .hasMessageContaining("no ONNX file");
        assertThatThrownBy(() -> OnnxFile.card(new byte[0]))
                .isInstanceOf(InvalidCardException.class)
                .hasMessageContaining("no model card");
    }

    @Test
    void goldenRowsAreWhatTheFinishedFileGives() throws Exception {
        TrainedModel model = trained(Learners.named("xgboost"), 1);
        ModelCard.Golden golden = GoldenRows.pick(OnnxFile.write(model, Cards.of(ROWS)), ROWS, 16, 3);

        assertThat(golden.rows()).hasSize(16);
        Dataset fed = rows(golden);
        try (OnnxRun run = OnnxRun.open(OnnxFile.write(model, Cards.of(ROWS)))) {
            double[][] outputs = run.predict(fed);
            for (int row = 0; row < outputs.length; row++) {
                assertThat(golden.rows().get(row).outputs())
                        .containsExactly(outputs[row][0], outputs[row][1], outputs[row][2], outputs[row][3]);
            }
        }
        assertThat(GoldenRows.pick(OnnxFile.write(model, Cards.of(ROWS)), ROWS, 1_000, 3)
                        .rows())
                .hasSize(300);
    }

    private static Dataset rows(ModelCard.Golden golden) {
        int n = golden.rows().size();
        double[][] numbers = new double[ROWS.numberNames().size()][n];
        @Nullable String[][] categories = new String[ROWS.categoryNames().size()][n];
        for (int row = 0; row < n; row++) {
            GoldenRow of = golden.rows().get(row);
            for (int c = 0; c < numbers.length; c++) {
                @Nullable Double number = of.numbers().get(c);
                numbers[c][row] = number == null ? Double.NaN : number;
            }
            for (int c = 0; c < categories.length; c++) {
                categories[c][row] = of.categories().get(c);
            }
        }
        return new Dataset(
                ROWS.numberNames(),
                numbers,
                ROWS.categoryNames(),
                categories,
                new double[n],
                new long[0],
                new String[0]);
    }

    private static TrainedModel trained(Learner learner, long seed) throws CannotLearnException {
        return quantile(learner.fit(ROWS, learner.grid(300).getFirst(), seed), seed);
    }

    private static TrainedModel quantile(Fitted point, long seed) throws CannotLearnException {
        QuantileModel quantiles = QuantileModel.fit(ROWS, Settings.NONE.with("rounds", 20), seed);
        return new TrainedModel(point, Spread.quantile(quantiles, quantiles.predict(ROWS), ROWS.target(), .8));
    }
}
