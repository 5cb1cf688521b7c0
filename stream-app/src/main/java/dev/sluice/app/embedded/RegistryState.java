package dev.sluice.app.embedded;

import dev.sluice.app.embedded.SchemaText.Version;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the registry knows: the sum of its journal. Not thread-safe. */
final class RegistryState {
    private final TreeMap<String, TreeMap<Integer, Version>> subjects = new TreeMap<>();
    private final Map<String, Integer> lastVersions = new HashMap<>();
    private final Map<Integer, SchemaText> byId = new TreeMap<>();
    private final Map<SchemaText, Integer> ids = new HashMap<>();
    private final Map<String, Compatibility> levels = new HashMap<>();
    private Compatibility globalLevel = Compatibility.BACKWARD;

    void apply(JournalEntry entry) {
        switch (entry) {
            case JournalEntry.Registered registered -> register(registered);
            case JournalEntry.Deleted deleted -> delete(deleted);
            case JournalEntry.LevelSet set -> setLevel(set.subject(), set.level());
        }
    }

    private void register(JournalEntry.Registered entry) {
        SchemaText schema = new SchemaText(entry.schema(), entry.references());
        subjects.computeIfAbsent(entry.subject(), subject -> new TreeMap<>())
                .put(entry.version(), new Version(entry.subject(), entry.version(), entry.id(), schema, false));
        lastVersions.merge(entry.subject(), entry.version(), Math::max);
        byId.put(entry.id(), schema);
        ids.put(schema, entry.id());
    }

    private void delete(JournalEntry.Deleted entry) {
        NavigableMap<Integer, Version> versions = versions(entry.subject());
        for (int version : entry.versions()) {
            if (entry.permanent()) {
                versions.remove(version);
            } else {
                versions.computeIfPresent(version, (number, known) -> known.asDeleted());
            }
        }
        if (versions.isEmpty()) {
            subjects.remove(entry.subject());
        }
    }

    private void setLevel(@Nullable String subject, @Nullable Compatibility level) {
        if (subject == null) {
            globalLevel = level == null ? Compatibility.BACKWARD : level;
        } else if (level == null) {
            levels.remove(subject);
        } else {
            levels.put(subject, level);
        }
    }

    Collection<String> subjects(boolean withDeleted) {
        return subjects.keySet().stream()
                .filter(subject -> !versions(subject, withDeleted).isEmpty())
                .toList();
    }

    /** Versions, oldest first; none for an unknown subject. */
    List<Version> versions(String subject, boolean withDeleted) {
        return versions(subject).values().stream()
                .filter(version -> withDeleted || !version.deleted())
                .toList();
    }

    private NavigableMap<Integer, Version> versions(String subject) {
        return subjects.getOrDefault(subject, new TreeMap<>());
    }

    /** Every version of every subject with this schema id, deleted ones too. */
    List<Version> uses(int id) {
        List<Version> uses = new ArrayList<>();
        subjects.values().forEach(versions -> versions.values().stream()
                .filter(version -> version.id() == id)
                .forEach(uses::add));
        return uses;
    }

    /** Whether a live schema takes a type from this version. */
    boolean isReferenced(String subject, int version) {
        return subjects.values().stream()
                .flatMap(versions -> versions.values().stream())
                .filter(user -> !user.deleted())
                .flatMap(user -> user.schema().references().stream())
                .anyMatch(reference -> reference.subject().equals(subject) && reference.version() == version);
    }

    Optional<SchemaText> schema(int id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The id of this schema under any subject, or the next free one. */
    int idFor(SchemaText schema) {
        Integer known = ids.get(schema);
        return known != null
                ? known
                : byId.keySet().stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
    }

    /** Version numbers are never used twice, also not after a permanent deletion. */
    int nextVersion(String subject) {
        return lastVersions.getOrDefault(subject, 0) + 1;
    }

    Compatibility globalLevel() {
        return globalLevel;
    }

    Optional<Compatibility> level(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }
}
