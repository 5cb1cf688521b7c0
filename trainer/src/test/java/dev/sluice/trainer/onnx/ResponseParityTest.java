package dev.sluice.trainer.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.trainer.data.Dataset;
import dev.sluice.trainer.response.MadeModels;
import dev.sluice.trainer.response.ResponseModel;
import dev.sluice.trainer.response.ResponseModel.Draw;
import dev.sluice.trainer.response.Saturation;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** File and model agree in every output and draw, on ordinary and hostile rows. */
final class ResponseParityTest {
    @Test
    void fileAndModelAgreeOnOrdinaryWeeks() throws Exception {
        for (Saturation form : Saturation.values()) {
            agree(MadeModels.of(3, 12, 2, 200, form, 1));
        }
        agree(MadeModels.of(4, 8, 3, 200, 2));
        agree(MadeModels.of(1, 0, 0, 1, 3));
        agree(MadeModels.of(2, 1, 0, 4, 4));
    }

    /** A level that never fades or is gone at once; noise that is nothing beside the draws' differences. */
    @Test
    void fileAndModelAgreeAtTheEdgesOfTheParameters() throws Exception {
        ResponseModel model = MadeModels.of(2, 4, 1, 50, 5);
        agree(changed(model, d -> draw(d, d.season(), 1, 300, d.noiseSd())));
        agree(changed(model, d -> draw(d, d.season(), 0, 300, d.noiseSd())));
        agree(changed(model, d -> draw(d, new double[0], .5, 0, 0)));
        agree(changed(model, d -> draw(d, d.season(), .5, 1e-9, 1e-9)));
    }

    @Test
    void aSteepCurveIsNeitherNaNNorInfinite() throws Exception {
        ResponseModel model = MadeModels.of(2, 3, 0, 20, Saturation.HILL, 6);
        agree(changed(
                model,
                d -> new Draw(
                        d.channels().stream()
                                .map(c -> new ResponseModel.ChannelDraw(
                                        c.carryOver(), c.form(), c.ceiling(), c.scale() * 1e-3, 30))
                                .toList(),
                        d.intercept(),
                        d.trend(),
                        d.bend(),
                        d.season(),
                        d.controls(),
                        d.levelDecay(),
                        d.levelSd(),
                        d.lastLevel(),
                        d.noiseSd())));
    }

    @Test
    void aFileOfAnotherModelIsRefused() throws Exception {
        ResponseModel one = MadeModels.of(2, 3, 1, 20, 7);
        ResponseModel other = MadeModels.of(2, 3, 1, 20, 8);
        byte[] file = OnnxFile.write(other, Cards.of(other));

        assertThatThrownBy(() -> ResponseParity.check(file, one, MadeModels.rows(one, 10, 1)))
                .isInstanceOf(ParityException.class)
                .hasMessageContaining("Row 0, output baseline");
    }

    @Test
    void theSameModelGivesTheSameFileOfListedOperators() throws Exception {
        ResponseModel model = MadeModels.of(3, 4, 2, 40, 9);
        byte[] file = OnnxFile.write(model, Cards.of(model));

        assertThat(OnnxFile.write(MadeModels.of(3, 4, 2, 40, 9), Cards.of(model)))
                .isEqualTo(file);
        assertThat(OnnxOps.ALL)
                .containsAll(ModelProto.parseFrom(file).getGraph().getNodeList().stream()
                        .map(node -> new OnnxOps.Op(node.getDomain(), node.getOpType()))
                        .distinct()
                        .toList());
    }

    @Test
    void aCardOfAnotherModelIsRefused() {
        ResponseModel model = MadeModels.of(2, 3, 1, 20, 7);
        ModelCard card = Cards.of(MadeModels.of(2, 4, 1, 20, 7));

        assertThatThrownBy(() -> OnnxFile.write(model, card))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lags and draws");
    }

    private static void agree(ResponseModel model) throws Exception {
        byte[] file = OnnxFile.write(model, Cards.of(model));
        for (Dataset rows : List.of(MadeModels.rows(model, 300, 1), MadeModels.hostile(model))) {
            Parity parity = ResponseParity.check(file, model, rows);
            assertThat(parity.worst()).isLessThanOrEqualTo(Parity.TOLERANCE);
            assertThat(parity.byOutput())
                    .containsKeys("baseline", "mean", "p10", "p50", "p90", "incremental", "carry_over");
        }
    }

    private static ResponseModel changed(ResponseModel model, UnaryOperator<Draw> change) {
        return new ResponseModel(
                model.origin(),
                model.weeks(),
                model.channels(),
                model.lags(),
                model.controls(),
                model.controlMeans(),
                model.draws().stream().map(change).toList());
    }

    private static Draw draw(Draw of, double[] season, double decay, double levelSd, double noiseSd) {
        return new Draw(
                of.channels(),
                of.intercept(),
                of.trend(),
                of.bend(),
                season,
                of.controls(),
                decay,
                levelSd,
                of.lastLevel(),
                noiseSd);
    }
}
