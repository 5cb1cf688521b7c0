package dev.sluice.app.api.write;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.intake.EventRules;
import dev.sluice.app.intake.RecordFromJson;
import dev.sluice.app.intake.RecordFromJson.MisfitException;
import dev.sluice.app.intake.Rejection;
import dev.sluice.event.Click;
import dev.sluice.event.Order;
import dev.sluice.event.SpendReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads events: a JSON object or array, or NDJSON with one on each line. An event has the fields of its topic's record,
 * and {@code type}: spend, click or order. A click names its account besides, as its batch does on the topic.
 */
final class EventReading {
    /** As a line of NDJSON, or an element of an array. */
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final String MISFIT = "MISFIT";

    private final EventRules rules;

    /** Judges events by these rules. */
    EventReading(EventRules rules) {
        this.rules = rules;
    }

    /** The events of a document; one that is no array is taken for one event. */
    List<EventItem> ofJson(JsonNode document) {
        if (!document.isArray()) {
            return List.of(item(0, document));
        }
        List<EventItem> items = new ArrayList<>(document.size());
        for (JsonNode event : document) {
            items.add(item(items.size(), event));
        }
        return items;
    }

    /** The events of lines; blank ones are none. */
    List<EventItem> ofLines(byte[] body) {
        List<EventItem> items = new ArrayList<>();
        int from = 0;
        for (int at = 0; at <= body.length; at++) {
            if (at == body.length || body[at] == '\n') {
                if (!isBlank(body, from, at)) {
                    items.add(line(items.size(), body, from, at));
                }
                from = at + 1;
            }
        }
        return items;
    }

    private static boolean isBlank(byte[] body, int from, int to) {
        for (int at = from; at < to; at++) {
            if (body[at] != ' ' && body[at] != '\r' && body[at] != '\t') {
                return false;
            }
        }
        return true;
    }

    private EventItem line(int index, byte[] body, int from, int to) {
        try {
            return item(index, STRICT.readTree(body, from, to - from));
        } catch (JsonProcessingException e) {
            return new EventItem.Refused(index, MISFIT, "the line is no JSON: " + firstLine(e), "");
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can't be read", e);
        }
    }

    private static String firstLine(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        return message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
    }

    private EventItem item(int index, JsonNode json) {
        if (!(json instanceof ObjectNode event)) {
            return new EventItem.Refused(index, MISFIT, "an event is an object", "");
        }
        ObjectNode fields = event.deepCopy();
        JsonNode type = fields.remove("type");
        try {
            return switch (type == null ? "" : type.asText()) {
                case "spend" -> {
                    SpendReport report = (SpendReport) RecordFromJson.read(fields, SpendReport.getClassSchema());
                    yield judged(index, rules.refusal(report), i -> new EventItem.Spend(i, report));
                }
                case "order" -> {
                    Order order = (Order) RecordFromJson.read(fields, Order.getClassSchema());
                    yield judged(index, rules.refusal(order), i -> new EventItem.Ordered(i, order));
                }
                case "click" -> click(index, fields);
                default -> new EventItem.Refused(index, MISFIT, "type must be spend, click or order", "/type");
            };
        } catch (MisfitException e) {
            return new EventItem.Refused(index, MISFIT, String.valueOf(e.getMessage()), e.pointer());
        }
    }

    private EventItem click(int index, ObjectNode fields) throws MisfitException {
        JsonNode account = fields.remove("account");
        if (account == null || !account.isTextual()) {
            return new EventItem.Refused(index, MISFIT, "account: must be a text", "/account");
        }
        Click click = (Click) RecordFromJson.read(fields, Click.getClassSchema());
        String name = account.textValue();
        return judged(index, rules.refusal(name, click), i -> new EventItem.Clicked(i, name, click));
    }

    private static EventItem judged(int index, Optional<Rejection> refusal, Function<Integer, EventItem> good) {
        return refusal.<EventItem>map(why -> {
                    // Messages begin with the field's name.
                    String field = why.message().split(" ", 2)[0];
                    String pointer = field.matches("[a-z_]+") ? "/" + field : "";
                    return new EventItem.Refused(index, why.reason().name(), why.message(), pointer);
                })
                .orElseGet(() -> good.apply(index));
    }
}
