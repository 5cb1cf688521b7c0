package dev.sluice.schemas;

import java.util.Map;
import org.apache.avro.Schema;

/**
 * A registry that gives every schema a number, with the semantics of Confluent's REST interface. Thread-safe.
 *
 * <p>Every method may throw {@link RegistryUnavailableException} once its retries are used up, and
 * {@link RegistryRejectedException} where the registry refuses (credentials, an incompatible schema).
 */
public interface SchemaRegistry extends AutoCloseable {

    /** A schema as the registry holds it, with its number. */
    record Registered(int id, Schema schema) {}

    /** Registers the schema under the subject where it is new there; returns its id. Cached. */
    int register(String subject, Schema schema);

    /**
     * The id the schema already has under the subject. Cached.
     *
     * @throws UnknownSchemaException where it has none
     */
    int idOf(String subject, Schema schema) throws UnknownSchemaException;

    /**
     * The newest version under the subject. Never cached: callers that ask per record keep the answer.
     *
     * @throws UnknownSchemaException where the subject has no version
     */
    Registered latest(String subject) throws UnknownSchemaException;

    /**
     * The Avro schema of this id, its references resolved. Cached for good; that an id is unknown is remembered for
     * some seconds only, so that a flood of bad records costs the registry few requests and a new schema is seen soon.
     *
     * @throws UnknownSchemaException where there is none, or it is no Avro schema
     */
    Schema schemaById(int id) throws UnknownSchemaException;

    @Override
    void close();

    /**
     * A client of the registry that Confluent's keys describe: {@code schema.registry.url} (several with commas),
     * {@code basic.auth.*}, {@code bearer.auth.*}, {@code max.retries}, {@code retries.wait.ms},
     * {@code retries.max.wait.ms}, {@code http.connect.timeout.ms}, {@code http.read.timeout.ms},
     * {@code schema.registry.ssl.*}. Nothing is asked of the registry yet.
     *
     * @throws org.apache.kafka.common.config.ConfigException where a setting is missing or makes no sense
     */
    static SchemaRegistry connect(Map<String, ?> confluentConfig) {
        return RestSchemaRegistry.connect(RegistryConfig.from(confluentConfig));
    }
}
