package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.event.Click;
import dev.sluice.event.ClickBatch;
import dev.sluice.event.SpendReport;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RegistryClientTest {
    private static final String SUBJECT = "sluice.ad-spend.v1-value";
    private static final Schema SPEND = SpendReport.getClassSchema();

    private final RegistryFixture server = new RegistryFixture();
    private final List<Duration> waits = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @AfterEach
    void stop() {
        server.close();
    }

    private SchemaRegistry client(String... more) {
        Map<String, Object> config = new HashMap<>(Map.of("schema.registry.url", server.url()));
        for (int i = 0; i < more.length; i += 2) {
            config.put(more[i], more[i + 1]);
        }
        return client(config);
    }

    private SchemaRegistry client(Map<String, ?> config) {
        InstantSource time = () -> now;
        Clock clock = new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return time.instant();
            }
        };
        return new RestSchemaRegistry(new RegistryHttp(RegistryConfig.from(config), waits::add, new Random(7)), clock);
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return "http://localhost:" + socket.getLocalPort();
        }
    }

    @Test
    void asksOnceForEachSchemaAndOnceForEachId() throws Exception {
        try (SchemaRegistry client = client()) {
            int id = client.register(SUBJECT, SPEND);
            for (int i = 0; i < 5; i++) {
                assertThat(client.register(SUBJECT, SPEND)).isEqualTo(id);
                assertThat(client.idOf(SUBJECT, SPEND)).isEqualTo(id);
                assertThat(client.schemaById(id).getFullName()).isEqualTo("dev.sluice.event.SpendReport");
            }
        }
        assertThat(server.requests())
                .extracting(RegistryFixture.Request::line)
                .containsExactly("POST /subjects/" + SUBJECT + "/versions", "GET /schemas/ids/1");
        assertThat(server.requests().getFirst().contentType()).contains("application/vnd.schemaregistry.v1+json");
    }

    @Test
    void javaOnlyMarksAreStrippedBeforeRegistering() {
        assertThat(SPEND.toString()).contains("avro.java.string");
        try (SchemaRegistry client = client()) {
            client.register(SUBJECT, SPEND);
        }
        assertThat(server.requests().getFirst().body())
                .doesNotContain("avro.java.string")
                .contains("\\\"name\\\":\\\"account\\\",\\\"type\\\":\\\"string\\\"");
    }

    @Test
    void serverErrorsAndRateLimitsAreRetriedWithGrowingPauses() {
        server.failNext(500).failNext(503).failNext(502).failNext(429, "7");
        try (SchemaRegistry client = client()) {
            assertThat(client.register(SUBJECT, SPEND)).isEqualTo(1);
        }
        assertThat(server.requests()).hasSize(5);
        assertThat(waits).hasSize(4);
        assertThat(waits.get(0)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
        assertThat(waits.get(1)).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
        assertThat(waits.get(2)).isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
        assertThat(waits.get(3)).as("what Retry-After asks").isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void retriesEndAndTheErrorSaysWhatAndWhere() throws Exception {
        String nobody = freePort();
        try (SchemaRegistry client = client("schema.registry.url", nobody, "max.retries", "2")) {
            assertThatThrownBy(() -> client.schemaById(1))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("after 3 attempt(s)")
                    .hasMessageContaining(nobody + "/schemas/ids/1");
        }
        assertThat(waits).hasSize(2);
    }

    @Test
    void aRefusalIsNotRetried() {
        server.failNext(409);
        try (SchemaRegistry client = client()) {
            assertThatThrownBy(() -> client.register(SUBJECT, SPEND))
                    .isInstanceOfSatisfying(RegistryRejectedException.class, e -> assertThat(e.status())
                            .isEqualTo(409));
        }
        assertThat(waits).isEmpty();
    }

    @Test
    void fallsOverToTheNextUrlAtOnceAndStaysThere() throws Exception {
        try (SchemaRegistry client = client("schema.registry.url", freePort() + " , " + server.url() + "/")) {
            assertThat(client.register(SUBJECT, SPEND)).isEqualTo(1);
            assertThat(client.schemaById(1).getFullName()).isEqualTo(SPEND.getFullName());
        }
        assertThat(waits).isEmpty();
        try (RegistryFixture second = new RegistryFixture();
                SchemaRegistry client = client("schema.registry.url", server.url() + "," + second.url())) {
            server.failNext(500);
            client.register(SUBJECT, SPEND);
            client.latest(SUBJECT);
            assertThat(second.requests()).hasSize(2);
        }
    }

    @Test
    void credentialsComeFromUserInfoFromTheUrlOrAsAToken() throws Exception {
        String url = server.url();
        String withUser = url.replace("http://", "http://ann:p%40ss@");
        client("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "ann:secret")
                .register("a", SPEND);
        client("schema.registry.url", withUser).register("b", SPEND);
        client("basic.auth.credentials.source", "URL", "schema.registry.url", withUser)
                .register("c", SPEND);
        client(Map.of(
                        "schema.registry.url",
                        url,
                        "bearer.auth.credentials.source",
                        "STATIC_TOKEN",
                        "bearer.auth.token",
                        new Password("t0ken")))
                .register("d", SPEND);
        client().register("e", SPEND);
        assertThat(server.requests())
                .extracting(request -> request.authorization().orElse("none"))
                .containsExactly(
                        "Basic " + base64("ann:secret"),
                        "Basic " + base64("ann:p@ss"),
                        "Basic " + base64("ann:p@ss"),
                        "Bearer t0ken",
                        "none");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void badSettingsAreSaidClearlyAndWithoutSecrets() {
        assertThatThrownBy(() -> client(Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.registry.url is not set");
        assertThatThrownBy(() -> client("schema.registry.url", "localhost:8081"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("expected http://host:port");
        assertThatThrownBy(() -> client("schema.registry.url", "ftp://ann:secret@host"))
                .isInstanceOf(ConfigException.class)
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> client("basic.auth.credentials.source", "SASL_INHERIT"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("expected URL or USER_INFO");
        assertThatThrownBy(() -> client("bearer.auth.credentials.source", "STATIC_TOKEN"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("bearer.auth.token");
        assertThatThrownBy(() -> client("max.retries", "many"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("whole number");
    }

    @Test
    void referencesAreFetchedAndParsedTogether() throws Exception {
        server.put(
                "money",
                "{\"type\":\"record\",\"name\":\"Money\",\"namespace\":\"x\",\"fields\":[{\"name\":\"micros\",\"type\":\"long\"}]}",
                "{}");
        server.put(
                "line",
                "{\"type\":\"record\",\"name\":\"Line\",\"namespace\":\"x\",\"fields\":[{\"name\":\"price\",\"type\":\"x.Money\"}]}",
                "{\"references\":[{\"name\":\"x.Money\",\"subject\":\"money\",\"version\":1}]}");
        int id = server.put(
                "bill",
                "{\"type\":\"record\",\"name\":\"Bill\",\"namespace\":\"x\",\"fields\":[{\"name\":\"total\",\"type\":\"x.Money\"},"
                        + "{\"name\":\"lines\",\"type\":{\"type\":\"array\",\"items\":\"x.Line\"}}]}",
                "{\"references\":[{\"name\":\"x.Line\",\"subject\":\"line\",\"version\":1},"
                        + "{\"name\":\"x.Money\",\"subject\":\"money\",\"version\":1}]}");
        try (SchemaRegistry client = client()) {
            Schema bill = client.schemaById(id);
            Schema line = bill.getField("lines").schema().getElementType();
            assertThat(line.getField("price")
                            .schema()
                            .getField("micros")
                            .schema()
                            .getType())
                    .isEqualTo(Schema.Type.LONG);
            client.schemaById(id);
        }
        assertThat(server.requests())
                .as("the schema, its line and, once, its money")
                .hasSize(3);
    }

    @Test
    void anUnknownIdIsRememberedForSomeSecondsOnly() throws Exception {
        try (SchemaRegistry client = client()) {
            for (int i = 0; i < 100; i++) {
                assertThatThrownBy(() -> client.schemaById(1)).isInstanceOf(UnknownSchemaException.class);
            }
            assertThat(server.requests()).hasSize(1);
            server.put(SUBJECT, PortableSchema.json(SPEND), "{}");
            now = now.plusSeconds(11);
            assertThat(client.schemaById(1).getFullName()).isEqualTo(SPEND.getFullName());
        }
        assertThat(waits).isEmpty();
    }

    @Test
    void everyKindOfNotFoundIsAnUnknownSchema() {
        try (SchemaRegistry client = client()) {
            assertThatThrownBy(() -> client.idOf(SUBJECT, SPEND))
                    .isInstanceOf(UnknownSchemaException.class)
                    .hasMessageContaining("40403");
            assertThatThrownBy(() -> client.latest(SUBJECT))
                    .isInstanceOf(UnknownSchemaException.class)
                    .hasMessageContaining("40401");
            int dangling = server.put(
                    "bill",
                    "{\"type\":\"record\",\"name\":\"Bill\",\"fields\":[]}",
                    "{\"references\":[{\"name\":\"x\",\"subject\":\"gone\",\"version\":3}]}");
            assertThatThrownBy(() -> client.schemaById(dangling))
                    .isInstanceOf(UnknownSchemaException.class)
                    .hasMessageContaining("40402");
            int json = server.put("json", "{}", "{\"schemaType\":\"JSON\"}");
            assertThatThrownBy(() -> client.schemaById(json))
                    .isInstanceOf(UnknownSchemaException.class)
                    .hasMessageContaining("is JSON, not Avro");
            int broken = server.put("broken", "{\"type\":\"recor", "{}");
            assertThatThrownBy(() -> client.schemaById(broken))
                    .isInstanceOf(UnknownSchemaException.class)
                    .hasMessageContaining("can't be parsed");
        }
    }

    @Test
    void aServerThatIsNoRegistryIsNamedAsSuch() {
        server.failNext(404);
        try (SchemaRegistry client = client()) {
            assertThatThrownBy(() -> client.schemaById(1))
                    .isInstanceOf(RegistryRejectedException.class)
                    .hasMessageContaining("check schema.registry.url");
        }
    }

    @Test
    void anInterruptEndsTheWaitAndIsKept() {
        SchemaRegistry client = client();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> client.register(SUBJECT, SPEND)).isInstanceOf(RegistryUnavailableException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void kafkaClientsRoundTripThroughConfluentsKeys() throws Exception {
        Map<String, Object> config = Map.of("schema.registry.url", server.url(), "specific.avro.reader", "true");
        ClickBatch batch = ClickBatch.newBuilder()
                .setAccount("a")
                .setClicks(List.of(Click.newBuilder()
                        .setClickId("c1")
                        .setChannel("meta")
                        .setClickedAt(1L)
                        .build()))
                .build();
        try (SluiceAvroSerializer serializer = new SluiceAvroSerializer();
                SluiceAvroDeserializer deserializer = new SluiceAvroDeserializer()) {
            serializer.configure(config, false);
            deserializer.configure(config, false);
            byte[] payload = serializer.serialize("clicks", batch);
            assertThat(payload).startsWith(0, 0, 0, 0, 1);
            assertThat(deserializer.deserialize("clicks", payload)).isEqualTo(batch);
            assertThat(serializer.serialize("clicks", null)).isNull();
            assertThat(deserializer.deserialize("clicks", null)).isNull();
        }
        assertThat(server.requests().getFirst().line()).isEqualTo("POST /subjects/clicks-value/versions");
    }

    @Test
    void withoutAutoRegistrationTheSchemaMustBeThereAlready() {
        Map<String, Object> config = Map.of(
                "schema.registry.url",
                server.url(),
                "auto.register.schemas",
                false,
                "value.subject.name.strategy",
                "io.confluent.kafka.serializers.subject.RecordNameStrategy");
        ClickBatch batch =
                ClickBatch.newBuilder().setAccount("a").setClicks(List.of()).build();
        try (SluiceAvroSerializer serializer = new SluiceAvroSerializer()) {
            serializer.configure(config, false);
            assertThatThrownBy(() -> serializer.serialize("clicks", batch))
                    .hasMessageContaining("not registered under dev.sluice.event.ClickBatch")
                    .hasMessageContaining("auto.register.schemas=true");
            server.put("dev.sluice.event.ClickBatch", PortableSchema.json(ClickBatch.getClassSchema()), "{}");
            assertThat(serializer.serialize("clicks", batch)).startsWith(0, 0, 0, 0, 1);
        }
    }

    @Test
    void theLatestVersionIsUsedWhereItHasTheSameLayout() {
        Map<String, Object> config = Map.of(
                "schema.registry.url", server.url(), "auto.register.schemas", "false", "use.latest.version", "true");
        ClickBatch batch =
                ClickBatch.newBuilder().setAccount("a").setClicks(List.of()).build();
        server.put("clicks-value", PortableSchema.json(ClickBatch.getClassSchema()), "{}");
        server.put("clicks-value", PortableSchema.json(ClickBatch.getClassSchema()), "{\"note\":\"other docs\"}");
        server.put("orders-value", PortableSchema.json(SPEND), "{}");
        try (SluiceAvroSerializer serializer = new SluiceAvroSerializer()) {
            serializer.configure(config, false);
            assertThat(serializer.serialize("clicks", batch)).startsWith(0, 0, 0, 0, 2);
            assertThatThrownBy(() -> serializer.serialize("orders", batch)).hasMessageContaining("another layout");
        }
    }
}
