package dev.sluice.app.config;

import dev.sluice.app.config.Layers.Given;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is in force: flag over environment ({@code SLUICE_…}) over YAML file over default. Immutable; every value has
 * been checked.
 */
public final class SluiceConfig {
    /** Where the cluster is and how its topics are made. A replication factor of -1 is the broker's default. */
    public record Cluster(
            String bootstrapServers,
            String schemaRegistryUrl,
            String topicPrefix,
            int partitions,
            short replicationFactor,
            boolean autoCreateTopics) {}

    /** How Kafka Streams runs. */
    public record Streams(
            String applicationId,
            Path stateDir,
            int threads,
            Duration commitInterval,
            Duration publishInterval,
            Duration scoringInterval,
            Duration adviceInterval,
            GroupProtocol groupProtocol,
            Duration shutdownTimeout) {}

    /** What the ledgers and the board go by. */
    public record Rules(
            Duration clickHorizon,
            Duration attributionLookback,
            Duration retention,
            int settlingDays,
            ZoneId defaultTimeZone) {}

    /**
     * Where the app listens (port 0 takes a free one), who may use its API, how many requests a second one caller may
     * make (0: any number), and how long a request's body may be. Without tokens the host is this machine's own.
     */
    public record Http(String host, int port, List<HttpToken> tokens, int rateLimit, int maxBodyBytes) {
        public Http {
            tokens = List.copyOf(tokens);
        }

        /** For this machine only, with the default limits. */
        public Http(String host, int port) {
            this(host, port, List.of(), 200, 4 * 1024 * 1024);
        }
    }

    /** Where models come from besides their topic (null: nowhere), and how long their files may be. */
    public record Models(@Nullable Path path, int maxBytes) {}

    /** Kafka Streams rebalance protocol. */
    public enum GroupProtocol {
        CLASSIC,
        STREAMS
    }

    /** How log lines are written. */
    public enum LogFormat {
        TEXT,
        JSON
    }

    private static final String NAME = "[A-Za-z0-9._-]";

    private final Cluster cluster;
    private final Streams streams;
    private final Rules rules;
    private final Http http;
    private final Models models;
    private final LogFormat logFormat;
    private final Map<String, Object> kafka;
    private final Map<String, Object> registry;
    private final List<Setting> described;
    private final List<String> warnings;

    private SluiceConfig(SettingReader read, Layers layers, Path defaultStateDir, int processors) {
        String bootstrapServers = read.servers(ConfigKey.BOOTSTRAP_SERVERS);
        String registryUrl = read.urls(ConfigKey.SCHEMA_REGISTRY_URL);
        String applicationId = read.text(ConfigKey.APPLICATION_ID, Pattern.compile(NAME + "{1,200}"));
        String prefix = read.text(ConfigKey.TOPIC_PREFIX, Pattern.compile(NAME + "{0,100}"));
        int partitions = read.integer(ConfigKey.PARTITIONS, 6, 1, 10_000);
        int replicas = read.integerOrBrokerDefault(ConfigKey.REPLICATION_FACTOR, 100);
        Path stateDir = read.folder(ConfigKey.STATE_DIR, defaultStateDir);
        int threads = read.integer(ConfigKey.THREADS, Math.clamp(processors, 1, partitions), 1, 1024);
        Duration commit = read.duration(ConfigKey.COMMIT_INTERVAL, Duration.ofMillis(10), Duration.ofMinutes(10));
        Duration publish = read.duration(ConfigKey.PUBLISH_INTERVAL, Duration.ofMillis(10), Duration.ofMinutes(10));
        Duration scoring = read.duration(ConfigKey.SCORING_INTERVAL, Duration.ofMillis(10), Duration.ofMinutes(10));
        Duration advice = read.duration(ConfigKey.ADVICE_INTERVAL, Duration.ofMillis(10), Duration.ofMinutes(10));
        this.rules = rules(read);
        this.http = HttpSettings.read(read);
        Duration stop = read.duration(ConfigKey.SHUTDOWN_TIMEOUT, Duration.ofSeconds(1), Duration.ofHours(1));
        GroupProtocol protocol = read.choice(ConfigKey.GROUP_PROTOCOL, GroupProtocol.class);
        this.logFormat = read.choice(ConfigKey.LOG_FORMAT, LogFormat.class);
        boolean create = read.flag(ConfigKey.AUTO_CREATE_TOPICS);
        this.cluster = new Cluster(bootstrapServers, registryUrl, prefix, partitions, (short) replicas, create);
        this.streams = new Streams(applicationId, stateDir, threads, commit, publish, scoring, advice, protocol, stop);
        this.models = new Models(
                read.optionalPath(ConfigKey.MODELS_PATH),
                read.integer(ConfigKey.MODELS_MAX_BYTES, 64 * 1024 * 1024, 1024, 512 * 1024 * 1024));
        this.kafka = properties(layers.kafka, "bootstrap.servers", bootstrapServers);
        this.registry = properties(layers.registry, "schema.registry.url", registryUrl);
        this.described = read.described();
        this.warnings = List.copyOf(layers.warnings);
    }

