package dev.sluice.trainer.learn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A learner's settings by name, such as {@code max_depth: 6}; values are numbers, texts or booleans. */
public record Settings(Map<String, Object> values) {
    public static final Settings NONE = new Settings(Map.of());

    public Settings {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** These with one more, or another value of one. */
    public Settings with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Settings(more);
    }

    /** A number, or what to take where it is not set. */
    public double number(String name, double otherwise) {
        return values.get(name) instanceof Number n ? n.doubleValue() : otherwise;
    }

    /** A whole number, or what to take where it is not set. */
    public int whole(String name, int otherwise) {
        return values.get(name) instanceof Number n ? n.intValue() : otherwise;
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
