package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is deployed is what the manual says: the files are put together by the tools that read them. */
class ManifestsTest {
    @TempDir
    Path directory;

    @Test
    void composeStartsTheWholeHouseAndOpensPortsOnThisMachineOnly() throws Exception {
        Tool compose = Tool.required("docker-compose", "docker-compose");
        String config = compose.runWell(
                directory, "--file", RepositoryFiles.path("docker-compose.yml").toString(), "config");
        JsonNode services = RepositoryFiles.documents(config).getFirst().get("services");
        assertThat(services.fieldNames()).toIterable().contains("broker", "registry", "app", "prometheus", "grafana");
        for (JsonNode service : services) {
            service.path("ports").forEach(port -> assertThat(port.asText()).startsWith("127.0.0.1:"));
        }
        JsonNode app = services.get("app");
        assertThat(app.get("read_only").asBoolean()).isTrue();
        assertThat(app.get("user").asText()).isEqualTo("10001:10001");
        assertThat(app.at("/healthcheck/test").toString()).contains("/health/live");
    }

    @Test
    void theTrainerStartsOnDemandOnly() throws Exception {
        JsonNode services =
                RepositoryFiles.yaml(RepositoryFiles.path("docker-compose.yml")).get("services");
        assertThat(services.at("/trainer/profiles")).isNotEmpty();
        assertThat(services.at("/app/profiles")).isEmpty();
    }

    @Test
    void everyOverlayYieldsAnAppThatKeepsItsStateAndIsNotRoot() throws Exception {
        for (String overlay : overlays()) {
            JsonNode set = one(built("deploy", "overlays", overlay), "StatefulSet");
            JsonNode pod = set.at("/spec/template/spec");
            JsonNode container = pod.get("containers").get(0);
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                    .isTrue();
            assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
            assertThat(set.at("/spec/volumeClaimTemplates/0/metadata/name").asText())
                    .isEqualTo("state");
            for (JsonNode mount : container.get("volumeMounts")) {
                assertThat(names(pod.get("volumes"), set.at("/spec/volumeClaimTemplates")))
                        .contains(mount.get("name").asText());
            }
        }
    }

    @Test
    void aRestoreIsWaitedForAndProbesAskWhatTheAppAnswers() throws Exception {
        for (String overlay : overlays()) {
            JsonNode container =
                    one(built("deploy", "overlays", overlay), "StatefulSet").at("/spec/template/spec/containers/0");
            assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/health/ready");
            assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/health/live");
            assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/health/ready");
            int patience = container.at("/startupProbe/periodSeconds").asInt()
                    * container.at("/startupProbe/failureThreshold").asInt();
            assertThat(patience).isGreaterThanOrEqualTo(3600);
        }
    }

    @Test
    void productionGrowsWithItsLagAndNeverBeyondItsPartitions() throws Exception {
        List<JsonNode> keda = built("deploy", "overlays", "production");
        JsonNode config = one(keda, "ConfigMap").get("data");
        int most = config.get("SLUICE_PARTITIONS").asInt()
                / config.get("SLUICE_THREADS").asInt();
        assertThat(one(keda, "ScaledObject").at("/spec/maxReplicaCount").asInt())
                .isEqualTo(most);
        assertThat(one(keda, "StatefulSet").at("/spec").has("replicas")).isFalse();
        List<JsonNode> hpa = built("deploy", "overlays", "production-hpa");
        assertThat(one(hpa, "HorizontalPodAutoscaler").at("/spec/maxReplicas").asInt())
                .isEqualTo(most);
        for (List<JsonNode> overlay : List.of(keda, hpa)) {
            assertThat(one(overlay, "PodDisruptionBudget")
                            .at("/spec/maxUnavailable")
                            .asInt())
                    .isEqualTo(1);
            assertThat(one(overlay, "NetworkPolicy").at("/spec/policyTypes")).hasSize(2);
        }
    }

    @Test
    void noSecretOfProductionIsInTheRepository() throws Exception {
        for (String overlay : List.of("production", "production-hpa")) {
            for (JsonNode each : built("deploy", "overlays", overlay)) {
                if (each.get("kind").asText().equals("Secret")) {
                    assertThat(each.get("stringData").fieldNames()).toIterable().containsExactly("username");
                }
            }
        }
    }

    @Test
    void theAppLogsInAsAUserThatStrimziMakes() throws Exception {
        List<JsonNode> strimzi = built("deploy", "strimzi");
        assertThat(strimzi.stream()
                        .filter(each -> each.get("kind").asText().equals("KafkaUser"))
                        .map(each -> each.at("/metadata/name").asText()))
                .contains("sluice-app", "sluice-lag");
        assertThat(one(built("deploy", "overlays", "production"), "StatefulSet").findValues("secretKeyRef").stream()
                        .map(ref -> ref.get("name").asText()))
                .contains("sluice-app");
    }

    private List<JsonNode> built(String... folder) throws Exception {
        Tool kubectl = Tool.required("kubectl", "kubernetes-client");
        Path log = directory.resolve("kubectl.log");
        Path path = RepositoryFiles.path(folder[0], Stream.of(folder).skip(1).toArray(String[]::new));
        Process process = new ProcessBuilder(kubectl.program().toString(), "kustomize", path.toString())
                .redirectError(log.toFile())
                .start();
        String yaml = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
        return RepositoryFiles.documents(yaml);
    }

    private static List<String> overlays() throws Exception {
        try (Stream<Path> found = Files.list(RepositoryFiles.path("deploy", "overlays"))) {
            return found.map(folder -> folder.getFileName().toString()).sorted().toList();
        }
    }

    private static JsonNode one(List<JsonNode> resources, String kind) {
        return resources.stream()
                .filter(each -> each.get("kind").asText().equals(kind))
                .reduce((first, second) -> {
                    throw new AssertionError("two of kind " + kind);
                })
                .orElseThrow(() -> new AssertionError("no " + kind));
    }

    private static List<String> names(JsonNode... lists) {
        return Stream.of(lists)
                .flatMap(list -> list.findValuesAsText("name").stream())
                .toList();
    }
}
