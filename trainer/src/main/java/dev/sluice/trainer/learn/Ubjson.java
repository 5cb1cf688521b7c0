package dev.sluice.trainer.learn;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads Universal Binary JSON, draft 12 (ubjson.org), in which XGBoost saves models with every float exact. Typed arrays
 * become {@code float[]} or {@code int[]}; other values are maps, lists, texts, {@code Long} and {@code Double}.
 */
final class Ubjson {
    private static final Object NULL = new Object();
    private final ByteBuffer in;

    private Ubjson(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
    }

    static Map<?, ?> object(byte[] bytes) {
        if (new Ubjson(bytes).value() instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException("not an object in UBJSON");
    }

    private Object value() {
        return value(in.get());
    }

    private Object value(byte marker) {
        return switch (marker) {
            case '{' -> map();
            case '[' -> array();
            case 'S' -> text();
            case 'd' -> (double) in.getFloat();
            case 'D' -> in.getDouble();
            case 'T' -> Boolean.TRUE;
            case 'F' -> Boolean.FALSE;
            case 'Z' -> NULL;
            default -> whole(marker);
        };
    }

    private long whole(byte marker) {
        return switch (marker) {
            case 'i' -> in.get();
            case 'U' -> in.get() & 0xff;
            case 'I' -> in.getShort();
            case 'l' -> in.getInt();
            case 'L' -> in.getLong();
            default -> throw new IllegalArgumentException("unknown type in UBJSON: " + (char) marker);
        };
    }

    private int length() {
        return Math.toIntExact(whole(in.get()));
    }

    private String text() {
        byte[] bytes = new byte[length()];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private Map<String, Object> map() {
        Map<String, Object> map = new LinkedHashMap<>();
        while (in.get(in.position()) != '}') {
            String key = text();
            map.put(key, value());
        }
        in.get();
        return map;
    }

    private Object array() {
        byte next = in.get(in.position());
        if (next == '$') {
            in.get();
            byte type = in.get();
            in.get(); // the mark before the length
            return typed(type, length());
        }
        if (next == '#') {
            in.get();
            int length = length();
            List<Object> list = new ArrayList<>(length);
            for (int i = 0; i < length; i++) {
                list.add(value());
            }
            return list;
        }
        List<Object> list = new ArrayList<>();
        while (in.get(in.position()) != ']') {
            list.add(value());
        }
        in.get();
        return list;
    }

    private Object typed(byte type, int length) {
        if (type == 'd') {
            float[] floats = new float[length];
            in.asFloatBuffer().get(floats);
            in.position(in.position() + length * Float.BYTES);
            return floats;
        }
        int[] wholes = new int[length];
        for (int i = 0; i < length; i++) {
            wholes[i] = Math.toIntExact(whole(type));
        }
        return wholes;
    }
}
