package dev.sluice.trainer.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Records of Avro, field by field. Writers may differ: a field that a record lacks is missing in its row. */
final class AvroRows {
    private static final long DAY_MILLIS = 86_400_000;

    /** One column while it grows; values are Double, String or Long (a day). */
    private record Growing(ColumnType type, List<@Nullable Object> values) {
        void add(int row, Object value) {
            while (values.size() < row) {
                values.add(null);
            }
            values.add(value);
        }

        Column column(int rows) {
            return switch (type) {
                case NUMBER -> {
                    double[] numbers = new double[rows];
                    for (int row = 0; row < rows; row++) {
                        numbers[row] = at(row) instanceof Double value ? value : Double.NaN;
                    }
                    yield new Column.Numbers(numbers);
                }
                case CATEGORY -> {
                    @Nullable String[] names = new String[rows];
                    for (int row = 0; row < rows; row++) {
                        names[row] = at(row) instanceof String value ? value : null;
                    }
                    yield new Column.Categories(names);
                }
                case DATE -> {
                    long[] days = new long[rows];
                    for (int row = 0; row < rows; row++) {
                        days[row] = at(row) instanceof Long value ? value : Column.Dates.MISSING;
                    }
                    yield new Column.Dates(days);
                }
            };
        }

        private @Nullable Object at(int row) {
            return row < values.size() ? values.get(row) : null;
        }
    }

    private final SequencedMap<String, Growing> columns = new LinkedHashMap<>();
    private final TreeSet<String> leftOut = new TreeSet<>();
    private final TreeSet<String> changed = new TreeSet<>();
    private int rows;

    /** Adds a row and returns its place. */
    int add(GenericRecord record) {
        add("", record);
        return rows++;
    }

    private void add(String prefix, GenericRecord record) {
        for (Schema.Field field : record.getSchema().getFields()) {
            String name = prefix + field.name();
            Optional<Schema> plain = withoutNull(field.schema());
            Object value = record.get(field.pos());
            if (plain.isEmpty()) {
                leftOut.add(name);
            } else if (plain.get().getType() == Schema.Type.RECORD) {
                if (value instanceof GenericRecord nested) {
                    add(name + ".", nested);
                }
            } else {
                add(name, plain.get(), value);
            }
        }
    }

    private void add(String name, Schema schema, @Nullable Object value) {
        Optional<ColumnType> type = type(schema);
        if (type.isEmpty()) {
            leftOut.add(name);
            return;
        }
        Growing column = columns.computeIfAbsent(name, n -> new Growing(type.get(), new ArrayList<>()));
        if (column.type() != type.get()) {
            changed.add(name);
        } else if (value != null) {
            column.add(rows, converted(schema, value));
        }
    }

    /** The schema, or the only one beside null in a union. */
    private static Optional<Schema> withoutNull(Schema schema) {
        if (!schema.isUnion()) {
            return Optional.of(schema);
        }
        List<Schema> others = schema.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .toList();
        return others.size() == 1 ? Optional.of(others.getFirst()) : Optional.empty();
    }

    private static Optional<ColumnType> type(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        if (logical instanceof LogicalTypes.Decimal) {
            return Optional.of(ColumnType.NUMBER);
        }
        return switch (schema.getType()) {
            case INT, LONG -> Optional.of(millisPer(logical) == 0 ? ColumnType.NUMBER : ColumnType.DATE);
            case FLOAT, DOUBLE, BOOLEAN -> Optional.of(ColumnType.NUMBER);
            case STRING, ENUM -> Optional.of(ColumnType.CATEGORY);
            default -> Optional.empty();
        };
    }

    /** Positive: milliseconds in a unit of this logical type; negative: units in a millisecond; 0: it is no date. */
    private static long millisPer(@Nullable LogicalType logical) {
        return switch (logical == null ? "" : logical.getName()) {
            case "date" -> DAY_MILLIS;
            case "timestamp-millis", "local-timestamp-millis" -> 1;
            case "timestamp-micros", "local-timestamp-micros" -> -1_000;
            case "timestamp-nanos", "local-timestamp-nanos" -> -1_000_000;
            default -> 0;
        };
    }

    private static Object converted(Schema schema, Object value) {
        LogicalType logical = schema.getLogicalType();
        if (logical instanceof LogicalTypes.Decimal decimal) {
            byte[] unscaled = bytes(value);
            return unscaled.length == 0
                    ? Double.NaN
                    : new BigDecimal(new BigInteger(unscaled), decimal.getScale()).doubleValue();
        }
        long unit = millisPer(logical);
        return switch (value) {
            case Number n when unit == DAY_MILLIS -> n.longValue();
            case Number n when unit > 0 -> Math.floorDiv(n.longValue(), DAY_MILLIS / unit);
            case Number n when unit < 0 -> Math.floorDiv(n.longValue(), -unit * DAY_MILLIS);
            case Number n -> Double.isFinite(n.doubleValue()) ? n.doubleValue() : Double.NaN;
            case Boolean b -> b ? 1.0 : 0.0;
            default -> value.toString();
        };
    }

    private static byte[] bytes(Object value) {
        if (value instanceof GenericFixed fixed) {
            return fixed.bytes();
        }
        ByteBuffer buffer = ((ByteBuffer) value).duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /**
     * The table of these rows, in their order.
     *
     * @throws TableException where a field changed its type between records
     */
    Table table(String topic, int[] chosen) throws TableException {
        if (!changed.isEmpty()) {
            throw new TableException("topic " + topic + ": the type of " + changed + " changed on the way");
        }
        SequencedMap<String, Column> done = new LinkedHashMap<>();
        for (Map.Entry<String, Growing> column : columns.entrySet()) {
            done.put(column.getKey(), column.getValue().column(rows));
        }
        List<String> remarks = leftOut.isEmpty()
                ? List.of()
                : List.of("topic " + topic + ": left out, neither number, category nor date: " + leftOut);
        return new Table(topic, done, remarks).rows(chosen);
    }
}
