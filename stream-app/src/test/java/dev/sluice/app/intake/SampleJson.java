package dev.sluice.app.intake;

import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** JSON that fits a schema: every field given, every union with its last type. */
final class SampleJson {
    private SampleJson() {}

    static String of(Schema schema) {
        return switch (schema.getType()) {
            case RECORD ->
                schema.getFields().stream()
                        .map(f -> "\"" + f.name() + "\":" + of(f.schema()))
                        .collect(Collectors.joining(",", "{", "}"));
            case UNION -> of(schema.getTypes().getLast());
            case ARRAY -> "[" + of(schema.getElementType()) + "]";
            case MAP -> "{\"k\":" + of(schema.getValueType()) + "}";
            case ENUM -> "\"" + schema.getEnumSymbols().getFirst() + "\"";
            case STRING, BYTES -> "\"s\"";
            case INT, LONG -> "19000";
            case FLOAT, DOUBLE -> "0.5";
            case BOOLEAN -> "true";
            case NULL -> "null";
            case FIXED -> throw new IllegalArgumentException("no contract has fixed types");
        };
    }
}
