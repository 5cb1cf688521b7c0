package dev.sluice.app.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every setting Sluice knows, with what it is for. {@code docs/operations.md} has the same table. */
public enum ConfigKey {
    BOOTSTRAP_SERVERS(
            "bootstrap.servers", "localhost:9092", "host:port, several separated by commas", "Kafka brokers."),
    SCHEMA_REGISTRY_URL(
            "schema.registry.url",
            "http://localhost:8081",
            "http or https URL, several separated by commas",
            "Schema registry that speaks Confluent's REST API."),
    APPLICATION_ID(
            "application.id",
            "sluice",
            "1-200 letters, digits, dots, dashes or underscores",
            "Kafka Streams application id: consumer group, internal topics and transactional ids start with it."),
    TOPIC_PREFIX(
            "topic.prefix",
            "sluice.",
            "up to 100 letters, digits, dots, dashes or underscores; may be empty",
            "What every topic name starts with."),
    PARTITIONS("partitions", "6", "a whole number from 1 to 10000", "Partitions of every topic Sluice creates."),
    REPLICATION_FACTOR(
            "replication.factor",
            "-1",
            "-1 (the broker's default) or a whole number from 1 to 100",
            "Replicas of every topic Sluice creates, internal ones too."),
    STATE_DIR(
            "state.dir",
            "$XDG_DATA_HOME/sluice/state, else ~/.local/share/sluice/state",
            "a folder",
            "Where local state is kept; losing it costs a restore, never data."),
    THREADS(
            "threads",
            "processors, at most partitions",
            "a whole number from 1 to 1024",
            "Stream threads of this instance."),
    COMMIT_INTERVAL(
            "commit.interval",
            "200ms",
            "a duration from 10ms to 10m",
            "Time between transactions; readers see results at most this late."),
    PUBLISH_INTERVAL(
            "publish.interval",
            "100ms",
            "a duration from 10ms to 10m",
            "Changed channel metrics are published at most this often."),
    SCORING_INTERVAL(
            "scoring.interval",
            "1s",
            "a duration from 10ms to 10m",
            "Changed accounts are scored at most this often, all together."),
    ADVICE_INTERVAL(
            "advice.interval", "1s", "a duration from 10ms to 10m", "An account is advised at most this often."),
    CLICK_HORIZON(
            "click.horizon",
            "400d",
            "a duration from 1d to 3650d, at least attribution.lookback",
            "How long click ids are remembered, for duplicates and for orders that name one."),
    ATTRIBUTION_LOOKBACK(
            "attribution.lookback",
            "30d",
            "a duration from 1h to 3650d, at most click.horizon",
            "How far before an order a visitor's last click may lie."),
    RETENTION(
            "retention",
            "400d",
            "a duration from 1d to 3650d, longer than settling.days",
            "How long the ledgers remember spend reports and orders."),
    SETTLING_DAYS(
            "settling.days",
            "28",
            "a whole number from 0 to 366",
            "Days after a week's end until it is FINAL, where the account's policy names none."),
    DEFAULT_TIME_ZONE(
            "default.time.zone",
            "UTC",
            "an IANA time zone, for example Europe/Berlin",
            "Time zone of weeks, where the account's policy names none."),
    HTTP_HOST(
            "http.host",
            "127.0.0.1",
            "a host name or address; without http.tokens a loopback one",
            "Where the API, the page, metrics and health listen; 0.0.0.0 for all."),
    HTTP_PORT(
            "http.port",
            "8080",
            "a whole number from 0 to 65535; 0 takes a free port",
            "Port of the API, the page, metrics and health."),
    HTTP_TOKENS(
            "http.tokens",
            "none",
            "name=NAME;scopes=read+write+approve;sha256=HEX, several separated by commas, all different",
            "Who may use the API, for what, by the SHA-256 of their token; in a file also a list of maps."),
    HTTP_RATE_LIMIT(
            "http.rate.limit",
            "200",
            "a whole number from 0 to 1000000; 0 is no limit",
            "Requests a second that one caller of the API may make, and twice as many at once."),
    HTTP_MAX_BODY_BYTES(
            "http.max.body.bytes",
            "4194304",
            "a whole number from 1024 to 268435456",
            "Longest request body that the API takes; longer ones are refused."),
    SHUTDOWN_TIMEOUT(
            "shutdown.timeout",
            "30s",
            "a duration from 1s to 1h",
            "How long a stop may take before the process gives up with exit code 8."),
    GROUP_PROTOCOL("group.protocol", "classic", "classic or streams", "Kafka Streams rebalance protocol."),
    LOG_FORMAT("log.format", "text", "text or json", "How log lines are written to standard error."),
    AUTO_CREATE_TOPICS(
            "auto.create.topics",
            "true",
            "true or false",
            "Whether the app creates missing topics of the catalogue when it starts."),
    MODELS_PATH(
            "models.path",
            "none",
            "a folder or a file",
            "Where models are taken from besides the models topic; a model there hides the topic's of the same key."),
    MODELS_MAX_BYTES(
            "models.max.bytes",
            "67108864",
            "a whole number from 1024 to 536870912",
            "Longest model file that is looked at; longer ones are refused unread.");

    private final String key;
    private final String defaultText;
    private final String allowed;
    private final String meaning;

    ConfigKey(String key, String defaultText, String allowed, String meaning) {
        this.key = key;
        this.defaultText = defaultText;
        this.allowed = allowed;
        this.meaning = meaning;
    }

    /** The name in a file, for example {@code commit.interval}. */
    public String key() {
        return key;
    }

    /** The name in the environment, for example {@code SLUICE_COMMIT_INTERVAL}. */
    public String environmentName() {
        return "SLUICE_" + key.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /** The name on the command line, for example {@code --commit-interval}. */
    public String flagName() {
        return "--" + key.replace('.', '-');
    }

    /** The default, as people read it. */
    public String defaultText() {
        return defaultText;
    }

    /** Which values are legal, as people read it. */
    public String allowed() {
        return allowed;
    }

    /** What the setting is for, in one sentence. */
    public String meaning() {
        return meaning;
    }

    /** The key of this name, dotted ({@code commit.interval}) or dashed ({@code commit-interval}). */
    public static Optional<ConfigKey> byName(String name) {
        String dotted = name.replace('-', '.');
        return Arrays.stream(values()).filter(k -> k.key.equals(dotted)).findFirst();
    }
}
