package dev.sluice.app.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.app.embedded.SchemaText.Reference;
import dev.sluice.app.embedded.SchemaText.Version;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Reads schemas together with the registered ones that they refer to. */
final class AvroParsing {
    private static final ObjectMapper SORTED = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final RegistryState state;

    AvroParsing(RegistryState state) {
        this.state = state;
    }

    /** A schema and its one spelling, so that clients of all languages get the same id for it. */
    record Parsed(Schema schema, SchemaText canonical) {}

    Parsed parse(SchemaText.Submitted submitted) throws RegistryException {
        String type = Objects.requireNonNullElse(submitted.schemaType(), "AVRO");
        if (!type.equals("AVRO")) {
            throw RegistryException.invalidSchema("type " + type + " is not supported, only AVRO");
        }
        String text = submitted.schema();
        if (text == null || text.isBlank()) {
            throw RegistryException.invalidSchema("it is empty");
        }
        return parse(new SchemaText(text, submitted.referencesOrNone()));
    }

    /** Parses a schema that was registered, and so is valid. */
    Schema registered(SchemaText schema) throws RegistryException {
        return parse(schema).schema();
    }

    private Parsed parse(SchemaText schema) throws RegistryException {
        Schema.Parser parser = new Schema.Parser();
        List<Schema> borrowed = new ArrayList<>();
        borrow(schema.references(), parser, new HashSet<>(), borrowed);
        Schema parsed = parseOne(parser, schema.text());
        return new Parsed(parsed, new SchemaText(parsed.toString(borrowed, false), schema.references()));
    }

    private void borrow(List<Reference> references, Schema.Parser parser, Set<Integer> seen, List<Schema> borrowed)
            throws RegistryException {
        for (Reference reference : references) {
            Version source = state.versions(reference.subject(), true).stream()
                    .filter(version -> version.version() == reference.version())
                    .findFirst()
                    .orElseThrow(() -> RegistryException.invalidSchema("no schema for reference " + reference.name()
                            + ": subject " + reference.subject() + ", version " + reference.version()));
            if (seen.add(source.id())) {
                borrow(source.schema().references(), parser, seen, borrowed);
                borrowed.add(parseOne(parser, source.schema().text()));
            }
        }
    }

    private static Schema parseOne(Schema.Parser parser, String text) throws RegistryException {
        try {
            return parser.parse(text);
        } catch (NullPointerException e) {
            // Avro 1.12 says it so, where a schema is nothing but the name of an unknown type.
            throw RegistryException.invalidSchema("it names a type that is not defined");
        } catch (AvroRuntimeException e) {
            throw RegistryException.invalidSchema(String.valueOf(e.getMessage()));
        }
    }

    /** The same for two schemas that differ only in the order of their attributes. */
    static String normalized(SchemaText schema) {
        try {
            JsonNode tree = SORTED.readTree(schema.text());
            return SORTED.writeValueAsString(SORTED.treeToValue(tree, Object.class)) + schema.references();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro wrote a schema that is not JSON", e);
        }
    }
}
