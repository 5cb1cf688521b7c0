package dev.sluice.app.api.write;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.api.Call;
import dev.sluice.app.api.Problem;
import dev.sluice.app.api.ProblemKind;
import dev.sluice.app.api.Reply;
import dev.sluice.app.api.Route;
import dev.sluice.app.api.Routes;
import dev.sluice.app.api.write.DurableWriter.Entry;
import dev.sluice.app.api.write.DurableWriter.Fate;
import dev.sluice.app.config.HttpToken.Scope;
import dev.sluice.app.intake.EventRules;
import dev.sluice.event.Click;
import dev.sluice.event.ClickBatch;
import dev.sluice.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/v1/events}. Answered when every event that could be taken is on its topic to stay, or is not known to
 * be; each item's fate is told. What was not acknowledged may be sent again: revisions and ids make it count once.
 */
final class EventRoutes implements Routes {
    /** Items of one request. */
    static final int MOST_ITEMS = 10_000;

    private static final String JSON = "application/json";
    private static final String NDJSON = "application/x-ndjson";
    private static final int MOST_CLICKS_OF_BATCH = 500;
    /** Requests whose events are held in memory at once; each is at most a body long. */
    private static final int MOST_AT_ONCE = 32;

    private final DurableWriter writer;
    private final InstantSource clock;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    EventRoutes(DurableWriter writer, InstantSource clock) {
        this.writer = writer;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post("/api/v1/events", Scope.WRITE, this::events));
    }

    private Reply events(Call call) throws InterruptedException {
        if (!places.tryAcquire()) {
            throw new Problem(
                            ProblemKind.TOO_MANY_REQUESTS,
                            MOST_AT_ONCE + " requests with events are being written; try again",
                            List.of(),
                            Map.of("Retry-After", "1"))
                    .toException();
        }
        try {
            List<EventItem> items = read(call);
            if (items.size() > MOST_ITEMS) {
                throw Problem.of(
                                ProblemKind.BODY_TOO_LARGE,
                                items.size() + " events; at most " + MOST_ITEMS + " go in a request")
                        .toException();
            }
            return write(items, call.path());
        } finally {
            places.release();
        }
    }

    private List<EventItem> read(Call call) {
        EventReading reading = new EventReading(new EventRules(clock.millis()));
        return call.mediaType(List.of(JSON, NDJSON)).equals(NDJSON)
                ? reading.ofLines(call.body())
                : reading.ofJson(call.json());
    }

    private Reply write(List<EventItem> items, String path) throws InterruptedException {
        Packing packing = new Packing();
        items.forEach(packing::add);
        List<Fate> fates = writer.write(packing.entries());
        ArrayNode told = JsonNodeFactory.instance.arrayNode();
        int[] counts = new int[3];
        for (EventItem item : items) {
            ObjectNode node = told.addObject().put("index", item.index());
            counts[tell(item, packing.entryOf(item), fates, node)]++;
        }
        return reply(counts, told, path);
    }

    private static final int ACCEPTED = 0;
    private static final int REJECTED = 1;
    private static final int UNACKNOWLEDGED = 2;

    private static int tell(EventItem item, @Nullable Integer entry, List<Fate> fates, ObjectNode node) {
        if (item instanceof EventItem.Refused refused) {
            return rejected(node, refused.code(), refused.detail(), refused.pointer());
        }
        if (entry == null) {
            throw new IllegalStateException("item " + item.index() + " was not packed");
        }
        return switch (fates.get(entry)) {
            case Fate.Durable at -> {
                node.put("status", "accepted");
                node.put("topic", at.topic()).put("partition", at.partition()).put("offset", at.offset());
                yield ACCEPTED;
            }
            case Fate.Refused(String why) -> rejected(node, "TOO_LARGE", why, "");
            case Fate.Unknown(String why) -> {
                node.put("status", "unacknowledged").put("detail", why);
                yield UNACKNOWLEDGED;
            }
        };
    }

    private static int rejected(ObjectNode node, String code, String detail, String pointer) {
        node.put("status", "rejected").put("code", code).put("detail", detail).put("pointer", pointer);
        return REJECTED;
    }

    private static Reply reply(int[] counts, ArrayNode told, String path) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        Problem problem = problem(counts, told.size());
        if (problem != null) {
            body = problem.json(path);
        }
        body.put("accepted", counts[ACCEPTED]);
        body.put("rejected", counts[REJECTED]);
        body.put("unacknowledged", counts[UNACKNOWLEDGED]);
        body.set("items", told);
        if (problem != null) {
            byte[] document = body.toString().getBytes(StandardCharsets.UTF_8);
            return new Reply.Whole(problem.kind().status(), Problem.MEDIA_TYPE, document, problem.headers());
        }
        return Reply.json(counts[REJECTED] == 0 ? 200 : 207, body);
    }

    private static @Nullable Problem problem(int[] counts, int all) {
        if (counts[UNACKNOWLEDGED] > 0) {
            String detail = counts[UNACKNOWLEDGED] + " of " + all
                    + " events were not acknowledged; send them again (what is there already counts once)";
            return Problem.unavailable(detail, Duration.ofSeconds(5));
        }
        return counts[ACCEPTED] == 0 && all > 0
                ? Problem.of(ProblemKind.INVALID, "None of the events can be taken; items says why")
                : null;
    }

    /** Which records carry which items: clicks of an account share batches, all else goes alone. */
    private static final class Packing {
        private final List<Entry> entries = new ArrayList<>();
        private final Map<Integer, Integer> entryByItem = new HashMap<>();
        private final Map<String, Integer> openBatches = new HashMap<>();
        private final Map<Integer, List<Click>> clicks = new HashMap<>();

        void add(EventItem item) {
            switch (item) {
                case EventItem.Spend(int index, var report) ->
                    put(index, new Entry(Topic.AD_SPEND, report.getAccount(), report));
                case EventItem.Ordered(int index, var order) ->
                    put(index, new Entry(Topic.ORDERS, order.getAccount(), order));
                case EventItem.Clicked(int index, String account, Click click) -> click(index, account, click);
                case EventItem.Refused _ -> {}
            }
        }

        private void put(int index, Entry entry) {
            entryByItem.put(index, entries.size());
            entries.add(entry);
        }

        private void click(int index, String account, Click click) {
            Integer open = openBatches.get(account);
            List<Click> batch = open == null ? null : clicks.get(open);
            if (open == null || batch == null || batch.size() == MOST_CLICKS_OF_BATCH) {
                open = entries.size();
                batch = new ArrayList<>();
                openBatches.put(account, open);
                clicks.put(open, batch);
                entries.add(new Entry(Topic.AD_CLICKS, account, new ClickBatch(account, batch)));
            }
            batch.add(click);
            entryByItem.put(index, open);
        }

        List<Entry> entries() {
            return entries;
        }

        @Nullable
        Integer entryOf(EventItem item) {
            return entryByItem.get(item.index());
        }
    }
}
