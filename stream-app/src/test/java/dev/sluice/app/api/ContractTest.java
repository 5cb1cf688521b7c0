package dev.sluice.app.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.app.api.ContractCheck.Documented;
import dev.sluice.app.api.Published.Instance;
import dev.sluice.app.api.RawHttp.Answer;
import dev.sluice.app.ops.OpsMetrics;
import dev.sluice.app.scoring.ModelKey;
import dev.sluice.app.scoring.ModelLoading;
import dev.sluice.app.scoring.ModelShelf;
import dev.sluice.app.scoring.NoModels;
import dev.sluice.app.scoring.OnnxFiles;
import dev.sluice.app.scoring.Scorer;
import dev.sluice.app.scoring.Shelf;
import dev.sluice.app.scoring.ShelfEntry.Source;
import dev.sluice.app.scoring.ShelfListener;
import dev.sluice.app.scoring.inspection.Announced;
import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.BudgetRecommendation;
import dev.sluice.event.ChannelScore;
import dev.sluice.event.ChannelWeek;
import dev.sluice.event.LiftTest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the contract says is what the API answers: every documented status of every path, from a real instance. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractTest {
    private static final String READ = "token-that-reads";
    private static final String WRITE = "token-that-writes";
    private static final String[] AS_READER = {"Authorization", "Bearer " + READ};

    private final ContractCheck check;
    private final Published published;
    private final ModelShelf shelf;
    private final Instance open;
    private final Instance guarded;

    ContractTest() throws Exception {
        check = new ContractCheck();
        published = new Published();
        shelf = new ModelShelf(
                new ModelLoading(10_000_000, ShelfListener.metered(new OpsMetrics().models())), InstantSource.system());
        byte[] file = OnnxFiles.linear("cac", "v7", 1).build().toByteArray();
        assertThat(shelf.offer(Source.TOPIC, new ModelKey("*", "cac", null), file, new Announced(null, null, "cac")))
                .isEmpty();
        assertThat(shelf.offer(
                        Source.FOLDER,
                        new ModelKey(Published.OTHER, "cac", null),
                        new byte[] {1},
                        new Announced(null, null, "cac")))
                .isPresent();
        open = published.instance(Map.of(), published::consumer, shelf);
        guarded = published.instance(
                Map.of(
                        "http.tokens",
                        "name=reader;scopes=read;sha256=" + sha256(READ) + ",name=writer;scopes=write+approve;sha256="
                                + sha256(WRITE)),
                published::consumer,
                shelf);
    }

    static String sha256(String token) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    }

    @BeforeAll
    void caughtUp() {
        for (Instance instance : List.of(open, guarded)) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() ->
                            instance.http().get("/api/v1/health", AS_READER).status() == 200);
        }
    }

    @AfterAll
    void stop() {
        open.close();
        guarded.close();
        shelf.close();
        published.close();
    }

    /** The path with something in the place of its names, and the parameters it must have. */
    private static String target(String path) {
        String named = path.replace("{account}", "acme%2Fde%201").replace("{kind}", "cac");
        return path.equals("/api/v1/channels") || path.equals("/api/v1/stream")
                ? named + "?account=acme%2Fde+1"
                : named;
    }

    @Test
    void everyDocumentedAnswerOfEveryReadIsGivenAndIsAsDocumented() throws Exception {
        Set<Documented> missing = new LinkedHashSet<>(check.documentedReads());
        // A defect can't be had for the asking; that one becomes a documented 500 is EdgeTest's.
        missing.removeIf(each -> each.status() == 500);
        try (Instance slow = published.instance(
                        Map.of(),
                        () -> {
                            throw new KafkaException("the cluster is away");
                        },
                        new Unfilled());
                Instance strict = published.instance(Map.of("http.rate.limit", "1"))) {
            List<Documented> given = new ArrayList<>();
            for (Documented each : missing) {
                if (!each.path().equals("/api/v1/stream") || each.status() != 200) { // that one does not end
                    Answer answer = provoke(each, slow, strict);
                    assertThat(answer.status()).as(each + ": " + answer.text()).isEqualTo(each.status());
                    check.holds(each.method(), each.path(), answer);
                }
                given.add(each);
            }
            assertThat(given).hasSizeGreaterThan(120);
        }
    }

    private Answer provoke(Documented each, Instance slow, Instance strict) throws Exception {
        String target = target(each.path());
        return switch (each.status()) {
            case 200 -> guarded.http().get(target, AS_READER);
            case 304 -> notModified(each, target);
            case 400 -> badRequest(each, target);
            case 401 -> guarded.http().get(target);
            case 403 ->
                each.path().startsWith("/api")
                        ? guarded.http().get(target, "Authorization", "Bearer " + WRITE)
                        : open.http().get(target, "Host", "evil.example");
            case 404 ->
                each.path().contains("{")
                        ? open.http().get(target.replace("acme", "nobody").replace("cac", "none"))
                        : open.http().get(each.path() + "?account=nobody");
            case 406 -> open.http().get(target, "Accept", "image/png");
            case 429 -> tooMany(strict, target);
            case 503 -> slow.http().get(target);
            default -> throw new AssertionError("the test knows no way to a " + each.status());
        };
    }

    /** Our own refusal where the path has something to refuse, the server's otherwise. */
    private Answer badRequest(Documented each, String target) throws Exception {
        String more = target + (target.contains("?") ? "&" : "?");
        return switch (each.path()) {
            case "/api/v1/stream" -> open.http().get(target, "Last-Event-ID", "x");
            case "/api/v1/health", "/openapi.yaml", "/docs" -> open.http().get(more + "x=%zz");
            default ->
                each.path().contains("{")
                        ? open.http().get(more + "x=%zz")
                        : open.http().get(more + "limit=0");
        };
    }

    /** One a second, and two at once: a few in a row are more than that. */
    private static Answer tooMany(Instance strict, String target) throws Exception {
        Answer answer = strict.http().get(target);
        for (int i = 0; i < 50 && answer.status() != 429; i++) {
            answer = strict.http().get(target);
        }
        return answer;
    }

    private Answer notModified(Documented each, String target) throws Exception {
        Answer first = open.http().get(target);
        // What health says counts on while the views are read; here they stand still.
        return open.http().get(target, "If-None-Match", "W/\"x\", " + first.header("etag"));
    }

    @Test
    void aStreamIsAnnouncedAsSuch() throws Exception {
        try (EventReader events = EventReader.open(open, Published.ACCOUNT, null)) {
            assertThat(events.status()).isEqualTo(200);
            assertThat(events.type()).isEqualTo("text/event-stream; charset=utf-8");
        }
    }

    @Test
    void theSchemasAreTheTopicsOwn() {
        for (Schema schema : List.of(
                ChannelWeek.getClassSchema(),
                ChannelScore.getClassSchema(),
                BudgetRecommendation.getClassSchema(),
                BudgetPolicy.getClassSchema(),
                LiftTest.getClassSchema())) {
            JsonNode documented = check.contract.at("/components/schemas/" + schema.getName() + "/properties");
            Set<String> names = new TreeSet<>();
            documented.fieldNames().forEachRemaining(names::add);
            assertThat(names)
                    .as(schema.getName())
                    .isEqualTo(new TreeSet<>(
                            schema.getFields().stream().map(Schema.Field::name).toList()));
        }
    }

    @Test
    void everyPathOfTheAppIsInTheContractAndItsPage() throws Exception {
        String page = open.http().get("/docs").text();
        check.contract.path("paths").fieldNames().forEachRemaining(path -> assertThat(page)
                .contains(path));
        assertThat(open.http().get("/openapi.yaml").text()).startsWith("openapi: 3.0.3");
        for (ProblemKind kind : ProblemKind.values()) {
            assertThat(page).contains("id=\"" + kind.anchor() + "\"");
        }
    }

    /** A shelf that has yet to be filled. */
    private record Unfilled() implements Shelf {
        @Override
        public Optional<Scorer> live(String account, String kind) {
            return new NoModels().live(account, kind);
        }

        @Override
        public List<Scorer> shadows(String account, String kind) {
            return List.of();
        }

        @Override
        public long changes() {
            return 0;
        }

        @Override
        public boolean isFilled() {
            return false;
        }
    }
}
