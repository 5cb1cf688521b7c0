package dev.sluice.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Client of a registry that speaks Confluent's REST interface. Requests are made one at a time; hits need no lock. */
final class RestSchemaRegistry implements SchemaRegistry {
    private static final Duration UNKNOWN_FOR = Duration.ofSeconds(10);
    private static final int MOST_UNKNOWN = 10_000;

    private record Written(String subject, String json) {}

    private record Unknown(UnknownSchemaException answer, Instant until) {}

    private final RegistryHttp http;
    private final Clock clock;
    private final Map<Written, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    /** Ids that have no schema, oldest first; guarded by this. */
    private final Map<Integer, Unknown> unknown = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Unknown> eldest) {
            return size() > MOST_UNKNOWN;
        }
    };

    RestSchemaRegistry(RegistryHttp http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    static RestSchemaRegistry connect(RegistryConfig config) {
        RegistryHttp http = new RegistryHttp(config, Thread::sleep, RandomGenerator.getDefault());
        return new RestSchemaRegistry(http, Clock.systemUTC());
    }

    @Override
    public int register(String subject, Schema schema) {
        try {
            return id(subject, schema, "/subjects/" + encoded(subject) + "/versions");
        } catch (UnknownSchemaException e) {
            throw new RegistryRejectedException(String.valueOf(e.getMessage()), 404, 404);
        }
    }

    @Override
    public int idOf(String subject, Schema schema) throws UnknownSchemaException {
        return id(subject, schema, "/subjects/" + encoded(subject));
    }

    private int id(String subject, Schema schema, String path) throws UnknownSchemaException {
        Written written = new Written(subject, PortableSchema.json(schema));
        Integer known = ids.get(written);
        if (known != null) {
            return known;
        }
        synchronized (this) {
            known = ids.get(written);
            if (known == null) {
                ObjectNode body = JsonNodeFactory.instance.objectNode().put("schema", written.json());
                known = required(http.post(path, body), "id", path).asInt();
                ids.put(written, known);
            }
            return known;
        }
    }

    @Override
    public Registered latest(String subject) throws UnknownSchemaException {
        String path = "/subjects/" + encoded(subject) + "/versions/latest";
        JsonNode answer = http.get(path);
        return new Registered(required(answer, "id", path).asInt(), parsed(answer, path));
    }

    @Override
    public Schema schemaById(int id) throws UnknownSchemaException {
        Schema known = schemas.get(id);
        return known != null ? known : fetch(id);
    }

    private synchronized Schema fetch(int id) throws UnknownSchemaException {
        Schema known = schemas.get(id);
        if (known != null) {
            return known;
        }
        Instant now = clock.instant();
        Unknown missed = unknown.get(id);
        if (missed != null && now.isBefore(missed.until())) {
            throw missed.answer();
        }
        try {
            if (id < 0) {
                throw new UnknownSchemaException("schema id " + id + " is negative");
            }
            String path = "/schemas/ids/" + id;
            Schema schema = parsed(http.get(path), path);
            schemas.put(id, schema);
            return schema;
        } catch (UnknownSchemaException e) {
            unknown.remove(id);
            unknown.put(id, new Unknown(e, now.plus(UNKNOWN_FOR)));
            throw e;
        }
    }

    private Schema parsed(JsonNode answer, String path) throws UnknownSchemaException {
        String type = answer.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new UnknownSchemaException(path + ": the schema is " + type + ", not Avro");
        }
        Schema.Parser parser = PortableSchema.parser();
        try {
            addReferences(answer, parser, new HashSet<>());
            return parser.parse(required(answer, "schema", path).asText());
        } catch (AvroRuntimeException e) {
            throw new UnknownSchemaException(path + ": the schema can't be parsed: " + e.getMessage());
        }
    }

    /** Parses what the schema refers to first, deepest first, each version once. */
    private void addReferences(JsonNode answer, Schema.Parser parser, Set<String> seen) throws UnknownSchemaException {
        for (JsonNode reference : answer.path("references")) {
            String path = "/subjects/" + encoded(reference.path("subject").asText()) + "/versions/"
                    + reference.path("version").asInt();
            if (seen.add(path)) {
                JsonNode referred = http.get(path);
                addReferences(referred, parser, seen);
                parser.parse(required(referred, "schema", path).asText());
            }
        }
    }

    private static JsonNode required(JsonNode answer, String field, String path) {
        JsonNode value = answer.get(field);
        if (value == null || value.isNull()) {
            throw new RegistryRejectedException(
                    path + " answered without \"" + field + "\": is it a schema registry?", 200, 200);
        }
        return value;
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        http.close();
    }
}
