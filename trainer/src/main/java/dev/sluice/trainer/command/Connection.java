package dev.sluice.trainer.command;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where the cluster is: the same environment variables as the app's ({@code SLUICE_BOOTSTRAP_SERVERS},
 * {@code SLUICE_SCHEMA_REGISTRY_URL}, {@code SLUICE_TOPIC_PREFIX}, {@code SLUICE_KAFKA_…}, {@code SLUICE_SCHEMA_REGISTRY_…}),
 * and options that go before them.
 */
final class Connection {
    private static final String KAFKA = "SLUICE_KAFKA_";
    private static final String REGISTRY = "SLUICE_SCHEMA_REGISTRY_";

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
        Map<String, Object> properties = prefixed(env, KAFKA);
        properties.put("bootstrap.servers", bootstrapServers(env));
        return properties;
    }

    /** Properties of the registry's client. */
    Map<String, Object> registry(Map<String, String> env) {
        Map<String, Object> properties = prefixed(env, REGISTRY);
        properties.remove("url");
        properties.put(
                "schema.registry.url",
                registryUrl != null
                        ? registryUrl
                        : env.getOrDefault("SLUICE_SCHEMA_REGISTRY_URL", "http://localhost:8081"));
        return properties;
    }

    /** As in Confluent's images: {@code _} is a dot, {@code __} an underscore, {@code ___} a dash. */
    private static Map<String, Object> prefixed(Map<String, String> env, String prefix) {
        Map<String, Object> properties = new HashMap<>();
        env.forEach((name, value) -> {
            if (name.startsWith(prefix) && !name.equals("SLUICE_KAFKA_LOG_LEVEL")) {
                String property = name.substring(prefix.length())
                        .toLowerCase(Locale.ROOT)
                        .replace("___", "-")
                        .replace("__", "\u0000")
                        .replace('_', '.')
                        .replace('\u0000', '_');
                properties.put(property, value);
            }
        });
        return properties;
    }
}
