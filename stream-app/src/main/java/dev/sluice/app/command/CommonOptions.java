package dev.sluice.app.command;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.ops.LogSetup;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options every command has. A flag beats the environment, which beats the file. */
public final class CommonOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "YAML file with settings (else SLUICE_CONFIG, else ./sluice.yaml)")
    @Nullable
    Path file;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Kafka brokers, separated by commas (SLUICE_BOOTSTRAP_SERVERS)")
    @Nullable
    String bootstrapServers;

    @Option(
            names = "--schema-registry-url",
            paramLabel = "URL",
            description = "Schema registry (SLUICE_SCHEMA_REGISTRY_URL)")
    @Nullable
    String schemaRegistryUrl;

    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            description = "What topic names start with (SLUICE_TOPIC_PREFIX)")
    @Nullable
    String topicPrefix;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Any other setting, for example --set partitions=12 or --set kafka.security.protocol=SSL")
    Map<String, String> others = new LinkedHashMap<>();

    @Option(names = "--debug", description = "Show stack traces, and what the Kafka clients log")
    boolean debug;

    /** The configuration in force; log lines take its format from now on. */
    public SluiceConfig load(Surroundings around) {
        Map<String, String> flags = new LinkedHashMap<>(others);
        put(flags, "bootstrap.servers", bootstrapServers);
        put(flags, "schema.registry.url", schemaRegistryUrl);
        put(flags, "topic.prefix", topicPrefix);
        Path found = SluiceConfig.findFile(file, around.env(), around.directory());
        SluiceConfig config = SluiceConfig.load(flags, around.env(), found);
        LogSetup.format(config.logFormat());
        return config;
    }

    /** As {@link #load}, for a command that says itself, in one line, what goes wrong. */
    SluiceConfig loadQuietly(Surroundings around) {
        SluiceConfig config = load(around);
        if (!debug) {
            LogSetup.quietClients();
        }
        return config;
    }

    private static void put(Map<String, String> flags, String key, @Nullable String value) {
        if (value != null) {
            flags.put(key, value);
        }
    }
}
