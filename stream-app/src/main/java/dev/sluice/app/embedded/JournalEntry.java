package dev.sluice.app.embedded;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change of the registry, as its file keeps it: one JSON object a line, in the order they happened. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "op")
@JsonSubTypes({
    @JsonSubTypes.Type(value = JournalEntry.Registered.class, name = "registered"),
    @JsonSubTypes.Type(value = JournalEntry.Deleted.class, name = "deleted"),
    @JsonSubTypes.Type(value = JournalEntry.LevelSet.class, name = "compatibility")
})
sealed interface JournalEntry {

    /** A new version of a subject. */
    record Registered(String subject, int version, int id, String schema, List<SchemaText.Reference> references)
            implements JournalEntry {}

    /** Versions of a subject hidden, or forgotten where permanent. */
    record Deleted(String subject, List<Integer> versions, boolean permanent) implements JournalEntry {}

    /** A compatibility level set; subject null: the global one; level null: back to the default. */
    record LevelSet(@Nullable String subject, @Nullable Compatibility level) implements JournalEntry {}
}