    private static Rules rules(SettingReader read) {
        Duration longest = Duration.ofDays(3650);
        Duration horizon = read.duration(ConfigKey.CLICK_HORIZON, Duration.ofDays(1), longest);
        Duration lookback = read.duration(ConfigKey.ATTRIBUTION_LOOKBACK, Duration.ofHours(1), longest);
        Duration retention = read.duration(ConfigKey.RETENTION, Duration.ofDays(1), longest);
        int settling = read.integer(ConfigKey.SETTLING_DAYS, 28, 0, 366);
        if (lookback.compareTo(horizon) > 0) {
            read.fault(ConfigKey.ATTRIBUTION_LOOKBACK);
        }
        if (retention.toDays() <= settling) {
            read.fault(ConfigKey.RETENTION);
        }
        return new Rules(horizon, lookback, retention, settling, read.zone(ConfigKey.DEFAULT_TIME_ZONE));
    }

    private static Map<String, Object> properties(Map<String, Given> given, String key, String value) {
        Map<String, Object> all = new TreeMap<>();
        // Confluent's clients read the registry's TLS settings under their full name only.
        String tls = key.startsWith("schema.registry.") ? "schema.registry." : "";
        given.forEach((name, v) -> all.put(name.startsWith("ssl.") ? tls + name : name, v.text()));
        all.put(key, value);
        return Map.copyOf(all);
    }

    /**
     * Reads and checks the configuration.
     *
     * @param flags settings from the command line, by dotted key ({@code bootstrap.servers}, {@code kafka.acks}, …)
     * @param env the environment
     * @param file a YAML file, or null for none; see {@link #findFile}
     * @throws InvalidConfigException with every fault at once
     */
    public static SluiceConfig load(Map<String, String> flags, Map<String, String> env, @Nullable Path file) {
        return load(flags, env, file, Runtime.getRuntime().availableProcessors());
    }

    static SluiceConfig load(Map<String, String> flags, Map<String, String> env, @Nullable Path file, int processors) {
        List<ConfigFault> faults = new ArrayList<>();
        Layers layers = new Layers(flags, env, file, faults);
        SluiceConfig config = new SluiceConfig(
                new SettingReader(layers, faults), layers, dataDirectory(env).resolve("state"), processors);
        if (!faults.isEmpty()) {
            throw new InvalidConfigException(faults);
        }
        return config;
    }

    /** The file to read: the one named by a flag, else {@code SLUICE_CONFIG}, else {@code sluice.yaml} if it is there. */
    public static @Nullable Path findFile(@Nullable Path flag, Map<String, String> env, Path workingDirectory) {
        if (flag != null) {
            return workingDirectory.resolve(flag);
        }
        String named = env.getOrDefault("SLUICE_CONFIG", "");
        if (!named.isBlank()) {
            return workingDirectory.resolve(named);
        }
        Path usual = workingDirectory.resolve("sluice.yaml");
        return Files.exists(usual) ? usual : null;
    }

    /** The user's folder for what Sluice keeps: {@code $XDG_DATA_HOME/sluice} or {@code ~/.local/share/sluice}. */
    public static Path dataDirectory(Map<String, String> env) {
        String xdg = env.getOrDefault("XDG_DATA_HOME", "");
        if (xdg.startsWith("/")) {
            return Path.of(xdg, "sluice");
        }
        String home = env.getOrDefault("HOME", System.getProperty("user.home", "."));
        return Path.of(home, ".local", "share", "sluice");
    }

    public Cluster cluster() {
        return cluster;
    }

    public Streams streams() {
        return streams;
    }

    public Rules rules() {
        return rules;
    }

    public Http http() {
        return http;
    }

    public Models models() {
        return models;
    }

    public LogFormat logFormat() {
        return logFormat;
    }

    /** Properties of every Kafka client: {@code bootstrap.servers} and whatever was passed through. Holds secrets. */
    public Map<String, Object> kafkaClientProperties() {
        return kafka;
    }

    /** Properties of the registry client: {@code schema.registry.url} and whatever was passed through. Holds secrets. */
    public Map<String, Object> registryProperties() {
        return registry;
    }

    /** Every setting in force with its origin, secrets masked. */
    public List<Setting> describe() {
        return described;
    }

    /** What looks like a mistake but may not be one: environment variables no setting goes by. */
    public List<String> warnings() {
        return warnings;
    }
}
