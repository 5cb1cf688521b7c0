package dev.sluice.app.api.read;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.api.Call;
import dev.sluice.app.api.Problem;
import dev.sluice.app.api.ProblemKind;
import dev.sluice.app.api.Reply;
import dev.sluice.app.api.Route;
import dev.sluice.app.api.Routes;
import dev.sluice.app.api.read.StreamPosition.Kind;
import dev.sluice.app.api.view.Row;
import dev.sluice.app.api.view.Table;
import dev.sluice.app.api.view.Views;
import dev.sluice.app.ops.ApiMeters;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.avro.specific.SpecificRecord;

/**
 * Server-sent events: what changed for an account, as it changes. Nothing is queued for a reader: it is told what differs
 * between where it is and what the views hold, so a slow one gets the latest of each row and misses no row.
 */
public final class StreamRoutes implements Routes {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final int MOST_READERS = 1000;

    private final Reader reader;
    private final Views views;
    private final ApiMeters meters;
    private final LongSupplier nanoTime;

    public StreamRoutes(Reader reader, ApiMeters meters, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.reader = reader;
        this.views = reader.views();
        this.meters = meters;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/api/v1/stream", reader.whenCaughtUp(this::stream)));
    }

    private Reply stream(Call call) {
        String account = reader.oneAccount(call);
        Optional<String> last = call.header("last-event-id").filter(id -> !id.isBlank());
        StreamPosition position = last.map(id -> StreamPosition.parse(id.strip())
                        .orElseThrow(() -> Problem.parameter("Last-Event-ID", "must be the id of an earlier event")
                                .toException()))
                .orElseGet(() -> now(account));
        if (meters.streams().get() >= MOST_READERS) {
            throw new Problem(
                            ProblemKind.TOO_MANY_REQUESTS,
                            "This instance has " + MOST_READERS + " readers of the stream already",
                            List.of(),
                            Map.of("Retry-After", "30"))
                    .toException();
        }
        return new Reply.Streaming("text/event-stream; charset=utf-8", out -> follow(account, position, out));
    }

    private StreamPosition now(String account) {
        StreamPosition position = new StreamPosition();
        for (Kind kind : Kind.values()) {
            table(kind).position(account).forEach((partition, next) -> position.reach(kind, partition, next));
        }
        return position;
    }

    private Table<? extends SpecificRecord> table(Kind kind) {
        return switch (kind) {
            case METRICS -> views.metrics();
            case SCORES -> views.scores();
            case RECOMMENDATION -> views.recommendations();
            case POLICY -> views.policies();
        };
    }

    private void follow(String account, StreamPosition position, OutputStream out)
            throws IOException, InterruptedException {
        meters.streams().incrementAndGet();
        try {
            // An id without data: a reader that is cut off before the first event goes on from here.
            write(out, "retry: 2000\nid: " + position + "\n\n");
            long written = nanoTime.getAsLong();
            while (!views.isClosed()) {
                long seen = views.version();
                boolean sent = false;
                for (Kind kind : Kind.values()) {
                    sent |= send(account, kind, position, out);
                }
                Duration silent = Duration.ofNanos(nanoTime.getAsLong() - written);
                if (!sent && silent.compareTo(HEARTBEAT) >= 0) {
                    write(out, ": still here\n\n");
                    sent = true;
                }
                if (sent) {
                    written = nanoTime.getAsLong();
                    silent = Duration.ZERO;
                }
                views.awaitChange(seen, HEARTBEAT.minus(silent));
            }
        } finally {
            meters.streams().decrementAndGet();
        }
    }

    /** Sends what changed; false if nothing did. */
    private boolean send(String account, Kind kind, StreamPosition position, OutputStream out) throws IOException {
        StringBuilder events = new StringBuilder();
        for (Row<? extends SpecificRecord> row : table(kind).changedSince(account, position.next(kind))) {
            position.reach(kind, row.place().partition(), row.place().offset() + 1);
            ObjectNode data = RecordJson.of(row.value());
            if (row.gone()) {
                data.put("deleted", true);
            }
            events.append("event: ").append(kind.word()).append("\nid: ").append(position);
            events.append("\ndata: ").append(data).append("\n\n");
        }
        if (events.isEmpty()) {
            return false;
        }
        write(out, events.toString());
        return true;
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
