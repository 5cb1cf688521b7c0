package dev.sluice.app.ops;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.config.SluiceConfig;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpFeature;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP entrance: {@code /metrics}, {@code /health/live} and {@code /health/ready} for operators, and behind them
 * what a feature answers; an index where there is none.
 */
public final class OpsServer implements AutoCloseable {
    /** The address can't be listened on; the message says which and what to do. */
    public static final class AddressException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AddressException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String INDEX = """
        Sluice

        /metrics        metrics, for Prometheus
        /health/live    200 while the process should go on; 503: restart it
        /health/ready   200 while it does its work; 503 says what it waits for
        """;

    private final WebServer server;
    private final String host;

    private OpsServer(WebServer server, String host) {
        this.server = server;
        this.host = host;
    }

    /**
     * Starts it; returns once it listens.
     *
     * @param metrics what {@code /metrics} shows
     * @param state asked at every probe
     * @throws AddressException where the port is taken or the host is not this machine's
     */
    public static OpsServer start(SluiceConfig.Http address, OpsMetrics metrics, Supplier<StreamsState> state) {
        HttpFeature index =
                routing -> routing.get("/", (request, response) -> send(response, Status.OK_200, TEXT, INDEX));
        return start(address, metrics, state, index, DirectHandler.defaultHandler());
    }

    /**
     * Starts it; returns once it listens.
     *
     * @param metrics what {@code /metrics} shows
     * @param state asked at every probe
     * @param feature answers what is not an operator's
     * @param refusals answers what is no HTTP, and so reaches no feature
     * @throws AddressException where the port is taken or the host is not this machine's
     */
    public static OpsServer start(
            SluiceConfig.Http address,
            OpsMetrics metrics,
            Supplier<StreamsState> state,
            HttpFeature feature,
            DirectHandler refusals) {
        requireFree(address);
        HttpRouting.Builder routing = HttpRouting.builder()
                .get(
                        "/metrics",
                        (request, response) -> send(response, Status.OK_200, PROMETHEUS_TEXT, metrics.scrape()))
                .get("/health/live", (request, response) -> {
                    StreamsState now = state.get();
                    health(response, now.isLive(), now);
                })
                .get("/health/ready", (request, response) -> {
                    StreamsState now = state.get();
                    health(response, now.isReady(), now);
                });
        routing.addFeature(feature); // asked after the routes above
        DirectHandlers.Builder direct = DirectHandlers.builder();
        for (DirectHandler.EventType event : DirectHandler.EventType.values()) {
            direct.addHandler(event, refusals);
        }
        WebServer server = WebServer.builder()
                .host(address.host())
                .port(address.port())
                .shutdownHook(false) // the run command stops it, in its order
                .shutdownGracePeriod(Duration.ofSeconds(1))
                .directHandlers(direct.build())
                .routing(routing)
                .build();
        // Helidon logs why it could not start and returns all the same.
        if (!server.start().isRunning()) {
            throw new AddressException(cannotListen(address, "the log says why"), null);
        }
        return new OpsServer(server, address.host());
    }

    /** Says in one line what Helidon would say in sixty. */
    private static void requireFree(SluiceConfig.Http address) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true); // as Helidon does: a port in TIME_WAIT is free
            probe.bind(new InetSocketAddress(InetAddress.getByName(address.host()), address.port()));
        } catch (UnknownHostException e) {
            throw new AddressException(cannotListen(address, "no such host"), e);
        } catch (IOException e) {
            throw new AddressException(cannotListen(address, String.valueOf(e.getMessage())), e);
        }
    }

    private static String cannotListen(SluiceConfig.Http address, String why) {
        return "Cannot listen on %s:%d (%s): stop what listens there, or set http.host and http.port (0 takes a free port)"
                .formatted(address.host(), address.port(), why);
    }

    private static void health(ServerResponse response, boolean good, StreamsState state) {
        ObjectNode body = new ObjectMapper().createObjectNode();
        body.put("status", good ? "UP" : "DOWN");
        body.put("state", state.phase().name().toLowerCase(Locale.ROOT));
        body.put("why", state.detail());
        send(response, good ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503, "application/json", body.toString());
    }

    private static void send(ServerResponse response, Status status, String type, String body) {
        response.status(status)
                .header(HeaderNames.CONTENT_TYPE, type)
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .send(body);
    }

    /** Where it listens, with the real port. */
    public String url() {
        String shown = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
        return "http://" + (shown.contains(":") ? "[" + shown + "]" : shown) + ":" + port();
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
