package dev.sluice.app.api.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.api.Call;
import dev.sluice.app.api.Problem;
import dev.sluice.app.api.ProblemKind;
import dev.sluice.app.api.Reply;
import dev.sluice.app.api.Route;
import dev.sluice.app.api.Routes;
import dev.sluice.app.scoring.ModelKey;
import dev.sluice.app.scoring.Scorer;
import dev.sluice.app.scoring.Shelf;
import dev.sluice.app.scoring.ShelfEntry;
import dev.sluice.schemas.model.ModelCard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The models of this instance; every instance reads the same topic, so all have the same. */
public final class ModelRoutes implements Routes {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Listing<ShelfEntry> MODELS = new Listing<>(
            List.of(
                    "key",
                    "account",
                    "kind",
                    "shadow",
                    "source",
                    "in_use",
                    "version",
                    "sha256",
                    "since",
                    "refused_code",
                    "refused_message",
                    "refused_at"),
            entry -> entry.key() + " " + entry.source(),
            ModelRoutes::entry);

    private final Shelf shelf;

    public ModelRoutes(Shelf shelf) {
        this.shelf = shelf;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/api/v1/models", call -> MODELS.answer(call, filled().status())),
                Route.get("/api/v1/models/{account}/{kind}", this::card));
    }

    private Shelf filled() {
        if (!shelf.isFilled()) {
            throw Problem.unavailable("The app is still loading its models", Duration.ofSeconds(1))
                    .toException();
        }
        return shelf;
    }

    private static ObjectNode entry(ShelfEntry entry) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        Optional<ModelKey> key = ModelKey.parse(entry.key());
        node.put("key", entry.key());
        node.put("account", key.map(ModelKey::account).orElse(null));
        node.put("kind", key.map(ModelKey::kind).orElse(null));
        node.put("shadow", key.map(ModelKey::shadow).orElse(null));
        node.put("source", entry.source().name().toLowerCase(Locale.ROOT));
        node.put("in_use", entry.inUse());
        node.put("version", entry.version());
        node.put("sha256", entry.sha256());
        node.put("since", text(entry.since()));
        node.put(
                "refused_code",
                entry.refused() == null ? null : entry.refused().code().name());
        node.put(
                "refused_message",
                entry.refused() == null ? null : entry.refused().toString());
        node.put("refused_at", text(entry.refusedAt()));
        return node;
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }

    /** The card of the model that an account is scored with: its own, else the one for all. */
    private Reply card(Call call) {
        String account = call.name("account");
        String kind = call.name("kind");
        Optional<Scorer> live = filled().live(account, kind);
        if (live.isEmpty()) {
            throw Problem.of(ProblemKind.NOT_FOUND, "There is no " + kind + " model for " + account)
                    .toException();
        }
        try (Scorer model = live.get()) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("account", account);
            node.put("kind", kind);
            node.put("sha256", model.sha256());
            node.set("card", json(model.card()));
            return Reply.json(node);
        }
    }

    private static JsonNode json(ModelCard card) {
        try {
            return MAPPER.readTree(card.toJson());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a card is written as no JSON", e);
        }
    }
}
