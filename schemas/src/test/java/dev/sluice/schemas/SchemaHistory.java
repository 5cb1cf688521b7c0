package dev.sluice.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;

/** Every published version of a record: {@code schemas/src/history/<Record>/<n>.avsc}, n from 1 without gaps. */
final class SchemaHistory {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SchemaHistory() {}

    static Path root() {
        return Path.of(System.getProperty("sluice.root", ".."), "schemas");
    }

    static Path file(String record, int version) {
        return root().resolve("src/history").resolve(record).resolve(version + ".avsc");
    }

    /** All versions, the first one first. */
    static List<Schema> versions(String record) throws IOException {
        List<Schema> versions = new ArrayList<>();
        for (int n = 1; Files.exists(file(record, n)); n++) {
            versions.add(new Schema.Parser().parse(Files.readString(file(record, n))));
        }
        return versions;
    }

    /**
     * Why {@code current} may not follow {@code published}: BACKWARD_TRANSITIVE, that is, current code must read what
     * every published version wrote. The rule is the decoder's and the registry's; Avro alone would let a record be
     * renamed.
     */
    static Optional<String> incompatibility(Schema current, List<Schema> published) {
        for (int n = published.size(); n > 0; n--) {
            Schema old = published.get(n - 1);
            if (!old.getFullName().equals(current.getFullName())) {
                return Optional.of("version " + n + " is named " + old.getFullName());
            }
            SchemaPairCompatibility pair = SchemaCompatibility.checkReaderWriterCompatibility(current, old);
            if (pair.getType() != SchemaCompatibilityType.COMPATIBLE) {
                return Optional.of("version " + n + ": " + pair.getResult().getIncompatibilities());
            }
        }
        return Optional.empty();
    }

    /**
     * What of a schema is part of the contract: all but its docs. Avro's own "parsing canonical form" drops too much
     * for this: defaults (they decide how old records read), logical types and aliases.
     */
    static JsonNode contract(Schema schema) throws IOException {
        JsonNode tree = JSON.readTree(PortableSchema.json(schema));
        dropDocs(tree);
        return tree;
    }

    private static void dropDocs(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("doc").isTextual()) {
            object.remove("doc");
        }
        node.forEach(SchemaHistory::dropDocs);
    }

    /** Writes the schema as the next version; returns the file. */
    static Path publish(String record, Schema schema) throws IOException {
        Path file = file(record, versions(record).size() + 1);
        Files.createDirectories(file.getParent());
        String pretty = new Schema.Parser().parse(PortableSchema.json(schema)).toString(true);
        return Files.writeString(file, pretty + "\n");
    }
}
