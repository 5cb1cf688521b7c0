package dev.sluice.app.api.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records of the topics as JSON: the fields' own names, dates and moments as ISO 8601, integers whole, a number that is
 * none as null.
 */
public final class RecordJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RecordJson() {}

    /** The record, fields in the schema's order. */
    public static ObjectNode of(IndexedRecord record) {
        ObjectNode node = NODES.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            node.set(field.name(), value(record.get(field.pos())));
        }
        return node;
    }

    private static JsonNode value(@Nullable Object value) {
        return switch (value) {
            case null -> NODES.nullNode();
            case IndexedRecord record -> of(record);
            case Long number -> NODES.numberNode(number);
            case Integer number -> NODES.numberNode(number);
            case Number number ->
                Double.isFinite(number.doubleValue()) ? NODES.numberNode(number.doubleValue()) : NODES.nullNode();
            case Boolean flag -> NODES.booleanNode(flag);
            case Collection<?> items -> {
                ArrayNode array = NODES.arrayNode();
                items.forEach(item -> array.add(value(item)));
                yield array;
            }
            case Map<?, ?> map -> {
                // Sorted, so that every instance writes the same bytes.
                TreeMap<String, Object> sorted = new TreeMap<>();
                map.forEach((key, item) -> sorted.put(key.toString(), item));
                ObjectNode object = NODES.objectNode();
                sorted.forEach((key, item) -> object.set(key, value(item)));
                yield object;
            }
            default -> NODES.textNode(value.toString()); // text, enums, java.time
        };
    }

    /** The columns of such records in CSV: fields of records within are set apart by a dot. */
    static List<String> columns(Schema schema) {
        List<String> columns = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            Schema type = bare(field.schema());
            // One level: what lies deeper is JSON in a cell.
            if (type.getType() == Schema.Type.RECORD) {
                type.getFields().forEach(inner -> columns.add(field.name() + "." + inner.name()));
            } else {
                columns.add(field.name());
            }
        }
        return columns;
    }

    private static Schema bare(Schema schema) {
        return schema.isUnion()
                ? schema.getTypes().stream()
                        .filter(type -> type.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElse(schema)
                : schema;
    }
}
