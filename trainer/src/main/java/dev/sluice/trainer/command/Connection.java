package dev.sluice.trainer.command;

import dev.sluice.schemas.ClientVariables;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where the cluster is: the same environment variables as the app's ({@code SLUICE_BOOTSTRAP_SERVERS},
 * {@code SLUICE_SCHEMA_REGISTRY_URL}, {@code SLUICE_TOPIC_PREFIX}, and what {@link ClientVariables} knows),
 * and options that go before them.
 */
final class Connection {
    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT", description = "Default: localhost:9092")
    private @Nullable String bootstrapServers;

    @Option(names = "--schema-registry-url", paramLabel = "URL", description = "Default: http://localhost:8081")
    private @Nullable String registryUrl;

    @Option(names = "--topic-prefix", paramLabel = "TEXT", description = "Default: sluice.")
    private @Nullable String topicPrefix;

    String topicPrefix(Map<String, String> env) {
        return topicPrefix != null ? topicPrefix : env.getOrDefault("SLUICE_TOPIC_PREFIX", "sluice.");
    }

    String bootstrapServers(Map<String, String> env) {
        return bootstrapServers != null
                ? bootstrapServers
                : env.getOrDefault("SLUICE_BOOTSTRAP_SERVERS", "localhost:9092");
    }

    /** Properties of Kafka clients. */
    Map<String, Object> kafka(Map<String, String> env) {
        Map<String, Object> properties = named(env, ClientVariables::kafkaProperty);
        properties.put("bootstrap.servers", bootstrapServers(env));
        return properties;
    }

    /** Properties of the registry's client. */
    Map<String, Object> registry(Map<String, String> env) {
        Map<String, Object> properties = named(env, ClientVariables::registryProperty);
        properties.remove("url");
        properties.put(
                "schema.registry.url",
                registryUrl != null
                        ? registryUrl
                        : env.getOrDefault("SLUICE_SCHEMA_REGISTRY_URL", "http://localhost:8081"));
        return properties;
    }

    private static Map<String, Object> named(Map<String, String> env, Function<String, Optional<String>> property) {
        Map<String, Object> properties = new HashMap<>();
        // In their order, so that of two names of one property the same goes first as in the app.
        new TreeMap<>(env).forEach((name, value) -> {
            if (!value.isBlank()) {
                property.apply(name).ifPresent(known -> properties.put(known, value.strip()));
            }
        });
        return properties;
    }
}
