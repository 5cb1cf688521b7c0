package dev.sluice.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/**
 * The form of a schema that every language registers alike: without {@code avro.java.string}, which only Java's code
 * generator writes and which would give Java and JavaScript producers different schema ids.
 */
final class PortableSchema {
    private static final String JAVA_STRING = "avro.java.string";
    private static final ObjectMapper JSON = new ObjectMapper();

    private PortableSchema() {}

    /** The schema's JSON without Java's own marks. */
    static String json(Schema schema) {
        String json = schema.toString();
        if (!json.contains(JAVA_STRING)) {
            return json;
        }
        try {
            JsonNode tree = JSON.readTree(json);
            strip(tree);
            // Parsed once more so that {"type":"string"} becomes "string", as anyone else writes it.
            return parser().parse(tree.toString()).toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro wrote a schema that is no JSON: " + json, e);
        }
    }

    /** A parser as lenient as the registry: it judged names and defaults when it took the schema. */
    static Schema.Parser parser() {
        return new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false);
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(JAVA_STRING);
        }
        node.forEach(PortableSchema::strip);
    }
}
