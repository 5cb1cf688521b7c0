package dev.sluice.app.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroMissingFieldException;
import org.apache.avro.Conversion;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Builds a record from JSON, plain as {@code sluice tail} prints it or in Avro's own form, where a value of a union
 * is wrapped in its type ({@code {"long": 5}}). Absent fields take their defaults; unknown ones are errors.
 */
public final class RecordFromJson {
    /** The JSON does not fit the schema; the message says where and what is wanted. */
    public static final class MisfitException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String path;

        MisfitException(String path, String message) {
            super((path.isEmpty() ? "the value" : path) + ": " + message);
            this.path = path;
        }

        /** Where it does not fit, as a JSON pointer (RFC 6901); empty for the whole value. */
        public String pointer() {
            return path.isEmpty()
                    ? ""
                    : "/" + path.replace("]", "").replace('[', '/').replace('.', '/');
        }
    }

    private static final int MOST_SHOWN = 100;

    private RecordFromJson() {}

    /**
     * Reads a record.
     *
     * @throws MisfitException where the JSON does not fit the schema
     */
    public static SpecificRecord read(JsonNode json, Schema schema) throws MisfitException {
        return record(require(json, json.isObject(), "", "an object"), schema, "");
    }

    private static SpecificRecord record(JsonNode json, Schema schema, String path) throws MisfitException {
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            if (schema.getField(entry.getKey()) == null) {
                throw new MisfitException(within(path, entry.getKey()), schema.getName() + " has no such field");
            }
        }
        Class<?> type = SpecificData.get().getClass(schema);
        SpecificRecord record = (SpecificRecord) SpecificData.newInstance(type, schema);
        for (Schema.Field field : schema.getFields()) {
            String at = within(path, field.name());
            JsonNode value = json.get(field.name());
            Object raw = value == null ? defaultOf(field, at) : value(value, field.schema(), at);
            record.put(field.pos(), logical(record, field, raw));
        }
        return record;
    }

    private static @Nullable Object defaultOf(Schema.Field field, String at) throws MisfitException {
        try {
            SpecificData model = SpecificData.get();
            return model.deepCopy(field.schema(), model.getDefaultValue(field));
        } catch (AvroMissingFieldException e) {
            throw new MisfitException(at, "is missing");
        }
    }

    /** Generated classes hold dates and timestamps as java.time objects. */
    private static @Nullable Object logical(SpecificRecord record, Schema.Field field, @Nullable Object raw) {
        if (raw == null || !(record instanceof SpecificRecordBase base)) {
            return raw;
        }
        Conversion<?> conversion = base.getConversion(field.pos());
        return conversion == null || conversion.getConvertedType().isInstance(raw)
                ? raw
                : Conversions.convertToLogicalType(
                        raw, field.schema(), field.schema().getLogicalType(), conversion);
    }

    private static @Nullable Object value(JsonNode json, Schema schema, String at) throws MisfitException {
        boolean whole = json.isIntegralNumber();
        return switch (schema.getType()) {
            case UNION -> union(json, schema, at);
            case RECORD -> record(require(json, json.isObject(), at, "an object"), schema, at);
            case ARRAY -> array(require(json, json.isArray(), at, "a list"), schema, at);
            case MAP -> map(require(json, json.isObject(), at, "an object"), schema, at);
            case ENUM -> symbol(json, schema, at);
            case STRING -> require(json, json.isTextual(), at, "a text").textValue();
            case INT ->
                require(json, whole && json.canConvertToInt(), at, "a whole number")
                        .intValue();
            case LONG ->
                require(json, whole && json.canConvertToLong(), at, "a whole number")
                        .longValue();
            case FLOAT -> require(json, json.isNumber(), at, "a number").floatValue();
            case DOUBLE -> require(json, json.isNumber(), at, "a number").doubleValue();
            case BOOLEAN -> require(json, json.isBoolean(), at, "true or false").booleanValue();
            case BYTES -> {
                String text = require(json, json.isTextual(), at, "a text").textValue();
                yield ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
            }
            case NULL, FIXED -> throw new MisfitException(at, "is of a type that Sluice's records don't have");
        };
    }

    private static JsonNode require(JsonNode json, boolean fits, String at, String wanted) throws MisfitException {
        if (!fits) {
            throw new MisfitException(at, "must be " + wanted + ", is " + shown(json));
        }
        return json;
    }

    /** A value as a message may hold it: someone else's text is not repeated at length. */
    private static String shown(JsonNode json) {
        String text = json.toString();
        return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text;
    }

    private static @Nullable Object union(JsonNode json, Schema union, String at) throws MisfitException {
        List<Schema> types = union.getTypes().stream()
                .filter(t -> t.getType() != Schema.Type.NULL)
                .toList();
        if (json.isNull() && types.size() < union.getTypes().size()) {
            return null;
        }
        if (json.isObject() && json.size() == 1) {
            String name = json.fieldNames().next();
            Optional<Schema> wrapped =
                    types.stream().filter(t -> t.getFullName().equals(name)).findFirst();
            if (wrapped.isPresent()) {
                return value(json.get(name), wrapped.get(), at);
            }
        }
        MisfitException last = new MisfitException(at, "fits no type of its union, is " + shown(json));
        for (Schema type : types) {
            try {
                return value(json, type, at);
            } catch (MisfitException e) {
                last = e;
            }
        }
        throw last;
    }

    private static Object symbol(JsonNode json, Schema schema, String at) throws MisfitException {
        boolean known = json.isTextual() && schema.hasEnumSymbol(json.textValue());
        String symbol =
                require(json, known, at, "one of " + schema.getEnumSymbols()).textValue();
        return SpecificData.get().createEnum(symbol, schema);
    }

    private static List<@Nullable Object> array(JsonNode json, Schema schema, String at) throws MisfitException {
        List<@Nullable Object> items = new ArrayList<>();
        for (JsonNode item : json) {
            items.add(value(item, schema.getElementType(), at + "[" + items.size() + "]"));
        }
        return items;
    }

    private static Map<String, @Nullable Object> map(JsonNode json, Schema schema, String at) throws MisfitException {
        Map<String, @Nullable Object> entries = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            entries.put(entry.getKey(), value(entry.getValue(), schema.getValueType(), within(at, entry.getKey())));
        }
        return entries;
    }

    private static String within(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
