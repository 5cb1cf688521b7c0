package dev.sluice.app.embedded;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An Avro schema as registered: its JSON, and the registered schemas whose types it uses by name. */
record SchemaText(String text, List<Reference> references) {

    SchemaText {
        references = List.copyOf(references);
    }

    /** A type name and the subject and version that define it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Reference(String name, String subject, int version) {}

    /** A version of a subject; soft-deleted ones are hidden but still readable by id. */
    record Version(String subject, int version, int id, SchemaText schema, boolean deleted) {
        Version asDeleted() {
            return new Version(subject, version, id, schema, true);
        }
    }

    /** A schema as a client sends it; everything else in the body is ignored. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Submitted(
            @Nullable String schema,
            @Nullable String schemaType,
            @Nullable List<Reference> references) {

        List<Reference> referencesOrNone() {
            return references == null ? List.of() : references;
        }
    }
}
