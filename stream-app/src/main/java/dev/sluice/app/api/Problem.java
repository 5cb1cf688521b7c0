package dev.sluice.app.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A problem as RFC 9457 tells it.
 *
 * @param detail this case, in a sentence
 * @param faults what is wrong where; empty where the detail says all
 * @param headers that the answer has besides
 */
public record Problem(ProblemKind kind, String detail, List<Fault> faults, Map<String, String> headers) {
    /** Its media type. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * One thing that is wrong.
     *
     * @param pointer JSON pointer into the body ({@code #/channels/0/min_micros}), or the name of a parameter
     * @param detail what is wrong there
     */
    public record Fault(String pointer, String detail) {}

    public Problem {
        faults = List.copyOf(faults);
        headers = Map.copyOf(headers);
    }

    /** A problem that its detail tells wholly. */
    public static Problem of(ProblemKind kind, String detail) {
        return new Problem(kind, detail, List.of(), Map.of());
    }

    /** A parameter that can't be. */
    public static Problem parameter(String name, String detail) {
        return new Problem(
                ProblemKind.BAD_REQUEST,
                "The parameter " + name + " " + detail,
                List.of(new Fault(name, detail)),
                Map.of());
    }

    /** A body with faults. */
    public static Problem invalid(List<Fault> faults) {
        String first = faults.getFirst().pointer() + " " + faults.getFirst().detail();
        int more = faults.size() - 1;
        return new Problem(
                ProblemKind.INVALID, more == 0 ? first : first + ", and " + more + " more", faults, Map.of());
    }

    /** Something that will be there soon. */
    public static Problem unavailable(String detail, Duration retryAfter) {
        String seconds = Long.toString(Math.max(1, retryAfter.toSeconds()));
        return new Problem(ProblemKind.UNAVAILABLE, detail, List.of(), Map.of("Retry-After", seconds));
    }

    /** The same, to be thrown. */
    public ProblemException toException() {
        return new ProblemException(this);
    }

    /** The document; {@code instance} is the path that was called. */
    ObjectNode json(String instance) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("type", "/docs#" + kind.anchor());
        node.put("title", kind.title());
        node.put("status", kind.status());
        node.put("detail", detail);
        node.put("instance", instance);
        if (!faults.isEmpty()) {
            ArrayNode errors = node.putArray("errors");
            faults.forEach(f -> errors.addObject().put("pointer", f.pointer()).put("detail", f.detail()));
        }
        return node;
    }
}
