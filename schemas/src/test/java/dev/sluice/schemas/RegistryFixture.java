package dev.sluice.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A registry on a free loopback port: keeps what is registered, logs every request, and fails on demand. */
final class RegistryFixture implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What arrived: credentials and media type as sent. */
    record Request(String line, Optional<String> authorization, Optional<String> contentType, String body) {}

    private record Failure(int status, Optional<String> retryAfter) {}

    private record Version(String subject, int version, int id, JsonNode schema) {}

    private final HttpServer server;
    private final List<Version> versions = new ArrayList<>();
    private final List<Request> requests = new ArrayList<>();
    private final Deque<Failure> failures = new ArrayDeque<>();

    RegistryFixture() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    /** The next request is answered with this status. */
    synchronized RegistryFixture failNext(int status) {
        failures.add(new Failure(status, Optional.empty()));
        return this;
    }

    synchronized RegistryFixture failNext(int status, String retryAfter) {
        failures.add(new Failure(status, Optional.of(retryAfter)));
        return this;
    }

    /** Puts a version there behind the client's back; {@code extra} are more JSON fields of its entry. */
    synchronized int put(String subject, String schema, String extra) {
        try {
            ObjectNode entry = JSON.createObjectNode().put("schema", schema);
            entry.setAll((ObjectNode) JSON.readTree(extra));
            return add(subject, entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int add(String subject, JsonNode entry) {
        for (Version version : versions) {
            if (version.subject().equals(subject) && version.schema().equals(entry)) {
                return version.id();
            }
        }
        int number = 1
                + (int) versions.stream()
                        .filter(version -> version.subject().equals(subject))
                        .count();
        int id = versions.size() + 1;
        versions.add(new Version(subject, number, id, entry));
        return id;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            answer(exchange, body);
        }
    }

    private synchronized void answer(HttpExchange exchange, String body) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(new Request(
                exchange.getRequestMethod() + " " + path,
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type")),
                body));
        Failure failure = failures.poll();
        if (failure != null) {
            failure.retryAfter()
                    .ifPresent(value -> exchange.getResponseHeaders().set("Retry-After", value));
            send(exchange, failure.status(), error(failure.status(), "on demand"));
            return;
        }
        String[] parts = path.substring(1).split("/");
        boolean post = exchange.getRequestMethod().equals("POST");
        if (post && parts.length == 3) {
            send(exchange, 200, JSON.createObjectNode().put("id", add(parts[1], JSON.readTree(body))));
        } else if (post) {
            JsonNode entry = JSON.readTree(body);
            found(
                    exchange,
                    40403,
                    version -> version.subject().equals(parts[1])
                            && version.schema().equals(entry));
        } else if (parts[0].equals("schemas")) {
            found(exchange, 40403, version -> version.id() == Integer.parseInt(parts[2]));
        } else if (parts[3].equals("latest")) {
            found(exchange, 40401, version -> version.subject().equals(parts[1]));
        } else {
            int number = Integer.parseInt(parts[3]);
            found(exchange, 40402, version -> version.subject().equals(parts[1]) && version.version() == number);
        }
    }

    private void found(HttpExchange exchange, int code, java.util.function.Predicate<Version> wanted)
            throws IOException {
        for (Version version : versions.reversed()) {
            if (wanted.test(version)) {
                ObjectNode answer = version.schema().deepCopy();
                send(exchange, 200, answer.put("id", version.id()).put("version", version.version()));
                return;
            }
        }
        send(exchange, 404, error(code, "not found"));
    }

    private static ObjectNode error(int code, String message) {
        return JSON.createObjectNode().put("error_code", code).put("message", message);
    }

    private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
