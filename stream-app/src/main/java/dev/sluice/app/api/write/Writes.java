package dev.sluice.app.api.write;

import dev.sluice.app.api.ApiParts;
import dev.sluice.app.api.Routes;
import dev.sluice.app.api.read.Reader;
import dev.sluice.app.api.view.Row;
import dev.sluice.app.api.view.Views;
import java.time.InstantSource;
import java.util.List;

/** All that may be sent, with the one producer that it shares. */
public final class Writes implements AutoCloseable {
    private final DurableWriter writer;
    private final List<Routes> routes;

    private Writes(DurableWriter writer, List<Routes> routes) {
        this.writer = writer;
        this.routes = List.copyOf(routes);
    }

    /** Opens the way to the topics; the views say what is there already. */
    public static Writes open(ApiParts parts, Views views, Reader reader) {
        DurableWriter writer = DurableWriter.open(parts.config());
        InstantSource clock = parts.clock();
        AuditLog audit = new AuditLog(clock);
        Shown shown = new Shown(views);
        return new Writes(
                writer,
                List.of(
                        new EventRoutes(writer, clock),
                        new ShopifyRoutes(writer, parts.config().webhooks().shopify(), clock),
                        new LiftTestRoutes(writer),
                        new PolicyRoutes(
                                writer,
                                audit,
                                reader,
                                account -> views.policies().row(account, "").map(Row::value),
                                clock),
                        new DecisionRoutes(
                                writer,
                                audit,
                                reader,
                                shown,
                                account ->
                                        views.recommendations().row(account, "").map(Row::value),
                                account -> views.audit().newest(account).stream()
                                        .map(Row::value)
                                        .toList()),
                        new PlanRoutes(
                                writer,
                                reader,
                                shown,
                                account -> views.plans().rows(account).stream()
                                        .map(Row::value)
                                        .toList(),
                                clock)));
    }

    public List<Routes> routes() {
        return routes;
    }

    /** Gives what is on its way a few seconds. */
    @Override
    public void close() {
        writer.close();
    }
}
