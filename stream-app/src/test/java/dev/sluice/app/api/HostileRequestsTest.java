package dev.sluice.app.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.app.api.Published.Instance;
import dev.sluice.app.api.RawHttp.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever is sent, the answer is one that the contract documents: never a 500, never a word of the inside. */
class HostileRequestsTest {
    private static final int REQUESTS = 1500;
    /** What a method or a path that the contract does not have may come to. */
    private static final List<Integer> UNDOCUMENTED_METHODS = List.of(200, 304, 400, 401, 403, 404, 405, 406, 413);

    private static final List<String> VALUES = List.of(
            "",
            "0",
            "-1",
            "1e9",
            "99999999999999999999",
            "NaN",
            "null",
            "true",
            "acme%2Fde+1",
            "zeta",
            "nobody",
            "%00",
            "%zz",
            "%",
            "..%2F..%2F",
            "%27%20OR%201%3D1",
            "%3Cscript%3E",
            "2026-13-45",
            "2026-01-05",
            "%F0%9F%92%A9",
            "a".repeat(5000),
            "*",
            "%0d%0aSet-Cookie:%20x=1",
            "AAAA",
            "____",
            "[]",
            "{}");
    private static final List<String> NAMES =
            List.of("account", "channel", "from", "to", "limit", "cursor", "x", "%zz", "", "account%00");
    private static final List<String> METHODS =
            List.of("GET", "GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW");
    private static final Map<String, List<String>> HEADERS = new TreeMap<>(Map.of(
            "Authorization",
            List.of(
                    "Bearer good",
                    "Bearer good",
                    "Bearer wide",
                    "Bearer bad",
                    "Bearer ",
                    "Basic Og==",
                    "x".repeat(3000)),
            "Accept",
            List.of("*/*", "text/csv", "image/png", ";;;,q=,", "text/csv;q=2", "application/json;q=0", ""),
            "If-None-Match",
            List.of("*", "\"", "W/", "\"a\", \"b\""),
            "Last-Event-ID",
            List.of("metrics0", "start.start", "metrics0:99999999999999999999", "-1", "'; drop", "scores1:2.x3:4"),
            "Content-Type",
            List.of("application/json", "text/plain", "", "application/json; charset=\"", "multipart/form-data"),
            "Accept-Encoding",
            List.of("gzip", "br", "gzip;q=0", "identity"),
            "Origin",
            List.of("https://evil.example", "null", "http://localhost")));

    @Test
    void onlyDocumentedAnswersAndNoWordOfTheInside() throws Exception {
        ContractCheck check = new ContractCheck();
        List<String> paths = new ArrayList<>();
        check.contract.path("paths").fieldNames().forEachRemaining(paths::add);
        try (Published published = new Published();
                Instance instance = published.instance(Map.of(
                        "http.max.body.bytes",
                        "4096",
                        "http.tokens",
                        "name=good;scopes=read;sha256=" + ContractTest.sha256("good")
                                + ",name=wide;scopes=write+approve;sha256=" + ContractTest.sha256("wide")))) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> instance.http()
                                    .get("/api/v1/health", "Authorization", "Bearer good")
                                    .status()
                            == 200);
            Map<Integer, Integer> seen = new TreeMap<>();
            for (int i = 0; i < REQUESTS; i++) {
                long seed = 5_000_000L + i;
                Answer answer = one(check, paths, instance.http(), new Random(seed), seed);
                seen.merge(answer.status(), 1, Integer::sum);
            }
            assertThat(seen)
                    .containsKeys(200, 400, 401, 403, 404, 405, 406, 413)
                    .doesNotContainKey(500);
        }
    }

    private static Answer one(ContractCheck check, List<String> paths, RawHttp http, Random random, long seed)
            throws Exception {
        String path = any(paths, random);
        String method = any(METHODS, random);
        boolean endless = path.equals("/api/v1/stream") && method.equals("GET");
        String target = path.replace("{account}", value(random))
                        .replace("{kind}", value(random))
                        .replace("{name}", value(random))
                + query(random);
        if (endless) {
            target = path + "?limit=1"; // with an account it would not end
        }
        byte[] body = new byte[random.nextInt(4) == 0 ? random.nextInt(20_000) : 0];
        random.nextBytes(body);
        Answer answer = http.send(method, target, headers(random), body);
        String said = "seed " + seed + ": " + method + " " + target.replaceAll("a{100,}", "aaa...") + " answered "
                + answer.status() + " " + answer.text();
        assertThat(answer.status()).as(said).isLessThan(500);
        assertThat(answer.headers()).as(said).doesNotContainKey("set-cookie");
        if (answer.status() >= 400) {
            assertThat(answer.text()).as(said).doesNotContain("Exception", "\tat ", "dev.sluice", "java.");
        }
        boolean read = method.equals("GET") && check.documents("get", path, 200);
        String documented = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
        // A value with a slash or dots in it may make another path, or none.
        boolean anyPath = target.contains("..") || target.startsWith("/api/v1/models//") || answer.status() == 404;
        if (check.documents(documented, path, answer.status())) {
            if (!method.equals("HEAD")) {
                check.holds(documented, path, answer);
            }
        } else {
            // Lines and headers that are too long are refused before there is a path.
            assertThat(answer.status()).as(said).isIn(read && !anyPath ? List.of(400, 413) : UNDOCUMENTED_METHODS);
            assertThat(answer.status() < 400
                            || method.equals("HEAD")
                            || answer.type().equals(Problem.MEDIA_TYPE))
                    .as(said)
                    .isTrue();
        }
        return answer;
    }

    private static String query(Random random) {
        StringBuilder query = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            query.append(query.isEmpty() ? '?' : '&')
                    .append(any(NAMES, random))
                    .append('=')
                    .append(any(VALUES, random));
        }
        return query.toString();
    }

    private static String value(Random random) {
        return any(VALUES, random);
    }

    private static Map<String, String> headers(Random random) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Authorization", "Bearer good");
        HEADERS.forEach((name, values) -> {
            if (random.nextInt(5) == 0) {
                headers.put(name, any(values, random));
            }
        });
        return headers;
    }

    private static String any(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
