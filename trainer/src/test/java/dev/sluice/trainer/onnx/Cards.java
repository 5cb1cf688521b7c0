package dev.sluice.trainer.onnx;

import dev.sluice.schemas.model.ModelCard;
import dev.sluice.schemas.model.ModelCard.Input;
import dev.sluice.schemas.model.ModelCard.InputType;
import dev.sluice.schemas.model.ResponseCard;
import dev.sluice.schemas.model.ResponseCard.Identifiability;
import dev.sluice.schemas.model.ResponseCard.ResponseChannel;
import dev.sluice.schemas.model.ResponseCard.Spend;
import dev.sluice.trainer.data.Dataset;
import dev.sluice.trainer.response.ResponseModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A card that fits rows, or a response model. */
final class Cards {
    private Cards() {}

    static ModelCard of(Dataset rows) {
        List<Input> inputs = new ArrayList<>();
        for (String name : rows.numberNames()) {
            inputs.add(new Input(name, InputType.NUMBER, "1", name, List.of(), 0.0, 1.0));
        }
        for (String name : rows.categoryNames()) {
            inputs.add(new Input(name, InputType.CATEGORY, "", name, List.of("channel-1"), null, null));
        }
        return new ModelCard(
                ModelCard.CURRENT,
                "cac",
                "1",
                null,
                new ModelCard.Target("cac", "EUR", "cost per new customer"),
                new ModelCard.Training("test", "00", rows.size(), null, null, 1),
                new ModelCard.Learner("any", Map.of()),
                inputs,
                ModelCard.QUANTILE_OUTPUTS,
                new ModelCard.Interval(.8, null, "conformal-residual"),
                new ModelCard.Evaluation("none", 0, Map.of(), List.of()),
                new ModelCard.Verdict(ModelCard.Trust.DIRECTIONAL, "a test"),
                List.of(),
                Map.of(),
                new ModelCard.Golden(1e-4, List.of()),
                Map.of());
    }

    static ModelCard of(ResponseModel model) {
        List<ResponseChannel> channels = model.channels().stream()
                .map(name -> new ResponseChannel(
                        name, new Spend(0, 1, 2, 1), Identifiability.IDENTIFIED, List.of(), "Is known.", null))
                .toList();
        ResponseCard response = new ResponseCard(
                model.origin().toString(),
                model.weeks(),
                model.lags(),
                model.draws().size(),
                channels,
                model.controls());
        List<Input> inputs = response.inputs().stream()
                .map(name -> new Input(name, InputType.NUMBER, "1", name, List.of(), 0.0, 1.0))
                .toList();
        return new ModelCard(
                ModelCard.CURRENT,
                ResponseCard.RESPONSE,
                "1",
                null,
                new ModelCard.Target("revenue", "EUR", "weekly revenue"),
                new ModelCard.Training("test", "00", model.weeks(), null, null, 1),
                new ModelCard.Learner("response", Map.of()),
                inputs,
                response.outputs(),
                new ModelCard.Interval(.8, null, "posterior"),
                new ModelCard.Evaluation("none", 0, Map.of(), List.of()),
                new ModelCard.Verdict(ModelCard.Trust.DIRECTIONAL, "a test"),
                List.of(),
                Map.of(),
                new ModelCard.Golden(1e-4, List.of()),
                Map.of(),
                response);
    }
}
