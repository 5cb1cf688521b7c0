package dev.sluice.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.embedded.RegistryCaller.Answer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedRegistryTest {
    private static final String ONE_FIELD =
            "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"string\"}]}";
    private static final String WITH_OPTIONAL = "{\"type\":\"record\",\"name\":\"R\",\"fields\":["
            + "{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"b\",\"type\":\"int\",\"default\":0}]}";
    private static final String WITH_REQUIRED = "{\"type\":\"record\",\"name\":\"R\",\"fields\":["
            + "{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"b\",\"type\":\"int\"}]}";

    private final Path folder;
    private final Path file;
    private EmbeddedRegistry registry;
    private RegistryCaller rest;

    EmbeddedRegistryTest(@TempDir Path folder) {
        this.folder = folder;
        file = folder.resolve("deep").resolve("schemas.jsonl");
        registry = EmbeddedRegistry.start(file, 0);
        rest = new RegistryCaller(registry.url());
    }

    @AfterEach
    void stop() {
        rest.close();
        registry.close();
    }

    private void restart() {
        stop();
        registry = EmbeddedRegistry.start(file, 0);
        rest = new RegistryCaller(registry.url());
    }

    @Test
    void theSameSchemaHasOneIdEverywhereHoweverItIsSpelt() throws Exception {
        int id = rest.register("a-value", ONE_FIELD).id();
        String reordered =
                "{ \"name\": \"R\", \"fields\": [ {\"type\":\"string\", \"name\":\"a\"} ], \"type\": \"record\" }";
        assertThat(rest.register("a-value", reordered).id()).isEqualTo(id);
        assertThat(rest.register("b-value", ONE_FIELD).id()).isEqualTo(id);
        assertThat(rest.register("a-value", WITH_OPTIONAL).id()).isEqualTo(id + 1);
        assertThat(rest.get("/subjects/a-value/versions").text()).isEqualTo("[1,2]");
        assertThat(rest.get("/subjects").text()).isEqualTo("[\"a-value\",\"b-value\"]");
        assertThat(rest.get("/subjects?subjectPrefix=b").text()).isEqualTo("[\"b-value\"]");
    }

    @Test
    void normalizeIgnoresTheOrderOfCustomAttributes() throws Exception {
        String xy = "{\"type\":\"string\",\"x\":1,\"y\":2}";
        String yx = "{\"type\":\"string\",\"y\":2,\"x\":1}";
        int id = rest.register("s", xy).id();
        assertThat(rest.post("/subjects/s/versions?normalize=true", yx).id()).isEqualTo(id);
        assertThat(rest.post("/subjects/s?normalize=true", yx).id()).isEqualTo(id);
        assertThat(rest.post("/subjects/s", yx).code()).isEqualTo(40403);
    }

    @Test
    void schemasAreReadById() throws Exception {
        int id = rest.register("a-value", ONE_FIELD).id();
        rest.register("b-value", ONE_FIELD);
        assertThat(rest.get("/schemas/ids/" + id + "?subject=a-value&format=x&fetchMaxId=false")
                        .body()
                        .get("schema")
                        .asText())
                .contains("\"name\":\"R\"");
        assertThat(rest.get("/schemas/ids/" + id + "/schema").body().get("name").asText())
                .isEqualTo("R");
        assertThat(rest.get("/schemas/ids/" + id + "/subjects").text()).isEqualTo("[\"a-value\",\"b-value\"]");
        assertThat(rest.get("/schemas/ids/" + id + "/versions").body()).hasSize(2);
        assertThat(rest.get("/schemas/types").text()).isEqualTo("[\"AVRO\"]");
        assertThat(rest.get("/schemas/ids/99").code()).isEqualTo(40403);
    }

    @Test
    void versionsAreReadByNumberAndAsLatest() throws Exception {
        rest.register("a-value", ONE_FIELD);
        int second = rest.register("a-value", WITH_OPTIONAL).id();
        Answer latest = rest.get("/subjects/a-value/versions/latest");
        assertThat(latest.id()).isEqualTo(second);
        assertThat(latest.body().get("version").asInt()).isEqualTo(2);
        assertThat(latest.body().get("subject").asText()).isEqualTo("a-value");
        assertThat(rest.get("/subjects/a-value/versions/-1").id()).isEqualTo(second);
        assertThat(rest.get("/subjects/a-value/versions/1/schema").body().get("fields"))
                .hasSize(1);
        assertThat(rest.post("/subjects/a-value", WITH_OPTIONAL)
                        .body()
                        .get("version")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void whatIsNotThereIsToldByCode() throws Exception {
        rest.register("a-value", ONE_FIELD);
        assertThat(rest.get("/subjects/none/versions").code()).isEqualTo(40401);
        assertThat(rest.post("/subjects/none", ONE_FIELD).code()).isEqualTo(40401);
        assertThat(rest.get("/subjects/a-value/versions/7").code()).isEqualTo(40402);
        assertThat(rest.post("/subjects/a-value", WITH_OPTIONAL).code()).isEqualTo(40403);
        assertThat(rest.get("/subjects/a-value/versions/zero").code()).isEqualTo(42202);
        assertThat(rest.get("/subjects/a-value/versions/0").status()).isEqualTo(422);
        assertThat(rest.register("a-value", "{\"type\":\"nonsense\"}").code()).isEqualTo(42201);
        assertThat(rest.register("a-value", "").code()).isEqualTo(42201);
        assertThat(rest.call("POST", "/subjects/a-value/versions", "not json").status())
                .isEqualTo(400);
        assertThat(rest.call("POST", "/subjects/a-value/versions", "").status()).isEqualTo(400);
        assertThat(rest.call("PATCH", "/subjects", "").status()).isEqualTo(405);
        assertThat(rest.get("/associations/resources/x/orders?resourceType=topic")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void otherSchemaTypesAreRefusedAndUnknownFieldsIgnored() throws Exception {
        String proto = RegistryCaller.body("syntax=\"proto3\";")
                .put("schemaType", "PROTOBUF")
                .toString();
        assertThat(rest.call("POST", "/subjects/p/versions", proto).code()).isEqualTo(42201);
        String more = RegistryCaller.body(ONE_FIELD)
                .put("schemaType", "AVRO")
                .put("somethingNew", true)
                .toString();
        assertThat(rest.call("POST", "/subjects/p/versions?verbose=1", more).status())
                .isEqualTo(200);
    }

    @Test
    void anIncompatibleChangeIsRefusedAndSaysWhy() throws Exception {
        rest.register("a-value", ONE_FIELD);
        Answer refused = rest.register("a-value", WITH_REQUIRED);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo(409);
        assertThat(refused.text()).contains("READER_FIELD_MISSING_DEFAULT_VALUE");
        assertThat(rest.get("/subjects/a-value/versions").text()).isEqualTo("[1]");
        rest.call("PUT", "/config/a-value", "{\"compatibility\":\"NONE\"}");
        assertThat(rest.register("a-value", WITH_REQUIRED).status()).isEqualTo(200);
    }

    @Test
    void compatibilityIsCheckedWithoutRegistering() throws Exception {
        rest.register("a-value", ONE_FIELD);
        String path = "/compatibility/subjects/a-value/versions/";
        assertThat(rest.post(path + "latest", WITH_OPTIONAL).text()).isEqualTo("{\"is_compatible\":true}");
        assertThat(rest.post(path + "1", WITH_REQUIRED).text()).isEqualTo("{\"is_compatible\":false}");
        assertThat(rest.post(path + "latest?verbose=true", WITH_REQUIRED).body().get("messages"))
                .hasSize(1);
        assertThat(rest.post("/compatibility/subjects/a-value/versions", WITH_REQUIRED)
                        .text())
                .isEqualTo("{\"is_compatible\":false}");
        assertThat(rest.post("/compatibility/subjects/new/versions/latest", ONE_FIELD)
                        .text())
                .isEqualTo("{\"is_compatible\":true}");
        assertThat(rest.post(path + "9", ONE_FIELD).code()).isEqualTo(40402);
    }

    @Test
    void levelsAreSetPerSubjectAndGlobally() throws Exception {
        assertThat(rest.get("/config").text()).isEqualTo("{\"compatibilityLevel\":\"BACKWARD\"}");
        assertThat(rest.get("/config/a-value").code()).isEqualTo(40408);
        assertThat(rest.get("/config/a-value?defaultToGlobal=true").status()).isEqualTo(200);
        assertThat(rest.call("PUT", "/config/a-value", "{\"compatibility\":\"full\",\"alias\":\"x\"}")
                        .text())
                .isEqualTo("{\"compatibility\":\"FULL\"}");
        assertThat(rest.get("/config/a-value").text()).isEqualTo("{\"compatibilityLevel\":\"FULL\"}");
        assertThat(rest.call("PUT", "/config", "{\"compatibility\":\"SIDEWARD\"}")
                        .code())
                .isEqualTo(42203);
        restart();
        assertThat(rest.get("/config/a-value").text()).isEqualTo("{\"compatibilityLevel\":\"FULL\"}");
        assertThat(rest.call("DELETE", "/config/a-value", "").status()).isEqualTo(200);
        assertThat(rest.get("/config/a-value").code()).isEqualTo(40408);
        assertThat(rest.get("/mode").text()).isEqualTo("{\"mode\":\"READWRITE\"}");
    }

    @Test
    void referencesAreResolvedAcrossSubjectsAndRestarts() throws Exception {
        rest.register("item", ONE_FIELD);
        String user = "{\"type\":\"record\",\"name\":\"U\",\"fields\":[{\"name\":\"r\",\"type\":\"R\"}]}";
        assertThat(rest.register("user", user).code()).isEqualTo(42201);
        String body = RegistryCaller.body(user)
                .set("references", new ObjectMapper().readTree("[{\"name\":\"R\",\"subject\":\"item\",\"version\":1}]"))
                .toString();
        int id = rest.call("POST", "/subjects/user/versions", body).id();
        restart();
        assertThat(rest.call("POST", "/subjects/user/versions", body).id()).isEqualTo(id);
        Answer read = rest.get("/schemas/ids/" + id);
        assertThat(read.body().get("references").get(0).get("subject").asText()).isEqualTo("item");
        assertThat(read.body().get("schema").asText()).isEqualTo(user);
        assertThat(rest.call("DELETE", "/subjects/item/versions/1", "").code()).isEqualTo(42206);
    }

    @Test
    void schemasIdsAndDeletionsSurviveARestart() throws Exception {
        int first = rest.register("a-value", ONE_FIELD).id();
        int second = rest.register("a-value", WITH_OPTIONAL).id();
        assertThat(rest.call("DELETE", "/subjects/a-value/versions/2", "").text())
                .isEqualTo("2");
        restart();
        assertThat(rest.get("/subjects/a-value/versions").text()).isEqualTo("[1]");
        assertThat(rest.get("/subjects/a-value/versions?deleted=true").text()).isEqualTo("[1,2]");
        assertThat(rest.get("/schemas/ids/" + second).status()).isEqualTo(200);
        assertThat(rest.register("a-value", ONE_FIELD).id()).isEqualTo(first);
        assertThat(rest.register("a-value", WITH_OPTIONAL).id()).isEqualTo(second);
        assertThat(rest.get("/subjects/a-value/versions").text()).isEqualTo("[1,3]");
    }

    @Test
    void aSubjectIsHiddenFirstAndForgottenThen() throws Exception {
        rest.register("a-value", ONE_FIELD);
        assertThat(rest.call("DELETE", "/subjects/a-value?permanent=true", "").code())
                .isEqualTo(40405);
        assertThat(rest.call("DELETE", "/subjects/a-value", "").text()).isEqualTo("[1]");
        assertThat(rest.call("DELETE", "/subjects/a-value", "").code()).isEqualTo(40404);
        assertThat(rest.get("/subjects").text()).isEqualTo("[]");
        assertThat(rest.get("/subjects?deleted=true").text()).isEqualTo("[\"a-value\"]");
        assertThat(rest.call("DELETE", "/subjects/a-value?permanent=true", "").text())
                .isEqualTo("[1]");
        assertThat(rest.get("/subjects?deleted=true").text()).isEqualTo("[]");
        assertThat(rest.call("DELETE", "/subjects/a-value", "").code()).isEqualTo(40401);
    }

    @Test
    void aSubjectMayHaveAnyName() throws Exception {
        int id = rest.register("team%2Fclicks%20+%C3%BC-value", ONE_FIELD).id();
        assertThat(rest.get("/subjects").body().get(0).asText()).isEqualTo("team/clicks +ü-value");
        assertThat(rest.get("/subjects/team%2Fclicks%20%2B%C3%BC-value/versions/latest")
                        .id())
                .isEqualTo(id);
    }

    @Test
    void aHugeBodyIsRefused() throws Exception {
        assertThat(rest.askedFirst("POST", "/subjects/a/versions", " ".repeat(5 << 20))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void aTornLastLineIsDroppedAndTheRestKept() throws Exception {
        int id = rest.register("a-value", ONE_FIELD).id();
        stop();
        Files.writeString(file, "{\"op\":\"registered\",\"sub", StandardOpenOption.APPEND);
        restart();
        assertThat(rest.register("a-value", ONE_FIELD).id()).isEqualTo(id);
        int next = rest.register("a-value", WITH_OPTIONAL).id();
        restart();
        assertThat(rest.get("/subjects/a-value/versions/latest").id()).isEqualTo(next);
    }

    @Test
    void badStartsAreToldInOneLine() throws Exception {
        Path other = folder.resolve("notes.txt");
        Files.writeString(other, "hello\nworld");
        assertThatThrownBy(() -> EmbeddedRegistry.start(other, 0))
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessageContaining("not an embedded registry's file");
        assertThat(other).hasContent("hello\nworld");
        assertThatThrownBy(() -> EmbeddedRegistry.start(file, 0))
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessageContaining("in use by another embedded registry");
        try (ServerSocket squatter = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = squatter.getLocalPort();
            assertThatThrownBy(() -> EmbeddedRegistry.start(folder.resolve("new.jsonl"), port))
                    .isInstanceOf(EmbeddedStartException.class)
                    .hasMessageContaining("Port " + port + " on 127.0.0.1 is in use");
        }
    }

    @Test
    void aDamagedLineIsNamed() throws Exception {
        rest.register("a-value", ONE_FIELD);
        stop();
        Files.writeString(file, "garbage\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> EmbeddedRegistry.start(file, 0))
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessageContaining("line 3");
    }
}
