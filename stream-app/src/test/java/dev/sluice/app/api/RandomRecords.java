package dev.sluice.app.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Records of any schema with any values it allows, to see that they come through unchanged. */
final class RandomRecords {
    private final Random random;

    RandomRecords(long seed) {
        this.random = new Random(seed);
    }

    /** A record with these fields, and any others. */
    <T extends SpecificRecord> T of(Class<T> type, Map<String, Object> fixed) {
        T record = type.cast(of(SpecificData.get().getSchema(type)));
        fixed.forEach(
                (name, value) -> record.put(record.getSchema().getField(name).pos(), value));
        return record;
    }

    private SpecificRecord of(Schema schema) {
        SpecificRecord record =
                (SpecificRecord) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
        schema.getFields().forEach(field -> record.put(field.pos(), value(field.schema())));
        return record;
    }

    private @Nullable Object value(Schema schema) {
        return switch (schema.getType()) {
            case UNION ->
                value(schema.getTypes().get(random.nextInt(schema.getTypes().size())));
            case NULL -> null;
            case RECORD -> of(schema);
            case ENUM ->
                SpecificData.get()
                        .createEnum(
                                schema.getEnumSymbols()
                                        .get(random.nextInt(
                                                schema.getEnumSymbols().size())),
                                schema);
            case ARRAY -> {
                List<@Nullable Object> items = new ArrayList<>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    items.add(value(schema.getElementType()));
                }
                yield items;
            }
            case MAP -> {
                Map<String, @Nullable Object> map = new HashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    map.put(text(), value(schema.getValueType()));
                }
                yield map;
            }
            case INT ->
                schema.getLogicalType() == null
                        ? (Object) random.nextInt()
                        : LocalDate.ofEpochDay(random.nextInt(20_000));
            case LONG ->
                schema.getLogicalType() == null
                        ? (Object) (random.nextLong() >> random.nextInt(64))
                        : Instant.ofEpochMilli(random.nextInt(2_000_000_000) * 1000L);
            case DOUBLE -> random.nextGaussian() * 1e6;
            case BOOLEAN -> random.nextBoolean();
            case STRING -> text();
            default -> throw new IllegalArgumentException("no contract has a " + schema.getType());
        };
    }

    private String text() {
        String[] odd = {"plain", "ünïcode ✓", "a,b;c", "\"quoted\"", "line\nbreak", "<b>", "=1+1", " "};
        return odd[random.nextInt(odd.length)] + random.nextInt(1000);
    }
}
