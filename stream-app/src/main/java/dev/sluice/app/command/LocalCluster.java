package dev.sluice.app.command;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.embedded.EmbeddedBroker;
import dev.sluice.app.embedded.EmbeddedRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A broker, a registry and a state directory in this process; thrown away at the end unless a directory is named. */
final class LocalCluster implements AutoCloseable {
    private final EmbeddedBroker broker;
    private final EmbeddedRegistry registry;
    private final Path home;
    private final boolean kept;

    private LocalCluster(EmbeddedBroker broker, EmbeddedRegistry registry, Path home, boolean kept) {
        this.broker = broker;
        this.registry = registry;
        this.home = home;
        this.kept = kept;
    }

    /** A throw-away one on free ports. */
    static LocalCluster temporary() {
        return start(null, 0, 0);
    }

    /**
     * Starts one.
     *
     * @param directory where its data is kept; null for a temporary one
     * @param brokerPort port to listen on, 0 for a free one
     * @param registryPort likewise for the registry
     */
    static LocalCluster start(@Nullable Path directory, int brokerPort, int registryPort) {
        try {
            boolean kept = directory != null;
            Path home = directory != null ? directory : Files.createTempDirectory("sluice-");
            Files.createDirectories(home);
            // Its own folder inside: the broker refuses a directory that holds other things.
            EmbeddedBroker broker = EmbeddedBroker.start(home.resolve("broker"), brokerPort);
            try {
                EmbeddedRegistry registry = EmbeddedRegistry.start(home.resolve("schemas.jsonl"), registryPort);
                return new LocalCluster(broker, registry, home, kept);
            } catch (RuntimeException e) {
                broker.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    String registryUrl() {
        return registry.url();
    }

    /** The configuration that runs the app on this cluster, with the given settings on top. */
    SluiceConfig config(Map<String, String> settings, Surroundings around) {
        Map<String, String> flags = new HashMap<>(settings);
        flags.put("bootstrap.servers", bootstrapServers());
        flags.put("schema.registry.url", registryUrl());
        flags.putIfAbsent("state.dir", home.resolve("state").toString());
        // Metrics are read over HTTP; JMX beans for each of them cost a second of CPU at start and stop.
        flags.putIfAbsent("kafka.metric.reporters", "");
        // The environment of a real cluster (its logins, its topics' prefix) has no business here.
        Map<String, String> env = new HashMap<>(around.env());
        env.keySet().removeIf(name -> name.startsWith("SLUICE_"));
        return SluiceConfig.load(flags, env, null);
    }

    @Override
    public void close() {
        registry.close();
        broker.close();
        if (!kept) {
            Folders.delete(home);
        }
    }
}
