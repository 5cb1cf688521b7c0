package dev.sluice.app.embedded;

import dev.sluice.app.embedded.SchemaText.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The registry's rules, free of HTTP. Thread-safe: one operation at a time. */
final class SchemaStore {
    private final RegistryState state;
    private final RegistryJournal journal;
    private final AvroParsing parsing;

    SchemaStore(RegistryState state, RegistryJournal journal) {
        this.state = state;
        this.journal = journal;
        this.parsing = new AvroParsing(state);
    }

    /** Registers under a subject; a schema that is there already keeps its version and id. */
    synchronized Version register(String subject, SchemaText.Submitted submitted, boolean normalize)
            throws RegistryException {
        AvroParsing.Parsed parsed = parsing.parse(submitted);
        List<Version> earlier = state.versions(subject, false);
        Optional<Version> known = find(earlier, parsed.canonical(), normalize);
        if (known.isPresent()) {
            return known.get();
        }
        List<String> faults = level(subject).faults(parsed.schema(), schemas(earlier));
        if (!faults.isEmpty()) {
            throw RegistryException.incompatible(subject, String.join("; ", faults));
        }
        int version = state.nextVersion(subject);
        int id = state.idFor(parsed.canonical());
        record(new JournalEntry.Registered(
                subject,
                version,
                id,
                parsed.canonical().text(),
                parsed.canonical().references()));
        return new Version(subject, version, id, parsed.canonical(), false);
    }

    /** The version of a subject that has this schema. */
    synchronized Version lookUp(String subject, SchemaText.Submitted submitted, boolean normalize, boolean withDeleted)
            throws RegistryException {
        List<Version> versions = known(subject, withDeleted);
        return find(versions, parsing.parse(submitted).canonical(), normalize)
                .orElseThrow(RegistryException::schemaNotFound);
    }

    private static Optional<Version> find(List<Version> versions, SchemaText schema, boolean normalize) {
        return versions.stream()
                .filter(version -> version.schema().equals(schema)
                        || (normalize
                                && AvroParsing.normalized(version.schema()).equals(AvroParsing.normalized(schema))))
                .reduce((older, newer) -> newer);
    }

    /** Faults of a schema beside one version, or, with no version named, beside those the level asks for. */
    synchronized List<String> check(String subject, @Nullable String version, SchemaText.Submitted submitted)
            throws RegistryException {
        Schema proposed = parsing.parse(submitted).schema();
        List<Version> earlier;
        if (version == null
                || (isLatest(version) && state.versions(subject, false).isEmpty())) {
            earlier = state.versions(subject, false);
        } else {
            earlier = List.of(version(subject, version, false));
        }
        return level(subject).faults(proposed, schemas(earlier));
    }

    private List<Schema> schemas(List<Version> versions) throws RegistryException {
        List<Schema> schemas = new ArrayList<>();
        for (Version version : versions) {
            schemas.add(parsing.registered(version.schema()));
        }
        return schemas;
    }

    synchronized SchemaText byId(int id) throws RegistryException {
        return state.schema(id).orElseThrow(() -> RegistryException.schemaNotFound(id));
    }

    synchronized List<Version> uses(int id, boolean withDeleted) throws RegistryException {
        byId(id);
        return state.uses(id).stream()
                .filter(version -> withDeleted || !version.deleted())
                .toList();
    }

    synchronized Collection<String> subjects(boolean withDeleted) {
        return state.subjects(withDeleted);
    }

    synchronized List<Version> versions(String subject, boolean withDeleted) throws RegistryException {
        return known(subject, withDeleted);
    }

    /** A version by number, or the newest: "latest" or -1. */
    synchronized Version version(String subject, String version, boolean withDeleted) throws RegistryException {
        if (isLatest(version)) {
            return known(subject, withDeleted).getLast();
        }
        int number = number(version);
        return known(subject, withDeleted).stream()
                .filter(known -> known.version() == number)
                .findFirst()
                .orElseThrow(() -> RegistryException.versionNotFound(number));
    }

    private static boolean isLatest(String version) {
        return version.equals("latest") || version.equals("-1");
    }

    private static int number(String version) throws RegistryException {
        try {
            int number = Integer.parseInt(version);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Told below, as for a number out of range.
        }
        throw RegistryException.invalidVersion(version);
    }

    private List<Version> known(String subject, boolean withDeleted) throws RegistryException {
        List<Version> versions = state.versions(subject, withDeleted);
        if (versions.isEmpty()) {
            throw RegistryException.subjectNotFound(subject);
        }
        return versions;
    }

    /** Hides every live version of a subject, or forgets all hidden ones; returns their numbers. */
    synchronized List<Integer> deleteSubject(String subject, boolean permanent) throws RegistryException {
        List<Version> all = known(subject, true);
        List<Version> live = state.versions(subject, false);
        if (permanent && !live.isEmpty()) {
            throw RegistryException.subjectNotSoftDeleted(subject);
        }
        if (!permanent && live.isEmpty()) {
            throw RegistryException.subjectSoftDeleted(subject);
        }
        return delete(subject, permanent ? all : live, permanent);
    }

    /** Hides a live version, or forgets a hidden one. */
    synchronized int deleteVersion(String subject, String version, boolean permanent) throws RegistryException {
        Version found = version(subject, version, !isLatest(version) || permanent);
        if (permanent && !found.deleted()) {
            throw RegistryException.versionNotSoftDeleted(subject, found.version());
        }
        if (!permanent && found.deleted()) {
            throw RegistryException.versionSoftDeleted(subject, found.version());
        }
        return delete(subject, List.of(found), permanent).getFirst();
    }

    private List<Integer> delete(String subject, List<Version> versions, boolean permanent) throws RegistryException {
        for (Version version : versions) {
            if (state.isReferenced(subject, version.version())) {
                throw RegistryException.referenced(subject, version.version());
            }
        }
        List<Integer> numbers = versions.stream().map(Version::version).toList();
        record(new JournalEntry.Deleted(subject, numbers, permanent));
        return numbers;
    }

    private Compatibility level(String subject) {
        return state.level(subject).orElse(state.globalLevel());
    }

    /** The global level, or a subject's own; the global one stands in where asked for. */
    synchronized Compatibility level(@Nullable String subject, boolean defaultToGlobal) throws RegistryException {
        if (subject == null) {
            return state.globalLevel();
        }
        Optional<Compatibility> own = state.level(subject);
        if (own.isEmpty() && !defaultToGlobal) {
            throw RegistryException.noSubjectCompatibility(subject);
        }
        return own.orElse(state.globalLevel());
    }

    /** Sets the level of a subject, or the global one; null takes it back. */
    synchronized void setLevel(@Nullable String subject, @Nullable Compatibility level) throws RegistryException {
        record(new JournalEntry.LevelSet(subject, level));
    }

    private void record(JournalEntry entry) throws RegistryException {
        try {
            journal.append(entry);
        } catch (IOException e) {
            throw RegistryException.storeFailed(e.toString());
        }
        state.apply(entry);
    }
}
