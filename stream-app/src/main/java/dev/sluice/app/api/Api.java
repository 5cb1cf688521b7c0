package dev.sluice.app.api;

import io.helidon.webserver.http.HttpFeature;
import java.util.List;

/** The API of a running app, as one thing to start and to close. */
public final class Api implements AutoCloseable {
    private final ApiServer server;

    private Api(ApiServer server) {
        this.server = server;
    }

    /** Starts what is behind the routes; returns at once. */
    public static Api start(ApiParts parts) {
        List<Routes> routes = List.of(new Contract(), new WebFiles("web"));
        return new Api(new ApiServer(routes, parts.config().http(), parts.meters(), System::nanoTime));
    }

    /** What the HTTP server is given. */
    public HttpFeature feature() {
        return server;
    }

    /** Ends streams that are open and what is behind the routes. Close it before the HTTP server. */
    @Override
    public void close() {}
}
