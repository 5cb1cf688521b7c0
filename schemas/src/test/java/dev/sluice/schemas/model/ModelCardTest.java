package dev.sluice.schemas.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.model.ResponseCard.Identifiability;
import dev.sluice.schemas.model.ResponseCard.ResponseChannel;
import dev.sluice.schemas.model.ResponseCard.Roas;
import dev.sluice.schemas.model.ResponseCard.Spend;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ModelCardTest {
    private static final ResponseCard RESPONSE = new ResponseCard(
            "2026-01-05",
            104,
            2,
            200,
            List.of(
                    new ResponseChannel(
                            "search",
                            new Spend(0, 10, 20, 3),
                            Identifiability.WEAK,
                            List.of("COLLINEAR"),
                            "Moves together with social.",
                            new Roas(.5, 1, 2)),
                    new ResponseChannel(
                            "social",
                            new Spend(0, 0, 0, 0),
                            Identifiability.UNIDENTIFIED,
                            List.of("CONSTANT_SPEND"),
                            "Was never spent on.",
                            null)),
            List.of("price"));

    @Test
    void aCardComesBackAsItWasWritten() throws InvalidCardException {
        for (ModelCard card : List.of(card("cac", null), card("response", RESPONSE))) {
            assertThat(ModelCard.fromJson(card.toJson())).isEqualTo(card);
        }
    }

    @Test
    void cardsFromBeforeResponseModelsAreStillRead() throws InvalidCardException {
        String json = card("cac", null).toJson();

        assertThat(json).doesNotContain("response");
        assertThat(ModelCard.fromJson(json).response()).isNull();
    }

    @Test
    void aResponseSectionThatLacksSomethingIsRefused() {
        String json = card("response", RESPONSE).toJson().replace("\"draws\":200,", "");

        assertThatThrownBy(() -> ModelCard.fromJson(json))
                .isInstanceOf(InvalidCardException.class)
                .hasMessageContaining("draws");
    }

    @Test
    void aResponseModelsInputsAndOutputsFollowFromItsSection() {
        assertThat(RESPONSE.inputs())
                .containsExactly(
                        "spend.search",
                        "spend.social",
                        "spend.search.lag1",
                        "spend.search.lag2",
                        "spend.social.lag1",
                        "spend.social.lag2",
                        "control.price",
                        "week");
        assertThat(RESPONSE.outputs())
                .containsExactly("baseline", "mean", "p10", "p50", "p90", "incremental.search", "incremental.social");
    }

    private static ModelCard card(String kind, @Nullable ResponseCard response) {
        return new ModelCard(
                ModelCard.CURRENT,
                kind,
                "1",
                null,
                new ModelCard.Target("revenue", "EUR", "revenue"),
                new ModelCard.Training("test", "00", 104, null, null, 1),
                new ModelCard.Learner("any", Map.of()),
                List.of(),
                List.of("mean"),
                new ModelCard.Interval(.8, null, "none"),
                new ModelCard.Evaluation("none", 0, Map.of(), List.of()),
                new ModelCard.Verdict(ModelCard.Trust.DIRECTIONAL, "a test"),
                List.of(),
                Map.of(),
                new ModelCard.Golden(1e-4, List.of()),
                Map.of(),
                response);
    }
}
