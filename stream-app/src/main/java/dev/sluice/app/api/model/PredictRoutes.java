package dev.sluice.app.api.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.api.Call;
import dev.sluice.app.api.Problem;
import dev.sluice.app.api.ProblemKind;
import dev.sluice.app.api.Reply;
import dev.sluice.app.api.Route;
import dev.sluice.app.api.Routes;
import dev.sluice.app.api.SentRecord;
import dev.sluice.app.config.HttpToken.Scope;
import dev.sluice.app.scoring.InputRows;
import dev.sluice.app.scoring.ModelKey;
import dev.sluice.app.scoring.Scorer;
import dev.sluice.app.scoring.Shelf;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.schemas.model.ModelCard.Input;
import dev.sluice.schemas.model.ModelCard.InputType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code POST /predict}: features in, the prediction of the model in force out, with its interval. */
public final class PredictRoutes implements Routes {
    private static final Set<String> FIELDS = Set.of("kind", "account", "features");

    private final Shelf shelf;

    /** Asks the models of this shelf. */
    public PredictRoutes(Shelf shelf) {
        this.shelf = shelf;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post("/predict", Scope.READ, this::predict));
    }

    private Reply predict(Call call) {
        ObjectNode body = SentRecord.object(call);
        body.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw SentRecord.invalid("#/" + name, "is not known; there are kind, account and features");
            }
        });
        if (!body.path("kind").isTextual()) {
            throw SentRecord.invalid("#/kind", "must be a text, such as roas");
        }
        if (!(body.get("features") instanceof ObjectNode features)) {
            throw SentRecord.invalid("#/features", "must be an object of the model's inputs");
        }
        String account = body.path("account").asText(ModelKey.ALL);
        try (Scorer scorer = scorer(account, body.path("kind").textValue())) {
            return Reply.json(answer(account, scorer, features));
        }
    }

    private Scorer scorer(String account, String kind) {
        Optional<Scorer> live = shelf.live(account, kind);
        if (live.isEmpty() && !shelf.isFilled()) {
            throw Problem.unavailable("The models are still being read", Duration.ofSeconds(2))
                    .toException();
        }
        return live.orElseThrow(
                () -> Problem.of(ProblemKind.NOT_FOUND, "No model of this kind is in force; /api/v1/models lists them")
                        .toException());
    }

    private static ObjectNode answer(String account, Scorer scorer, ObjectNode features) {
        ModelCard card = scorer.card();
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("account", account.equals(ModelKey.ALL) ? null : account).put("kind", card.kind());
        ArrayNode missing = JsonNodeFactory.instance.arrayNode();
        InputRows rows = row(card, features, missing);
        float[] said = card.response() == null
                ? scorer.score(rows)
                : scorer.respond(rows).prediction();
        for (String figure : List.of("mean", "p10", "p50", "p90")) {
            int at = card.outputs().indexOf(figure);
            root.put(figure, at < 0 || !Float.isFinite(said[at]) ? null : Float.valueOf(said[at]));
        }
        ObjectNode outputs = root.putObject("outputs");
        for (int i = 0; i < card.outputs().size(); i++) {
            outputs.put(card.outputs().get(i), Float.isFinite(said[i]) ? Float.valueOf(said[i]) : null);
        }
        root.put("unit", card.target().unit());
        root.set("missing", missing);
        root.set("model", PlanningJson.model(scorer));
        return root;
    }

    /** The features as the model's row; what it does not know is a fault, what is not given is missing. */
    private static InputRows row(ModelCard card, ObjectNode features, ArrayNode missing) {
        Map<String, @Nullable Double> numbers = new HashMap<>();
        Map<String, @Nullable String> categories = new HashMap<>();
        List<Problem.Fault> faults = new ArrayList<>();
        for (Input input : card.inputs()) {
            JsonNode value = features.remove(input.name());
            if (value == null || value.isNull()) {
                missing.add(input.name());
            } else if (input.type() == InputType.NUMBER && value.isNumber()) {
                numbers.put(input.name(), value.doubleValue());
            } else if (input.type() == InputType.CATEGORY && value.isTextual()) {
                categories.put(input.name(), value.textValue());
            } else {
                faults.add(new Problem.Fault(
                        "#/features/" + input.name(),
                        input.type() == InputType.NUMBER ? "must be a number" : "must be a text"));
            }
        }
        features.fieldNames()
                .forEachRemaining(name ->
                        faults.add(new Problem.Fault("#/features/" + name, "is no input of this model; see its card")));
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults).toException();
        }
        InputRows rows = new InputRows(card, 1);
        rows.add(numbers, categories);
        return rows;
    }
}
