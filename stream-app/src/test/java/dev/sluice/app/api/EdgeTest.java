package dev.sluice.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.app.api.RawHttp.Answer;
import dev.sluice.app.config.HttpToken;
import dev.sluice.app.config.HttpToken.Scope;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.ops.OpsMetrics;
import dev.sluice.app.ops.OpsServer;
import dev.sluice.app.ops.StreamsState;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every route may count on, before routes of our own. */
final class EdgeTest {
    private static final String BIG = "x".repeat(5000);

    private final AtomicLong clock = new AtomicLong();
    private final OpsMetrics metrics = new OpsMetrics();
    private OpsServer server = start(new SluiceConfig.Http("127.0.0.1", 0));

    private OpsServer start(SluiceConfig.Http limits) {
        Routes routes = () -> List.of(
                Route.get("/api/v1/fine", call -> Reply.text("text/plain", BIG)),
                Route.get("/api/v1/things/{name}", call -> Reply.text("text/plain", call.name("name"))),
                Route.get("/api/v1/things/all", call -> Reply.text("text/plain", "every one")),
                Route.get("/api/v1/broken", call -> {
                    throw new IllegalStateException("secret of the inside");
                }),
                Route.post("/api/v1/echo", Scope.WRITE, call -> Reply.json(call.json())),
                Route.post(
                        "/api/v1/who",
                        Scope.APPROVE,
                        call -> Reply.json(JsonNodeFactory.instance.textNode(call.caller()))));
        ApiServer api = new ApiServer(List.of(routes, new WebFiles("web")), limits, metrics.api(), clock::get);
        return OpsServer.start(
                limits, metrics, () -> new StreamsState(StreamsState.Phase.RUNNING, "running"), api, new Refusals());
    }

    private RawHttp http() {
        return new RawHttp(server.port());
    }

    private void restart(SluiceConfig.Http limits) {
        server.close();
        server = start(limits);
    }

    @AfterEach
    void stop() {
        server.close();
        metrics.close();
    }

