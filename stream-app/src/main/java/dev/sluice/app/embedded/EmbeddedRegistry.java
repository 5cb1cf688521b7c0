package dev.sluice.app.embedded;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.embedded.RegistryRoutes.Call;
import dev.sluice.app.embedded.RegistryRoutes.RawJson;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry inside this JVM that speaks the Confluent REST API for Avro, on 127.0.0.1 only. Schemas, ids and
 * compatibility levels outlive it in one file. The default compatibility is BACKWARD.
 */
public final class EmbeddedRegistry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRegistry.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int BODY_LIMIT_BYTES = 4 << 20;

    private final WebServer server;
    private final RegistryJournal journal;
    private final Path file;
    private final boolean temporary;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedRegistry(WebServer server, RegistryJournal journal, Path file, boolean temporary) {
        this.server = server;
        this.journal = journal;
        this.file = file;
        this.temporary = temporary;
    }

    /**
     * Starts a registry and returns once it serves.
     *
     * @param file a registry's file, or one that does not exist yet; kept on close
     * @param port 0: a free one
     * @throws EmbeddedStartException where the port is taken, or the file is in use or not a registry's
     */
    public static EmbeddedRegistry start(Path file, int port) {
        return start(file, port, false);
    }

    /** Starts a registry on a free port, with a file that {@link #close()} deletes. */
    public static EmbeddedRegistry startTemporary() {
        try {
            return start(Files.createTempFile("sluice-registry-", ".jsonl"), 0, true);
        } catch (IOException e) {
            throw new EmbeddedStartException("Cannot make a temporary file for the embedded registry: " + e, e);
        }
    }

    private static EmbeddedRegistry start(Path file, int port, boolean temporary) {
        RegistryState state = new RegistryState();
        RegistryJournal journal;
        try {
            journal = RegistryJournal.open(file, state::apply);
        } catch (IOException e) {
            throw new EmbeddedStartException("Cannot use " + file + " for the embedded registry: " + e, e);
        }
        WebServer server = serve(new RegistryRoutes(new SchemaStore(state, journal)), port);
        EmbeddedRegistry registry = new EmbeddedRegistry(server, journal, file, temporary);
        // Helidon logs a failed bind and returns a server that does not run.
        if (!server.isRunning()) {
            registry.close();
            throw new EmbeddedStartException("Port " + port + " on 127.0.0.1 is in use or not allowed; stop what"
                    + " listens there or choose another port for the embedded registry (0 picks a free one)");
        }
        LOG.info("Embedded schema registry serves at {}, schemas in {}", registry.url(), file);
        return registry;
    }

    private static WebServer serve(RegistryRoutes routes, int port) {
        return WebServer.builder()
                .address(LoopbackPort.loopback())
                .port(port)
                .maxPayloadSize(BODY_LIMIT_BYTES)
                .shutdownGracePeriod(Duration.ofMillis(500))
                .shutdownHook(false)
                .routing(routing -> routing.any((request, response) -> handle(routes, request, response)))
                .build()
                .start();
    }

    private static void handle(RegistryRoutes routes, ServerRequest request, ServerResponse response)
            throws IOException {
        byte[] answer;
        try {
            Object value = routes.answer(call(request));
            answer = value instanceof RawJson raw
                    ? raw.json().getBytes(StandardCharsets.UTF_8)
                    : JSON.writeValueAsBytes(value);
        } catch (RegistryException e) {
            response.status(e.status());
            answer = JSON.writeValueAsBytes(Map.of("error_code", e.code(), "message", String.valueOf(e.getMessage())));
        }
        response.header(HeaderNames.CONTENT_TYPE, MEDIA_TYPE);
        response.send(answer);
    }

    private static Call call(ServerRequest request) throws IOException, RegistryException {
        List<String> path = new ArrayList<>();
        for (String segment : request.path().rawPath().split("/")) {
            if (!segment.isEmpty()) {
                // A plus sign is itself in a path; only in a query does it stand for a space.
                path.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        }
        Map<String, String> query = new HashMap<>();
        for (String name : request.query().names()) {
            query.put(name, request.query().first(name).orElse(""));
        }
        return new Call(request.prologue().method().text(), path, query, body(request));
    }

    private static byte[] body(ServerRequest request) throws IOException, RegistryException {
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        byte[] body = request.content().inputStream().readNBytes(BODY_LIMIT_BYTES + 1);
        if (body.length > BODY_LIMIT_BYTES) {
            throw RegistryException.tooLarge(BODY_LIMIT_BYTES);
        }
        return body;
    }

    /** Where clients connect, for example {@code http://127.0.0.1:41235}. */
    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** Stops after at most half a second of grace for open requests; deletes a temporary file. Idempotent. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        server.stop();
        try {
            journal.close();
            if (temporary) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("Cannot clean up {}: {}", file, e.toString());
        }
    }
}
