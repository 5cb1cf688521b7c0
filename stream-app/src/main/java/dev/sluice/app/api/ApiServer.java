package dev.sluice.app.api;

import dev.sluice.app.api.Route.Method;
import dev.sluice.app.api.RouteTable.Match;
import dev.sluice.app.config.HttpToken;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.ops.ApiMeters;
import io.helidon.webserver.http.HttpFeature;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The edge: every call passes here, in this order: route, rate, token, body, endpoint. Whatever goes wrong on the way
 * becomes a problem (RFC 9457) here and nowhere else; a defect is logged under an id, and the caller sees only that.
 */
public final class ApiServer implements HttpFeature {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    private static final String UNKNOWN = "unknown";

    private final RouteTable table;
    private final Gate gate;
    private final CallRate rate;
    private final int longestBody;
    private final ApiMeters meters;
    private final LongSupplier nanoTime;

    /** An edge before these routes. */
    public ApiServer(List<Routes> routes, SluiceConfig.Http limits, ApiMeters meters, LongSupplier nanoTime) {
        List<Route> all = new ArrayList<>();
        routes.forEach(each -> all.addAll(each.routes()));
        this.table = new RouteTable(all);
        this.gate = new Gate(limits.tokens());
        this.rate = new CallRate(limits.rateLimit(), nanoTime);
        this.longestBody = limits.maxBodyBytes();
        this.meters = meters;
        this.nanoTime = nanoTime;
    }

    @Override
    public void setup(HttpRouting.Builder routing) {
        routing.any(this::handle);
    }

    private void handle(ServerRequest request, ServerResponse response) throws InterruptedException {
        long began = nanoTime.getAsLong();
        Incoming incoming = new Incoming(request);
        boolean head = incoming.method().equals("HEAD");
        Sending sending = new Sending(response, incoming.headers(), head);
        String[] template = {UNKNOWN};
        int status;
        try {
            status = sending.send(answer(incoming, head, template));
        } catch (ProblemException e) {
            status = tell(sending, e.problem(), incoming);
        } catch (RuntimeException e) {
            if (response.isSent()) {
                throw e; // half an answer is out: all that is left is to break the connection
            }
            status = tell(sending, defect(incoming, e), incoming);
        }
        meters.answered(template[0], incoming.method(), status, Duration.ofNanos(nanoTime.getAsLong() - began));
    }

    private Reply answer(Incoming incoming, boolean head, String[] template) throws InterruptedException {
        Optional<HttpToken> holder = gate.holder(incoming.headers());
        String caller = holder.map(HttpToken::name).orElseGet(() -> gate.asksForTokens() ? "" : Call.LOCAL);
        // A wrong token is counted by address, so that tokens can't be tried at leisure.
        if (!rate.take(holder.isPresent() ? "token " + caller : "address " + incoming.address())) {
            throw new Problem(
                            ProblemKind.TOO_MANY_REQUESTS,
                            "More requests than http.rate.limit allows",
                            List.of(),
                            Map.of("Retry-After", "1"))
                    .toException();
        }
        Match.Found found = found(incoming, head);
        template[0] = found.route().template();
        Optional<Problem> refusal = gate.refusal(found.route().scope(), holder, incoming.headers());
        if (refusal.isPresent()) {
            throw refusal.get().toException();
        }
        return found.route()
                .endpoint()
                .answer(new Call(
                        caller,
                        incoming.rawPath(),
                        found.names(),
                        incoming.query(),
                        incoming.headers(),
                        incoming.body(longestBody)));
    }

    private Match.Found found(Incoming incoming, boolean head) {
        Optional<Method> method = head
                ? Optional.of(Method.GET)
                : Arrays.stream(Method.values())
                        .filter(m -> m.name().equals(incoming.method()))
                        .findFirst();
        List<String> path = incoming.path();
        Match match = table.find(method.orElse(Method.GET), path);
        return switch (match) {
            case Match.Found found when method.isPresent() -> found;
            case Match.Found found ->
                throw notAllowed(incoming, found.route().method().name());
            case Match.OtherMethod(var allowed) ->
                throw notAllowed(
                        incoming, allowed.stream().map(Enum::name).sorted().collect(Collectors.joining(", ")));
            case Match.Nothing() ->
                throw Problem.of(ProblemKind.NOT_FOUND, "There is no path " + incoming.rawPath() + "; /docs lists them")
                        .toException();
        };
    }

    private static ProblemException notAllowed(Incoming incoming, String allowed) {
        return new Problem(
                        ProblemKind.METHOD_NOT_ALLOWED,
                        incoming.rawPath() + " takes " + allowed + ", not " + incoming.method(),
                        List.of(),
                        Map.of("Allow", allowed))
                .toException();
    }

    private static Problem defect(Incoming incoming, RuntimeException e) {
        String id = UUID.randomUUID().toString();
        LOG.error("{} {} failed, id {}", incoming.method(), incoming.rawPath(), id, e);
        return Problem.of(ProblemKind.INTERNAL, "The app's log tells what happened, under the id " + id);
    }

    private static int tell(Sending sending, Problem problem, Incoming incoming) throws InterruptedException {
        byte[] body = JsonBytes.of(problem.json(incoming.rawPath()));
        return sending.send(new Reply.Whole(problem.kind().status(), Problem.MEDIA_TYPE, body, problem.headers()));
    }
}
