package dev.sluice.schemas;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.util.internal.JacksonUtils;

/** The tables of docs/data-contracts.md, in Markdown, from the catalogue and the contracts. */
final class ContractTables {

    private ContractTables() {}

    static String topics() {
        StringBuilder out = new StringBuilder();
        out.append("| topic | value | key | cleanup | retention |\n|---|---|---|---|---|\n");
        for (Topic topic : Topic.values()) {
            out.append("| `%s` | %s | %s | %s | %s |%n"
                    .formatted(
                            topic.fullName(Topic.DEFAULT_PREFIX),
                            topic.valueSchema()
                                    .map(schema -> "[%s](#%s)"
                                            .formatted(
                                                    schema.getName(),
                                                    schema.getName().toLowerCase(Locale.ROOT)))
                                    .orElse("bytes"),
                            topic.keyDescription(),
                            topic.config().get("cleanup.policy"),
                            topic.retentionMs() < 0
                                    ? "for ever"
                                    : Duration.ofMillis(topic.retentionMs()).toDays() + " days"));
        }
        return out.toString();
    }

    static String records() {
        Map<String, Schema> types = new LinkedHashMap<>();
        for (Class<?> type : Contracts.all()) {
            collect(SpecificData.getForClass(type).getSchema(type), types);
        }
        return types.values().stream().map(ContractTables::section).collect(Collectors.joining("\n"));
    }

    private static void collect(Schema schema, Map<String, Schema> types) {
        switch (schema.getType()) {
            case RECORD -> {
                if (types.putIfAbsent(schema.getName(), schema) == null) {
                    schema.getFields().forEach(field -> collect(field.schema(), types));
                }
            }
            case ENUM -> types.putIfAbsent(schema.getName(), schema);
            case ARRAY -> collect(schema.getElementType(), types);
            case MAP -> collect(schema.getValueType(), types);
            case UNION -> schema.getTypes().forEach(branch -> collect(branch, types));
            default -> {}
        }
    }

    private static String section(Schema schema) {
        StringBuilder out = new StringBuilder("### %s\n\n%s\n\n".formatted(schema.getName(), schema.getDoc()));
        if (schema.getType() == Schema.Type.ENUM) {
            return out.append(schema.getEnumSymbols().stream().collect(Collectors.joining("`, `", "One of `", "`.")))
                    .append('\n')
                    .toString();
        }
        out.append("| field | type | default | meaning |\n|---|---|---|---|\n");
        for (Schema.Field field : schema.getFields()) {
            out.append("| `%s` | %s | %s | %s |\n"
                    .formatted(field.name(), type(field.schema()), defaultOf(field), cell(field.doc())));
        }
        return out.toString();
    }

    private static String defaultOf(Schema.Field field) {
        if (!field.hasDefaultValue()) {
            return "required";
        }
        return "`" + new ObjectMapper().valueToTree(JacksonUtils.toJsonNode(field.defaultVal())) + "`";
    }

    private static String type(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        return switch (schema.getType()) {
            case RECORD, ENUM ->
                "[%s](#%s)".formatted(schema.getName(), schema.getName().toLowerCase(Locale.ROOT));
            case ARRAY -> type(schema.getElementType()) + "[]";
            case MAP -> "map of " + type(schema.getValueType());
            case UNION -> {
                List<String> branches = new ArrayList<>();
                schema.getTypes().forEach(branch -> branches.add(type(branch)));
                yield branches.stream().filter(branch -> !branch.equals("null")).collect(Collectors.joining(" or "))
                        + "?";
            }
            default -> schema.getType().getName() + (logical == null ? "" : " (" + logical.getName() + ")");
        };
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
