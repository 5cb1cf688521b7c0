package dev.sluice.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Records of any contract, filled at random, so that a new field is tested the day it is added. */
final class RandomRecords {
    private final Random random;

    RandomRecords(long seed) {
        random = new Random(seed);
    }

    <T extends SpecificRecord> T next(Class<T> type) {
        SpecificData model = SpecificData.getForClass(type);
        return type.cast(record(model.getSchema(type), model));
    }

    private SpecificRecord record(Schema schema, SpecificData model) {
        SpecificRecord record = (SpecificRecord) SpecificData.newInstance(model.getClass(schema), schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), value(field.schema(), model));
        }
        return record;
    }

    private @Nullable Object value(Schema schema, SpecificData model) {
        return switch (schema.getType()) {
            case RECORD -> record(schema, model);
            case UNION ->
                value(schema.getTypes().get(random.nextInt(schema.getTypes().size())), model);
            case ARRAY -> list(schema, model);
            case MAP -> map(schema, model);
            case ENUM ->
                model.createEnum(
                        schema.getEnumSymbols()
                                .get(random.nextInt(schema.getEnumSymbols().size())),
                        schema);
            case STRING -> text();
            case INT ->
                schema.getLogicalType() == null
                        ? (Object) random.nextInt()
                        : LocalDate.ofEpochDay(random.nextInt(40_000));
            case LONG ->
                schema.getLogicalType() == null
                        ? (Object) (random.nextLong() >> random.nextInt(64))
                        : Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
            case DOUBLE -> random.nextGaussian();
            case BOOLEAN -> random.nextBoolean();
            case NULL -> null;
            default -> throw new UncheckedIOException(new IOException("no contract uses " + schema.getType()));
        };
    }

    private List<@Nullable Object> list(Schema schema, SpecificData model) {
        List<@Nullable Object> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            items.add(value(schema.getElementType(), model));
        }
        return items;
    }

    private Map<String, @Nullable Object> map(Schema schema, SpecificData model) {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            entries.put(text(), value(schema.getValueType(), model));
        }
        return entries;
    }

    private String text() {
        String letters = "abc_-. /äßø漢字🛒\"\\{}\u0000";
        int[] points = letters.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }
}