    private static JsonNode problem(Answer answer, int status) throws Exception {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        JsonNode problem = new ObjectMapper().readTree(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        return problem;
    }

    private Answer post(String path, String type, String body, String... headers) throws Exception {
        Map<String, String> all = RawHttp.headers(headers);
        all.put("Content-Type", type);
        return http().send("POST", path, all, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aDefectShowsNothingOfTheInside() throws Exception {
        JsonNode problem = problem(http().get("/api/v1/broken"), 500);
        assertThat(problem.toString()).doesNotContain("secret", "IllegalState", "at dev.");
        assertThat(problem.path("detail").asText()).contains("log");
    }

    @Test
    void aNameMayHoldAnythingAndALiteralGoesBeforeIt() throws Exception {
        assertThat(http().get("/api/v1/things/a%2Fb%20%C3%BC+%25").text()).isEqualTo("a/b ü+%");
        assertThat(http().get("/api/v1/things/all").text()).isEqualTo("every one");
        problem(http().get("/api/v1/things/a/b"), 404);
        assertThat(problem(http().send("DELETE", "/api/v1/fine", Map.of(), new byte[0]), 405)
                        .path("detail")
                        .asText())
                .contains("takes GET");
        assertThat(http().send("BREW", "/api/v1/echo", Map.of(), new byte[0]).header("allow"))
                .isEqualTo("POST");
    }

    @Test
    void anAnswerIsCompressedOnceAskedAndNotSentTwice() throws Exception {
        Answer plain = http().get("/api/v1/fine");
        Answer packed = http().get("/api/v1/fine", "Accept-Encoding", "br, gzip");
        assertThat(packed.header("content-encoding")).isEqualTo("gzip");
        assertThat(packed.body().length).isLessThan(200);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(in.readAllBytes()).isEqualTo(plain.body());
        }
        assertThat(packed.header("etag")).isNotEqualTo(plain.header("etag")).isNotEmpty();
        Answer again = http().get("/api/v1/fine", "If-None-Match", plain.header("etag"));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(http().get("/api/v1/fine", "If-None-Match", "\"other\"").status())
                .isEqualTo(200);
        Answer head = http().send("HEAD", "/api/v1/fine", Map.of(), new byte[0]);
        assertThat(head.header("content-length")).isEqualTo("5000");
        assertThat(head.header("etag")).isEqualTo(plain.header("etag"));
    }

    @Test
    void aBodyIsWhatItSaysAndNoLongerThanAllowed() throws Exception {
        assertThat(post("/api/v1/echo", "application/json; charset=utf-8", "{\"a\":12345678901234567890}")
                        .text())
                .isEqualTo("{\"a\":12345678901234567890}");
        problem(post("/api/v1/echo", "text/plain", "{}"), 415);
        problem(post("/api/v1/echo", "application/json", "{\"a\":1,\"a\":2}"), 400);
        problem(post("/api/v1/echo", "application/json", "{} {}"), 400);
        problem(post("/api/v1/echo", "application/json", "[1,"), 400);
        problem(post("/api/v1/echo", "application/json", "[".repeat(100_000)), 400);
        assertThat(problem(
                                http().send(
                                                "POST",
                                                "/api/v1/echo",
                                                Map.of("Content-Type", "application/json"),
                                                new byte[0]),
                                400)
                        .path("detail")
                        .asText())
                .contains("empty");
        restart(new SluiceConfig.Http("127.0.0.1", 0, List.of(), 0, 1024));
        assertThat(problem(post("/api/v1/echo", "application/json", "\"" + BIG + "\""), 413)
                        .path("detail")
                        .asText())
                .contains("1024", "http.max.body.bytes");
        // Announced as endless, never sent: the answer does not wait for it.
        problem(
                http().send(
                                "POST",
                                "/api/v1/echo",
                                Map.of("Content-Type", "application/json", "Content-Length", "99999999999"),
                                new byte[0]),
                413);
    }

    @Test
    void aTokenMayDoWhatItsScopesSayAndNothingElse() throws Exception {
        restart(new SluiceConfig.Http(
                "127.0.0.1",
                0,
                List.of(
                        new HttpToken("reader", Set.of(Scope.READ), ContractTest.sha256("r")),
                        new HttpToken("boss", Set.of(Scope.APPROVE), ContractTest.sha256("b"))),
                0,
                1024));
        assertThat(problem(http().get("/api/v1/fine"), 401).path("detail").asText())
                .isEqualTo("There is no token");
        assertThat(http().get("/api/v1/fine").header("www-authenticate")).startsWith("Bearer");
        problem(http().get("/api/v1/fine", "Authorization", "Bearer wrong"), 401);
        problem(http().get("/api/v1/fine", "Authorization", "Basic cjpy"), 401);
        assertThat(http().get("/api/v1/fine", "Authorization", "bearer r").status())
                .isEqualTo(200);
        problem(http().get("/api/v1/fine", "Authorization", "Bearer b"), 403);
        assertThat(post("/api/v1/who", "application/json", "1", "Authorization", "Bearer b")
                        .text())
                .isEqualTo("\"boss\"");
        problem(post("/api/v1/who", "application/json", "1", "Authorization", "Bearer r"), 403);
        problem(post("/api/v1/echo", "application/json", "1", "Authorization", "Bearer r"), 403);
        // The page itself tells nothing of any account, and metrics and health are the operator's.
        for (String path : List.of("/", "/ui/planner", "/metrics", "/health/live")) {
            assertThat(http().get(path).status()).as(path).isEqualTo(200);
        }
    }

    @Test
    void withoutTokensAPageFromElsewhereIsTurnedAway() throws Exception {
        assertThat(post("/api/v1/echo", "application/json", "1", "Origin", "http://localhost:9999")
                        .status())
                .isEqualTo(200);
        problem(post("/api/v1/echo", "application/json", "1", "Origin", "https://evil.example"), 403);
        problem(post("/api/v1/echo", "application/json", "1", "Origin", "null"), 403);
        problem(post("/api/v1/echo", "application/json", "1", "Origin", "http://localhost.evil.example"), 403);
        problem(http().get("/api/v1/fine", "Host", "evil.example"), 403);
        assertThat(http().get("/api/v1/fine", "Host", "localhost:1").status()).isEqualTo(200);
    }

    @Test
    void aCallerHasSoManyCallsAndGetsMoreWithTime() throws Exception {
        restart(new SluiceConfig.Http("127.0.0.1", 0, List.of(), 2, 1024));
        for (int i = 0; i < 4; i++) {
            assertThat(http().get("/api/v1/fine").status()).isEqualTo(200);
        }
        Answer refused = http().get("/api/v1/fine");
        problem(refused, 429);
        assertThat(refused.header("retry-after")).isEqualTo("1");
        clock.addAndGet(500_000_000);
        assertThat(http().get("/api/v1/fine").status()).isEqualTo(200);
        problem(http().get("/api/v1/fine"), 429);
        // Who watches the app is not held up by who uses it.
        assertThat(http().get("/health/ready").status()).isEqualTo(200);
    }

    @Test
    void whatIsNoHttpIsToldLikeAnythingElse() throws Exception {
        for (String target : List.of("/api/v1/fine?a=%zz", "/api/v1/%zz", "/a b", "no-slash")) {
            JsonNode problem = problem(http().get(target), 400);
            assertThat(problem.toString()).doesNotContain("Exception", "helidon");
        }
    }

    @Test
    void thePageIsServedAndNothingBesideIt() throws Exception {
        for (String path : List.of("/", "/ui/", "/ui/index.html", "/ui/accounts/a%2Fb")) {
            Answer page = http().get(path);
            assertThat(page.status()).as(path).isEqualTo(200);
            assertThat(page.header("content-type")).isEqualTo("text/html; charset=utf-8");
            assertThat(page.header("content-security-policy")).startsWith("default-src 'self'");
        }
        for (String path : List.of(
                "/ui/none.js",
                "/ui/..%2Fopenapi.yaml",
                "/ui/%2e%2e/openapi.yaml",
                "/ui/..%2F..%2Flogback.xml",
                "/ui/a%00.html",
                "/ui/index.class")) {
            assertThat(http().get(path).status()).as(path).isIn(400, 404);
        }
    }

    @Test
    void requestsAreCountedByRouteAndNotByWhateverIsAsked() throws Exception {
        http().get("/api/v1/things/one");
        http().get("/api/v1/things/two");
        http().get("/api/v1/nothing");
        assertThat(metrics.scrape())
                .contains(
                        "sluice_http_request_seconds_count{method=\"GET\",path=\"/api/v1/things/{name}\",status=\"200\"}"
                            + " 2")
                .contains("sluice_http_request_seconds_count{method=\"GET\",path=\"unknown\",status=\"404\"} 1")
                .doesNotContain("things/one");
    }

    @Test
    void theBestMediaTypeIsTheOneLikedBest() {
        List<String> offered = List.of("application/json", "text/csv");
        assertThat(MediaRanges.best("*/*", offered)).hasValue("application/json");
        assertThat(MediaRanges.best("text/csv", offered)).hasValue("text/csv");
        assertThat(MediaRanges.best("application/json;q=0.5, text/*", offered)).hasValue("text/csv");
        assertThat(MediaRanges.best("text/csv;q=0, */*;q=0.1", offered)).hasValue("application/json");
        assertThat(MediaRanges.best("image/png", offered)).isEmpty();
        assertThat(MediaRanges.best("", offered)).isEmpty();
    }
}
