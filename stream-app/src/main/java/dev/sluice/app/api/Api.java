package dev.sluice.app.api;

import dev.sluice.app.api.model.PlanningRoutes;
import dev.sluice.app.api.model.PredictRoutes;
import dev.sluice.app.api.read.AccountRoutes;
import dev.sluice.app.api.read.DataHealthRoutes;
import dev.sluice.app.api.read.ModelRoutes;
import dev.sluice.app.api.read.Reader;
import dev.sluice.app.api.read.StreamRoutes;
import dev.sluice.app.api.read.TableRoutes;
import dev.sluice.app.api.view.Views;
import dev.sluice.app.api.write.Writes;
import io.helidon.http.DirectHandler;
import io.helidon.webserver.http.HttpFeature;
import java.util.ArrayList;
import java.util.List;

/** The API of a running app, as one thing to start and to close. */
public final class Api implements AutoCloseable {
    private final ApiServer server;
    private final Views views;
    private final Writes writes;

    private Api(ApiServer server, Views views, Writes writes) {
        this.server = server;
        this.views = views;
        this.writes = writes;
    }

    /** Starts what is behind the routes; returns at once, and answers 503 where the views have yet to be read. */
    public static Api start(ApiParts parts) {
        Views views = Views.start(parts.config(), parts.consumers(), parts.meters(), parts.clock());
        Reader reader = new Reader(views);
        Writes writes = Writes.open(parts, views, reader);
        List<Routes> routes = new ArrayList<>(List.of(
                PlanningRoutes.of(parts, views),
                new PredictRoutes(parts.shelf()),
                new AccountRoutes(reader),
                new TableRoutes(reader),
                new ModelRoutes(parts.shelf()),
                new DataHealthRoutes(reader, parts.shelf(), parts.stream(), parts.meters()),
                new StreamRoutes(reader, parts.meters(), System::nanoTime),
                new Contract(),
                new WebFiles("web")));
        routes.addAll(writes.routes());
        return new Api(new ApiServer(routes, parts.config().http(), parts.meters(), System::nanoTime), views, writes);
    }

    /** What the HTTP server is given. */
    public HttpFeature feature() {
        return server;
    }

    /** What answers requests that are no HTTP. */
    public DirectHandler refusals() {
        return new Refusals();
    }

    /** Ends streams that are open and what is behind the routes. Close it before the HTTP server. */
    @Override
    public void close() {
        views.close();
        writes.close();
    }
}
