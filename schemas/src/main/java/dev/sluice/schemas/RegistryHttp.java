package dev.sluice.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.schemas.RegistryConfig.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests to the registry, with failover and retries. One attempt asks the endpoints in turn, beginning with the one
 * that answered last; an I/O error, 429 or 5xx moves to the next one at once. After a round without an answer it
 * waits: exponential backoff with full jitter (M. Brooker, "Exponential Backoff And Jitter", AWS 2015), and at least
 * what {@code Retry-After} asks.
 */
final class RegistryHttp implements AutoCloseable {

    /** How to wait: passed in, so that tests don't. */
    interface Pause {
        void sleep(Duration duration) throws InterruptedException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(RegistryHttp.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(1);

    private final RegistryConfig config;
    private final HttpClient http;
    private final Pause pause;
    private final RandomGenerator random;
    private volatile int preferred;

    RegistryHttp(RegistryConfig config, Pause pause, RandomGenerator random) {
        this.config = config;
        this.pause = pause;
        this.random = random;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(config.connectTimeout());
        config.tls().ifPresent(tls -> builder.sslContext(tls.context()));
        this.http = builder.build();
    }

    JsonNode get(String path) throws UnknownSchemaException {
        return send(path, null);
    }

    JsonNode post(String path, JsonNode body) throws UnknownSchemaException {
        return send(path, body.toString());
    }

    /** What became of asking one endpoint once. */
    private sealed interface Attempt {
        record Answered(JsonNode body) implements Attempt {}

        record Failed(
                String why,
                Optional<Duration> retryAfter,
                @Nullable Throwable cause) implements Attempt {}
    }

    private JsonNode send(String path, @Nullable String body) throws UnknownSchemaException {
        for (int round = 0; ; round++) {
            Duration asked = Duration.ZERO;
            Attempt.@Nullable Failed last = null;
            for (int i = 0; i < config.endpoints().size(); i++) {
                int index = (preferred + i) % config.endpoints().size();
                switch (ask(config.endpoints().get(index), path, body)) {
                    case Attempt.Answered answered -> {
                        preferred = index;
                        return answered.body();
                    }
                    case Attempt.Failed failed -> {
                        last = failed;
                        asked = max(asked, failed.retryAfter().orElse(Duration.ZERO));
                    }
                }
            }
            String why = last == null ? "no endpoint" : last.why();
            if (round >= config.maxRetries()) {
                throw new RegistryUnavailableException(
                        "schema registry unavailable after " + (round + 1) + " attempt(s): " + why,
                        last == null ? null : last.cause());
            }
            Duration wait = max(backoff(round), asked);
            LOG.warn("Schema registry: {}; trying again in {} ms", why, wait.toMillis());
            rest(wait);
        }
    }

    private Attempt ask(Endpoint endpoint, String path, @Nullable String body) throws UnknownSchemaException {
        String url = endpoint.url() + path;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(config.readTimeout())
                .header("Accept", MEDIA_TYPE + ", application/json");
        endpoint.authorization().ifPresent(value -> request.header("Authorization", value));
        if (body != null) {
            request.header("Content-Type", MEDIA_TYPE).POST(BodyPublishers.ofString(body));
        }
        HttpResponse<String> response;
        try {
            response = http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            return new Attempt.Failed(url + ": " + e, Optional.empty(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        int status = response.statusCode();
        if (status == 429 || status >= 500) {
            return new Attempt.Failed(url + ": HTTP " + status + detail(response), retryAfter(response), null);
        }
        if (status >= 400) {
            throw refused(url, response);
        }
        try {
            return new Attempt.Answered(JSON.readTree(response.body()));
        } catch (JsonProcessingException e) {
            throw new RegistryRejectedException(
                    url + " answered with something that is no JSON: is it a schema registry?", status, status);
        }
    }

    private static RegistryRejectedException refused(String url, HttpResponse<String> response)
            throws UnknownSchemaException {
        int status = response.statusCode();
        int code = parsed(response).path("error_code").asInt(status);
        if (status == 404 && code >= 40400 && code <= 40499) {
            throw new UnknownSchemaException(url + ": " + code + detail(response));
        }
        String hint =
                switch (status) {
                    case 401, 403 -> " (check basic.auth.* or bearer.auth.*)";
                    case 404 -> " (no schema registry at this address? check schema.registry.url)";
                    default -> "";
                };
        return new RegistryRejectedException(url + ": HTTP " + status + detail(response) + hint, status, code);
    }

    private static JsonNode parsed(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private static String detail(HttpResponse<String> response) {
        String message = parsed(response).path("message").asText("");
        return message.isEmpty() ? "" : ", " + message.substring(0, Math.min(500, message.length()));
    }

    private static Optional<Duration> retryAfter(HttpResponse<String> response) {
        return response.headers().firstValue("Retry-After").flatMap(RegistryHttp::seconds);
    }

    private static Optional<Duration> seconds(String text) {
        try {
            Duration asked = Duration.ofSeconds(Math.max(0, Long.parseLong(text.trim())));
            return Optional.of(asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked);
        } catch (NumberFormatException e) {
            return Optional.empty(); // a date: registries send seconds, and the backoff serves well enough
        }
    }

    private Duration backoff(int round) {
        long longest = config.longestWait().toMillis();
        long first = config.firstWait().toMillis();
        long ceiling = Math.min(longest, first << Math.min(round, 20));
        return Duration.ofMillis(ceiling / 2 + random.nextLong(ceiling / 2 + 1));
    }

    private void rest(Duration wait) {
        try {
            pause.sleep(wait);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static RegistryUnavailableException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RegistryUnavailableException("interrupted while asking the schema registry", e);
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
