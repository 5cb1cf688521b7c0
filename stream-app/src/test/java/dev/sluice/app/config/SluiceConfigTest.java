package dev.sluice.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.app.config.SluiceConfig.GroupProtocol;
import dev.sluice.app.config.SluiceConfig.LogFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SluiceConfigTest {
    private static final Map<String, String> HOME = Map.of("HOME", "/home/ada");

    /** Every key with a value that is not its default. */
    private static final Map<ConfigKey, String> OTHERS = Map.ofEntries(
            Map.entry(ConfigKey.BOOTSTRAP_SERVERS, "a:9092,b:9093"),
            Map.entry(ConfigKey.SCHEMA_REGISTRY_URL, "https://registry:443"),
            Map.entry(ConfigKey.APPLICATION_ID, "river"),
            Map.entry(ConfigKey.TOPIC_PREFIX, "acme."),
            Map.entry(ConfigKey.PARTITIONS, "12"),
            Map.entry(ConfigKey.REPLICATION_FACTOR, "3"),
            Map.entry(ConfigKey.STATE_DIR, "/var/lib/sluice"),
            Map.entry(ConfigKey.THREADS, "2"),
            Map.entry(ConfigKey.COMMIT_INTERVAL, "1s"),
            Map.entry(ConfigKey.PUBLISH_INTERVAL, "50ms"),
            Map.entry(ConfigKey.SCORING_INTERVAL, "5s"),
            Map.entry(ConfigKey.ADVICE_INTERVAL, "3s"),
            Map.entry(ConfigKey.CLICK_HORIZON, "90d"),
            Map.entry(ConfigKey.ATTRIBUTION_LOOKBACK, "7d"),
            Map.entry(ConfigKey.RETENTION, "100d"),
            Map.entry(ConfigKey.SETTLING_DAYS, "14"),
            Map.entry(ConfigKey.DEFAULT_TIME_ZONE, "Europe/Berlin"),
            Map.entry(ConfigKey.HTTP_HOST, "0.0.0.0"),
            Map.entry(ConfigKey.HTTP_PORT, "0"),
            Map.entry(
                    ConfigKey.WEBHOOKS_SHOPIFY_SECRETS,
                    "account=acme;secret=old-secret,account=acme;secret=new-secret"),
            Map.entry(ConfigKey.HTTP_TOKENS, "name=ops;scopes=read+approve;sha256=" + "ab".repeat(32)),
            Map.entry(ConfigKey.HTTP_RATE_LIMIT, "7"),
            Map.entry(ConfigKey.HTTP_MAX_BODY_BYTES, "2048"),
            Map.entry(ConfigKey.SHUTDOWN_TIMEOUT, "1m"),
            Map.entry(ConfigKey.GROUP_PROTOCOL, "streams"),
            Map.entry(ConfigKey.LOG_FORMAT, "json"),
            Map.entry(ConfigKey.AUTO_CREATE_TOPICS, "false"),
            Map.entry(ConfigKey.MODELS_PATH, "/var/lib/models"),
            Map.entry(ConfigKey.MODELS_MAX_BYTES, "1048576"));

    private final Path folder;

    SluiceConfigTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void everySettingHasItsDocumentedDefault() {
        SluiceConfig config = SluiceConfig.load(Map.of(), HOME, null, 4);

        assertThat(config.cluster())
                .isEqualTo(new SluiceConfig.Cluster(
                        "localhost:9092", "http://localhost:8081", "sluice.", 6, (short) -1, true));
        assertThat(config.streams())
                .isEqualTo(new SluiceConfig.Streams(
                        "sluice",
                        Path.of("/home/ada/.local/share/sluice/state"),
                        4,
                        Duration.ofMillis(200),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        GroupProtocol.CLASSIC,
                        Duration.ofSeconds(30)));
        assertThat(config.rules())
                .isEqualTo(new SluiceConfig.Rules(
                        Duration.ofDays(400), Duration.ofDays(30), Duration.ofDays(400), 28, ZoneId.of("UTC")));
        assertThat(config.http()).isEqualTo(new SluiceConfig.Http("127.0.0.1", 8080));
        assertThat(config.models()).isEqualTo(new SluiceConfig.Models(null, 67_108_864));
        assertThat(config.logFormat()).isEqualTo(LogFormat.TEXT);
        assertThat(config.kafkaClientProperties()).isEqualTo(Map.of("bootstrap.servers", "localhost:9092"));
        assertThat(config.registryProperties()).isEqualTo(Map.of("schema.registry.url", "http://localhost:8081"));
        assertThat(config.describe()).extracting(Setting::origin).containsOnly("default");
    }

    @Test
    void everyKeyIsReadFromAFile() throws IOException {
        StringBuilder yaml = new StringBuilder();
        OTHERS.forEach((key, value) ->
                yaml.append(key.key()).append(": \"").append(value).append("\"\n"));
        assertOthers(SluiceConfig.load(Map.of(), HOME, file(yaml.toString()), 4));
    }

    @Test
    void everyKeyIsReadFromTheEnvironment() {
        Map<String, String> env = new HashMap<>();
        OTHERS.forEach((key, value) -> env.put(key.environmentName(), value));
        assertOthers(SluiceConfig.load(Map.of(), env, null, 4));
    }

    @Test
    void everyKeyIsReadFromFlags() {
        Map<String, String> flags = new HashMap<>();
        OTHERS.forEach((key, value) -> flags.put(key.key(), value));
        assertOthers(SluiceConfig.load(flags, Map.of(), null, 4));
    }

    private static void assertOthers(SluiceConfig config) {
        assertThat(OTHERS.keySet()).containsExactlyInAnyOrder(ConfigKey.values());
        assertThat(config.cluster())
                .isEqualTo(new SluiceConfig.Cluster(
                        "a:9092,b:9093", "https://registry:443", "acme.", 12, (short) 3, false));
        assertThat(config.streams())
                .isEqualTo(new SluiceConfig.Streams(
                        "river",
                        Path.of("/var/lib/sluice"),
                        2,
                        Duration.ofSeconds(1),
                        Duration.ofMillis(50),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(3),
                        GroupProtocol.STREAMS,
                        Duration.ofMinutes(1)));
        assertThat(config.rules())
                .isEqualTo(new SluiceConfig.Rules(
                        Duration.ofDays(90), Duration.ofDays(7), Duration.ofDays(100), 14, ZoneId.of("Europe/Berlin")));
        assertThat(config.http())
                .isEqualTo(new SluiceConfig.Http(
                        "0.0.0.0",
                        0,
                        List.of(new HttpToken(
                                "ops", Set.of(HttpToken.Scope.READ, HttpToken.Scope.APPROVE), "ab".repeat(32))),
                        7,
                        2048));
        assertThat(config.webhooks())
                .isEqualTo(new SluiceConfig.Webhooks(Map.of("acme", List.of("old-secret", "new-secret"))));
        assertThat(config.models()).isEqualTo(new SluiceConfig.Models(Path.of("/var/lib/models"), 1_048_576));
        assertThat(config.logFormat()).isEqualTo(LogFormat.JSON);
        assertThat(config.describe())
                .extracting(Setting::key)
                .containsAll(
                        Arrays.stream(ConfigKey.values()).map(ConfigKey::key).toList());
        assertThat(config.describe()).extracting(Setting::origin).doesNotContain("default");
    }

    @Test
    void tokensMayBeAListOfMapsInAFile() throws IOException {
        Path file = file("""
            http:
              host: 0.0.0.0
              tokens:
                - {name: grafana, scopes: read, sha256: "%s"}
                - name: planner
                  sha256: "%s"
                  scopes: [read, write, approve]
            """.formatted("0".repeat(64), "F".repeat(64)));
        assertThat(SluiceConfig.load(Map.of(), HOME, file, 4).http().tokens())
                .containsExactly(
                        new HttpToken("grafana", Set.of(HttpToken.Scope.READ), "0".repeat(64)),
                        new HttpToken("planner", Set.of(HttpToken.Scope.values()), "f".repeat(64)));
    }

    @Test
    void withoutTokensOnlyThisMachineIsListenedOn() {
        for (String host : List.of("localhost", "127.0.0.1", "127.3.2.1", "::1")) {
            SluiceConfig.load(Map.of("http.host", host), HOME, null, 4);
        }
        for (String host : List.of("0.0.0.0", "::", "10.0.0.7", "sluice.example")) {
            assertThatThrownBy(() -> SluiceConfig.load(Map.of("http.host", host), HOME, null, 4))
                    .isInstanceOf(InvalidConfigException.class)
                    .hasMessageContaining("http.host = \"" + host + "\"")
                    .hasMessageContaining("http.tokens");
        }
    }

    @Test
    void badTokensAreRefusedAndNotShown() {
        String good = "name=a;scopes=read;sha256=" + "1".repeat(64);
        for (String bad : List.of(
                "secret",
                "name=a;scopes=read;sha256=12",
                "name=a;scopes=root;sha256=" + "1".repeat(64),
                "name=a b;scopes=read;sha256=" + "1".repeat(64),
                "name=a;scopes=;sha256=" + "1".repeat(64),
                good + ";name=b",
                good + "," + good)) {
            assertThatThrownBy(() -> SluiceConfig.load(Map.of("http.tokens", bad), HOME, null, 4))
                    .isInstanceOf(InvalidConfigException.class)
                    .hasMessageContaining("http.tokens = \"********\"");
        }
        assertThat(SluiceConfig.load(Map.of("http.tokens", good), HOME, null, 4).describe())
                .contains(new Setting("http.tokens", "********", "flag --http-tokens"));
    }

    @Test
    void flagBeatsEnvironmentBeatsFileBeatsDefault() throws IOException {
        Path file = file("partitions: 2\nthreads: 1\nsettling.days: 3\n");
        Map<String, String> env = Map.of("SLUICE_PARTITIONS", "3", "SLUICE_THREADS", "2");
        SluiceConfig config = SluiceConfig.load(Map.of("partitions", "4"), env, file, 8);

        assertThat(config.cluster().partitions()).isEqualTo(4);
        assertThat(config.streams().threads()).isEqualTo(2);
        assertThat(config.rules().settlingDays()).isEqualTo(3);
        assertThat(config.describe())
                .contains(
                        new Setting("partitions", "4", "flag --partitions"),
                        new Setting("threads", "2", "environment SLUICE_THREADS"),
                        new Setting("settling.days", "3", "file " + file),
                        new Setting("retention", "400d", "default"));
    }

    @Test
    void allFaultsAreListedAtOnceWithWhatIsAllowedAndWhereTheyCameFrom() throws IOException {
        Path file = file("http: {port: 70000}\ncommit.intervall: 1s\n");
        Map<String, String> env = Map.of("SLUICE_DEFAULT_TIME_ZONE", "Berlin", "SLUICE_KAFKA_GROUP_ID", "mine");
        Map<String, String> flags = Map.of("bootstrap.servers", "localhost", "replication.factor", "0");
        var failure = catchThrowableOfType(InvalidConfigException.class, () -> SluiceConfig.load(flags, env, file, 4));

        assertThat(failure.faults())
                .extracting(ConfigFault::key)
                .containsExactlyInAnyOrder(
                        "commit.intervall",
                        "kafka.group.id",
                        "bootstrap.servers",
                        "replication.factor",
                        "default.time.zone",
                        "http.port");
        assertThat(failure)
                .hasMessageContaining("http.port = \"70000\" (from file " + file + "): must be a whole number")
                .hasMessageContaining("(from environment SLUICE_DEFAULT_TIME_ZONE): must be an IANA time zone")
                .hasMessageContaining("did you mean commit.interval?");
    }

    @Test
    void settingsThatContradictEachOtherAreFaults() {
        Map<String, String> flags = Map.of("click.horizon", "10d", "retention", "20d");
        var failure = catchThrowableOfType(InvalidConfigException.class, () -> SluiceConfig.load(flags, HOME, null, 4));
        assertThat(failure.faults()).extracting(ConfigFault::key).containsExactly("attribution.lookback", "retention");
    }

    @Test
    void kafkaAndRegistryPropertiesPassThrough() throws IOException {
        Path file = file("kafka:\n  acks: all\n  ssl.endpoint: x\nregistry:\n  bearer.auth.token: t\n");
        Map<String, String> env = Map.of(
                "SLUICE_KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                "SLUICE_KAFKA_LOG_LEVEL", "DEBUG",
                "SLUICE_SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO", "ada:pw",
                "SLUICE_SCHEMA_REGISTRY_SSL_TRUSTSTORE_LOCATION", "/t.jks",
                "SLUICE_SCHEMA_REGISTRY_URL", "http://r:8081");
        SluiceConfig config = SluiceConfig.load(Map.of("kafka.client.id", "c"), env, file, 4);

        assertThat(config.kafkaClientProperties())
                .isEqualTo(Map.of(
                        "bootstrap.servers", "localhost:9092",
                        "acks", "all",
                        "ssl.endpoint", "x",
                        "security.protocol", "SASL_SSL",
                        "client.id", "c"));
        assertThat(config.registryProperties())
                .isEqualTo(Map.of(
                        "schema.registry.url", "http://r:8081",
                        "bearer.auth.token", "t",
                        "schema.registry.ssl.truststore.location", "/t.jks",
                        "basic.auth.user.info", "ada:pw"));
    }

    @Test
    void secretsAreNeverPrinted() {
        Map<String, String> env = Map.of(
                "SLUICE_KAFKA_SASL_JAAS_CONFIG", "s3cret",
                "SLUICE_KAFKA_SSL_KEYSTORE_PASSWORD", "s3cret",
                "SLUICE_KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL", "https://idp/token",
                "SLUICE_SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO", "ada:s3cret",
                "SLUICE_SCHEMA_REGISTRY_BEARER_AUTH_TOKEN", "s3cret",
                "SLUICE_SCHEMA_REGISTRY_URL", "https://ada:s3cret@registry:8081");
        List<Setting> described = SluiceConfig.load(Map.of(), env, null, 4).describe();

        assertThat(described.toString()).doesNotContain("s3cret");
        assertThat(described)
                .extracting(Setting::value)
                .contains("********", "https://idp/token", "https://********@registry:8081");
        var failure = catchThrowableOfType(
                InvalidConfigException.class,
                () -> SluiceConfig.load(Map.of("my.password", "s3cret"), Map.of(), null, 4));
        assertThat(failure).hasMessageNotContaining("s3cret");
    }

    @Test
    void anUnknownEnvironmentVariableIsOnlyAWarning() {
        SluiceConfig config =
                SluiceConfig.load(Map.of(), Map.of("SLUICE_TREADS", "2", "SLUICE_SERVICE_HOST", "10.0.0.1"), null, 4);
        assertThat(config.warnings()).hasSize(2).anyMatch(w -> w.contains("SLUICE_THREADS"));
    }

    @Test
    void aBadFileIsAFaultNotAStackTrace() throws IOException {
        for (Path bad : List.of(
                folder.resolve("absent.yaml"), folder, file("a: [1\n"), file2("partitions: 1\npartitions: 2\n"))) {
            var failure =
                    catchThrowableOfType(InvalidConfigException.class, () -> SluiceConfig.load(Map.of(), HOME, bad, 4));
            assertThat(failure.faults()).singleElement().satisfies(f -> assertThat(f.value())
                    .isEqualTo(bad.toString()));
        }
        assertThat(SluiceConfig.load(Map.of(), HOME, file("# nothing yet\n"), 4)
                        .http()
                        .port())
                .isEqualTo(8080);
    }

    @Test
    void theFileIsTheFlagsElseTheEnvironmentsElseSluiceYaml() throws IOException {
        Map<String, String> env = Map.of("SLUICE_CONFIG", "env.yaml");
        assertThat(SluiceConfig.findFile(Path.of("flag.yaml"), env, folder)).isEqualTo(folder.resolve("flag.yaml"));
        assertThat(SluiceConfig.findFile(null, env, folder)).isEqualTo(folder.resolve("env.yaml"));
        assertThat(SluiceConfig.findFile(null, Map.of(), folder)).isNull();
        Path usual = file("partitions: 1\n");
        assertThat(SluiceConfig.findFile(null, Map.of(), folder)).isEqualTo(usual);
    }

    @Test
    void durationsAreReadTheWayPeopleWriteThem() {
        assertThat(DurationFormat.parse("90 s")).contains(Duration.ofSeconds(90));
        assertThat(DurationFormat.parse("5m")).contains(Duration.ofMinutes(5));
        assertThat(DurationFormat.parse("PT1.5S")).contains(Duration.ofMillis(1500));
        assertThat(DurationFormat.parse("5")).isEmpty();
        assertThat(DurationFormat.parse("-5s")).isEmpty();
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("sluice.yaml"), yaml);
    }

    private Path file2(String yaml) throws IOException {
        return Files.writeString(folder.resolve("other.yaml"), yaml);
    }
}
