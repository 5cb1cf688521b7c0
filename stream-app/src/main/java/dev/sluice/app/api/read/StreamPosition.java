package dev.sluice.app.api.read;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a reader of the stream has got: for each kind of change and each partition the next offset. As text it is the
 * id of an event, such as {@code metrics2:118.recommendation0:4}; every instance can go on from it.
 */
final class StreamPosition {
    /** Kinds of changes, in the order in which they are sent. */
    enum Kind {
        METRICS,
        SCORES,
        RECOMMENDATION,
        POLICY;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Pattern ALL =
            Pattern.compile("start|[a-z]+\\d{1,5}:\\d{1,18}(\\.[a-z]+\\d{1,5}:\\d{1,18}){0,999}");
    private static final Pattern ONE = Pattern.compile("([a-z]+)(\\d+):(\\d+)");

    private final Map<Kind, Map<Integer, Long>> next = new EnumMap<>(Kind.class);

    StreamPosition() {
        for (Kind kind : Kind.values()) {
            next.put(kind, new TreeMap<>());
        }
    }

    /** Reads an id; empty where it is none. */
    static Optional<StreamPosition> parse(String text) {
        if (!ALL.matcher(text).matches()) {
            return Optional.empty();
        }
        StreamPosition position = new StreamPosition();
        Matcher matcher = ONE.matcher(text);
        while (matcher.find()) {
            String word = matcher.group(1);
            boolean known = false;
            for (Kind kind : Kind.values()) {
                if (kind.word().equals(word)) {
                    position.reach(kind, Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3)));
                    known = true;
                }
            }
            if (!known) {
                return Optional.empty();
            }
        }
        return Optional.of(position);
    }

    Map<Integer, Long> next(Kind kind) {
        return next.getOrDefault(kind, Map.of());
    }

    void reach(Kind kind, int partition, long offset) {
        next.computeIfAbsent(kind, k -> new TreeMap<>()).merge(partition, offset, Math::max);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        next.forEach((kind, offsets) -> offsets.forEach((partition, offset) -> text.append(text.isEmpty() ? "" : ".")
                .append(kind.word())
                .append(partition)
                .append(':')
                .append(offset)));
        return text.isEmpty() ? "start" : text.toString();
    }
}
