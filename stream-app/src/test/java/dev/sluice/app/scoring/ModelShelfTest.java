package dev.sluice.app.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.app.scoring.HostileFiles.Hostile;
import dev.sluice.app.scoring.ShelfEntry.Source;
import dev.sluice.app.scoring.inspection.Announced;
import dev.sluice.app.scoring.inspection.ModelInspection;
import dev.sluice.app.scoring.inspection.Refusal;
import dev.sluice.app.scoring.inspection.Refusal.Code;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is on the shelf, and what may get there. */
final class ModelShelfTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final Map<String, Double> NUMBERS = Map.of("spend", 1.0, "clicks", 2.0);
    private static final Map<String, String> META = Map.of("channel", "meta");

    private final List<Refusal.Code> heard = new ArrayList<>();
    private final ShelfListener listener = new ShelfListener() {
        @Override
        public void refused(Refusal.Code code) {
            heard.add(code);
        }
    };
    private final ModelShelf shelf = new ModelShelf(new ModelLoading(1 << 24, listener), InstantSource.fixed(NOW));

    @AfterEach
    void nothingLeaks() {
        shelf.close();
        assertThat(LoadedModel.OPEN).hasValue(0);
    }

    private static byte[] linear(String version, double offset) {
        return OnnxFiles.linear("cac", version, offset).build().toByteArray();
    }

    private Optional<Refusal> put(String key, byte[] file) {
        return shelf.offer(Source.TOPIC, ModelKey.parse(key).orElseThrow(), file, Announced.NOTHING);
    }

    /** The mean, by the live model. */
    private float mean(String account) {
        try (Scorer scorer = shelf.live(account, "cac").orElseThrow()) {
            InputRows rows = new InputRows(scorer.card(), 1);
            rows.add(NUMBERS, META);
            return scorer.score(rows)[0];
        }
    }

    @Test
    void aModelScoresRowsByTheCardsNames() {
        assertThat(put("*/cac", linear("v1", 5))).isEmpty();
        try (Scorer scorer = shelf.live("acme", "cac").orElseThrow()) {
            assertThat(scorer.card().version()).isEqualTo("v1");
            InputRows rows = new InputRows(scorer.card(), 3);
            rows.add(NUMBERS, META);
            rows.add(Map.of("clicks", 2.0, "not declared", 9.0), Map.of("channel", "never seen"));
            rows.add(Map.of("spend", 10.0, "clicks", 0.0), Map.of());
            assertThat(scorer.score(rows)).containsExactly(23, 22, 23, 24, 11, 10, 11, 12, 25, 24, 25, 26);
            assertThat(scorer.score(new InputRows(scorer.card(), 0))).isEmpty();
        }
        assertThat(shelf.live("acme", "roas")).isEmpty();
    }

    @Test
    void aResponseModelGivesItsDrawsAndItsCarryOver() {
        assertThat(put(
                        "acme/response",
                        ResponseFiles.good("response", "v1").build().toByteArray()))
                .isEmpty();
        try (Scorer scorer = shelf.live("acme", "response").orElseThrow()) {
            InputRows rows = new InputRows(scorer.card(), 2);
            rows.add(
                    Map.of(
                            "spend.search",
                            4.0,
                            "spend.social",
                            0.0,
                            "spend.search.lag1",
                            2.0,
                            "spend.social.lag1",
                            6.0,
                            "week",
                            104.0),
                    Map.of());
            rows.add(
                    Map.of(
                            "spend.search",
                            0.0,
                            "spend.social",
                            0.0,
                            "spend.search.lag1",
                            0.0,
                            "spend.social.lag1",
                            0.0,
                            "week",
                            105.0),
                    Map.of());
            Responses responses = scorer.respond(rows);
            assertThat(responses.incremental()).containsExactly(3, 6, 9, 6, 12, 18, 0, 0, 0, 0, 0, 0);
            assertThat(responses.prediction())
                    .containsExactly(100, 118, 113, 118, 123, 6, 12, 100, 100, 95, 100, 105, 0, 0);
            assertThat(responses.carryOver()).hasSize(12).containsOnly(.5f);
            assertThat(scorer.score(rows)).isEqualTo(responses.prediction());
            assertThat(scorer.respond(new InputRows(scorer.card(), 0)).incremental())
                    .isEmpty();
        }
    }

    /** Runs are cut at what an inspected model has memory for. */
    @Test
    void manyRowsAreAnsweredLikeFew() {
        put("*/response", ResponseFiles.good("response", "v1").build().toByteArray());
        try (Scorer scorer = shelf.live("acme", "response").orElseThrow()) {
            int many = 2 * ScoringBuffers.LONGEST_RUN + 5;
            InputRows rows = new InputRows(scorer.card(), many);
            for (int i = 0; i < many; i++) {
                rows.add(
                        Map.of(
                                "spend.search",
                                2.0 * i,
                                "spend.social",
                                0.0,
                                "spend.search.lag1",
                                0.0,
                                "spend.social.lag1",
                                0.0,
                                "week",
                                1.0),
                        Map.of());
            }
            float[] incremental = scorer.respond(rows).incremental();
            for (int i = 0; i < many; i++) {
                assertThat(incremental[6 * i + 2]).isEqualTo(3f * i);
            }
        }
    }

    @Test
    void onlyResponseModelsRespond() {
        put("*/cac", linear("v1", 5));
        try (Scorer scorer = shelf.live("acme", "cac").orElseThrow()) {
            InputRows rows = new InputRows(scorer.card(), 1);
            rows.add(NUMBERS, META);
            assertThatThrownBy(() -> scorer.respond(rows)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void anAccountsOwnModelGoesBeforeTheOneForAll() {
        put("*/cac", linear("all", 0));
        put("acme/eu/cac", linear("own", 100));
        assertThat(mean("acme/eu")).isEqualTo(118);
        assertThat(mean("other")).isEqualTo(18);
        shelf.remove(Source.TOPIC, "acme/eu/cac");
        assertThat(mean("acme/eu")).isEqualTo(18);
        shelf.remove(Source.TOPIC, "*/cac");
        assertThat(shelf.live("acme/eu", "cac")).isEmpty();
        assertThat(shelf.status()).isEmpty();
    }

    @Test
    void shadowsScoreBesideTheLiveModelAndNeverInItsPlace() {
        put("*/cac#next", linear("next", 1));
        assertThat(shelf.live("acme", "cac")).isEmpty();
        put("*/cac#other", linear("other", 2));
        put("acme/cac#next", linear("own-next", 3));
        assertThat(versions(() -> shelf.shadows("acme", "cac"))).containsExactly("own-next", "other");
        assertThat(versions(() -> shelf.shadows("zeta", "cac"))).containsExactly("next", "other");
        assertThat(shelf.shadows("acme", "roas")).isEmpty();
        assertThat(shelf.status()).allMatch(ShelfEntry::shadow);
    }

    private static List<String> versions(Supplier<List<Scorer>> lent) {
        List<Scorer> scorers = lent.get();
        List<String> versions = scorers.stream().map(s -> s.card().version()).toList();
        scorers.forEach(Scorer::close);
        return versions;
    }

    @Test
    void theFoldersModelHidesTheTopicsUntilItIsGone() {
        put("*/cac", linear("topic", 0));
        shelf.offer(Source.FOLDER, new ModelKey("*", "cac", null), linear("folder", 7), Announced.NOTHING);
        assertThat(mean("acme")).isEqualTo(25);
        assertThat(shelf.status()).extracting(ShelfEntry::inUse).containsExactly(true, false);
        shelf.remove(Source.FOLDER, "*/cac");
        assertThat(mean("acme")).isEqualTo(18);
    }

    @Test
    void theStatusSaysWhatIsThereSinceWhenAndWhyAFileWasRefused() {
        byte[] good = linear("v1", 5);
        put("*/cac", good);
        put("*/cac", new byte[0]);
        List<ShelfEntry> status = shelf.status();
        assertThat(status).singleElement().satisfies(entry -> {
            assertThat(entry.key()).isEqualTo("*/cac");
            assertThat(entry.version()).isEqualTo("v1");
            assertThat(entry.sha256()).isEqualTo(ModelInspection.sha256(good));
            assertThat(entry.since()).isEqualTo(NOW);
            assertThat(entry.refused()).isNotNull().returns(Code.NOT_ONNX, Refusal::code);
            assertThat(entry.inUse()).isTrue();
        });
        put("*/cac", good);
        assertThat(shelf.status()).singleElement().returns(null, ShelfEntry::refused);
        assertThat(status).singleElement().extracting(ShelfEntry::refused).isNotNull();
        assertThat(heard).containsExactly(Code.NOT_ONNX);
    }

    @Test
    void everyHostileFileIsRefusedWithItsReasonAndTheOldModelGoesOnScoring() throws IOException {
        put("*/cac", linear("v1", 5));
        List<Hostile> hostile = HostileFiles.all();
        assertThat(hostile).hasSizeGreaterThan(16);
        SoftAssertions all = new SoftAssertions();
        for (Hostile file : hostile) {
            String kind = file.name().startsWith("response/") ? "response" : "cac";
            ModelKey key = new ModelKey("*", kind, null);
            Optional<Refusal> refusal = shelf.offer(Source.TOPIC, key, file.file(), file.announced());
            all.assertThat(refusal).as(file.name()).hasValueSatisfying(r -> {
                assertThat(r.code()).as(r.reason()).isEqualTo(file.code());
                assertThat(r.reason())
                        .contains(file.word())
                        .doesNotContain("\n")
                        .hasSizeLessThan(600);
            });
            all.assertThat(mean("acme"))
                    .as("the old model, after " + file.name())
                    .isEqualTo(23);
        }
        all.assertAll();
        assertThat(LoadedModel.OPEN).hasValue(1);
    }

    @Test
    void aFileLongerThanTheLimitIsRefusedUnread() {
        ModelLoading small = new ModelLoading(1024, ShelfListener.none());
        assertThat(small.judge(linear("v1", 5), Announced.NOTHING))
                .isInstanceOfSatisfying(
                        ModelInspection.Refused.class,
                        r -> assertThat(r.refusal().code()).isEqualTo(Code.TOO_LARGE));
    }

    @Test
    void aTreeModelIsAccepted() {
        put("*/cac", OnnxFiles.tree("cac", "t1").build().toByteArray());
        assertThat(mean("acme")).isEqualTo(5);
    }

    @Test
    void aModelOnLoanOutlivesItsReplacementAndIsClosedWhenItComesBack() {
        put("*/cac", linear("v1", 5));
        Scorer old = shelf.live("acme", "cac").orElseThrow();
        put("*/cac", linear("v2", 6));
        assertThat(LoadedModel.OPEN).hasValue(2);
        InputRows rows = new InputRows(old.card(), 1);
        rows.add(NUMBERS, META);
        assertThat(old.score(rows)[0]).isEqualTo(23);
        assertThat(mean("acme")).isEqualTo(24);
        old.close();
        old.close();
        assertThat(LoadedModel.OPEN).hasValue(1);
    }
}
