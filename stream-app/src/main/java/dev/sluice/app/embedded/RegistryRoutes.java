package dev.sluice.app.embedded;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.embedded.SchemaText.Submitted;
import dev.sluice.app.embedded.SchemaText.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Confluent Schema Registry REST API over a {@link SchemaStore}: path and method in, JSON value out. Unknown query
 * parameters and JSON fields are ignored.
 */
final class RegistryRoutes {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SchemaStore store;

    RegistryRoutes(SchemaStore store) {
        this.store = store;
    }

    /** A request; path segments are decoded. */
    record Call(String method, List<String> path, Map<String, String> query, byte[] body) {
        boolean flag(String name) {
            return Boolean.parseBoolean(query.get(name));
        }

        boolean is(String wanted) {
            return method.equals(wanted);
        }

        int size() {
            return path.size();
        }

        String segment(int index) {
            return path.get(index);
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record LevelBody(@Nullable String compatibility) {}

    /** Answers a call with a value to write as JSON. */
    Object answer(Call call) throws RegistryException {
        if (call.path().isEmpty()) {
            return Map.of();
        }
        return switch (call.segment(0)) {
            case "subjects" -> subjects(call);
            case "schemas" -> schemas(call);
            case "config" -> config(call);
            case "compatibility" -> compatibility(call);
            case "mode" -> mode(call);
            case "contexts" -> List.of(".");
            default -> throw RegistryException.notFound();
        };
    }

    private Object subjects(Call call) throws RegistryException {
        if (call.size() == 1) {
            get(call);
            String prefix = call.query().getOrDefault("subjectPrefix", "");
            return store.subjects(call.flag("deleted")).stream()
                    .filter(subject -> subject.startsWith(prefix))
                    .toList();
        }
        String subject = call.segment(1);
        if (call.size() == 2) {
            return switch (call.method()) {
                case "POST" ->
                    describe(store.lookUp(subject, submitted(call), call.flag("normalize"), call.flag("deleted")));
                case "DELETE" -> store.deleteSubject(subject, call.flag("permanent"));
                default -> throw RegistryException.methodNotAllowed();
            };
        }
        if (!call.segment(2).equals("versions")) {
            throw RegistryException.notFound();
        }
        return call.size() == 3 ? versions(call, subject) : version(call, subject, call.segment(3));
    }

    private Object versions(Call call, String subject) throws RegistryException {
        return switch (call.method()) {
            case "GET" ->
                store.versions(subject, call.flag("deleted")).stream()
                        .map(Version::version)
                        .toList();
            case "POST" ->
                Map.of(
                        "id",
                        store.register(subject, submitted(call), call.flag("normalize"))
                                .id());
            default -> throw RegistryException.methodNotAllowed();
        };
    }

    private Object version(Call call, String subject, String version) throws RegistryException {
        if (call.size() == 4 && call.is("DELETE")) {
            return store.deleteVersion(subject, version, call.flag("permanent"));
        }
        get(call);
        Version found = store.version(subject, version, call.flag("deleted"));
        if (call.size() == 4) {
            return describe(found);
        }
        if (call.size() == 5 && call.segment(4).equals("schema")) {
            return new RawJson(found.schema().text());
        }
        throw RegistryException.notFound();
    }

    private Object schemas(Call call) throws RegistryException {
        get(call);
        if (call.size() == 2 && call.segment(1).equals("types")) {
            return List.of("AVRO");
        }
        if (call.size() < 3 || call.size() > 4 || !call.segment(1).equals("ids")) {
            throw RegistryException.notFound();
        }
        int id = id(call.segment(2));
        if (call.size() == 3) {
            return withReferences(new LinkedHashMap<>(), store.byId(id));
        }
        return switch (call.segment(3)) {
            case "schema" -> new RawJson(store.byId(id).text());
            case "subjects" ->
                store.uses(id, call.flag("deleted")).stream()
                        .map(Version::subject)
                        .distinct()
                        .toList();
            case "versions" -> {
                List<Map<String, Object>> uses = new ArrayList<>();
                for (Version use : store.uses(id, call.flag("deleted"))) {
                    uses.add(Map.of("subject", use.subject(), "version", use.version()));
                }
                yield uses;
            }
            default -> throw RegistryException.notFound();
        };
    }

    private static int id(String text) throws RegistryException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw RegistryException.notFound();
        }
    }

    private Object config(Call call) throws RegistryException {
        if (call.size() > 2) {
            throw RegistryException.notFound();
        }
        String subject = call.size() == 2 ? call.segment(1) : null;
        return switch (call.method()) {
            case "GET" -> Map.of("compatibilityLevel", store.level(subject, call.flag("defaultToGlobal")));
            case "PUT" -> {
                String name = read(call, LevelBody.class).compatibility();
                if (name == null) {
                    throw RegistryException.invalidCompatibility();
                }
                Compatibility level = Compatibility.parse(name);
                store.setLevel(subject, level);
                yield Map.of("compatibility", level);
            }
            case "DELETE" -> {
                Compatibility before = store.level(subject, false);
                store.setLevel(subject, null);
                yield Map.of("compatibilityLevel", before);
            }
            default -> throw RegistryException.methodNotAllowed();
        };
    }

    /** {@code /compatibility/subjects/{subject}/versions[/{version}]}. */
    private Object compatibility(Call call) throws RegistryException {
        if (call.size() < 4
                || call.size() > 5
                || !call.segment(1).equals("subjects")
                || !call.segment(3).equals("versions")) {
            throw RegistryException.notFound();
        }
        if (!call.is("POST")) {
            throw RegistryException.methodNotAllowed();
        }
        List<String> faults = store.check(call.segment(2), call.size() == 5 ? call.segment(4) : null, submitted(call));
        return call.flag("verbose")
                ? Map.of("is_compatible", faults.isEmpty(), "messages", faults)
                : Map.of("is_compatible", faults.isEmpty());
    }

    private static Object mode(Call call) throws RegistryException {
        get(call);
        if (call.size() == 1 || call.flag("defaultToGlobal")) {
            return Map.of("mode", "READWRITE");
        }
        throw RegistryException.noSubjectMode(call.segment(1));
    }

    private static void get(Call call) throws RegistryException {
        if (!call.is("GET")) {
            throw RegistryException.methodNotAllowed();
        }
    }

    private static Submitted submitted(Call call) throws RegistryException {
        return read(call, Submitted.class);
    }

    private static <T> T read(Call call, Class<T> type) throws RegistryException {
        try {
            T body = JSON.readValue(call.body(), type);
            if (body == null) {
                throw RegistryException.badRequest("The body is null");
            }
            return body;
        } catch (JsonProcessingException e) {
            throw RegistryException.badRequest("The body is not the JSON expected here: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw RegistryException.badRequest("The body can't be read: " + e.getMessage());
        }
    }

    private static Map<String, Object> describe(Version version) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("subject", version.subject());
        out.put("version", version.version());
        out.put("id", version.id());
        return withReferences(out, version.schema());
    }

    private static Map<String, Object> withReferences(Map<String, Object> out, SchemaText schema) {
        out.put("schema", schema.text());
        if (!schema.references().isEmpty()) {
            out.put("references", schema.references());
        }
        return out;
    }

    /** JSON to send as it is. */
    record RawJson(String json) {}
}
