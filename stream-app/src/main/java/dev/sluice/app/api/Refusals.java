package dev.sluice.app.api;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import java.util.Arrays;

/** Tells of requests that the server itself refuses, before any route: a bad request line, a bad header, bad framing. */
final class Refusals implements DirectHandler {
    @Override
    public TransportResponse handle(
            TransportRequest request, EventType event, Status status, ServerResponseHeaders headers, String message) {
        // A line or a header that is too long (414, 431) is a request that can't be read, like others.
        ProblemKind kind = Arrays.stream(ProblemKind.values())
                .filter(each -> each.status() == status.code())
                .findFirst()
                .orElse(status.code() < 500 ? ProblemKind.BAD_REQUEST : ProblemKind.INTERNAL);
        // The server's own words may repeat what was sent; they are not for the caller.
        String detail = kind == ProblemKind.BAD_REQUEST
                ? "The request line, a header or the length of the body is too long, or not as HTTP wants it"
                : kind.meaning();
        return TransportResponse.builder()
                .status(Status.create(kind.status()))
                .headers(headers)
                .header(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .keepAlive(false)
                .entity(JsonBytes.of(Problem.of(kind, detail).json("/")))
                .build();
    }
}
