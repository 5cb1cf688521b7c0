package dev.sluice.app.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.ops.ExitCode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** How {@code sluice run} ends, seen from outside: exit codes and the one line that says why. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunProcessTest {
    @TempDir
    Path directory;

    private TestCluster cluster;

    @BeforeAll
    void start() {
        cluster = new TestCluster();
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void sigtermStopsItInGoodOrder() throws Exception {
        SluiceConfig config = cluster.config("orderly", 1, directory.resolve("orderly"));
        try (AppProcess app = AppProcess.start(config, List.of())) {
            await().atMost(Duration.ofSeconds(60)).until(app::isRunning);
            assertThat(app.stop()).as(() -> "" + app.said()).isEqualTo(ExitCode.OK.code());
            assertThat(app.said()).anyMatch(line -> line.startsWith("Stopping: "));
        }
    }

    @Test
    void aClusterThatIsNotThereIsExitCode4() throws Exception {
        SluiceConfig config = cluster.config("nowhere", 1, directory.resolve("nowhere"));
        ends(
                config,
                List.of(
                        "bootstrap.servers=127.0.0.1:1",
                        "kafka.default.api.timeout.ms=1500",
                        "kafka.request.timeout.ms=1000"),
                ExitCode.CLUSTER_UNREACHABLE,
                "bootstrap.servers");
    }

    @Test
    void aRegistryThatIsNotThereIsExitCode5() throws Exception {
        SluiceConfig config = cluster.config("unregistered", 1, directory.resolve("unregistered"));
        ends(
                config,
                List.of("schema.registry.url=http://127.0.0.1:1"),
                ExitCode.REGISTRY_UNREACHABLE,
                "http://127.0.0.1:1");
    }

    @Test
    void aPortThatIsTakenIsExitCode3() throws Exception {
        SluiceConfig config = cluster.config("port", 1, directory.resolve("port"));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ends(config, List.of("http.port=" + taken.getLocalPort()), ExitCode.CONFIG, "" + taken.getLocalPort());
        }
    }

    @Test
    void aStateDirectoryInUseIsExitCode3() throws Exception {
        SluiceConfig config = cluster.config("shared", 1, directory.resolve("shared"));
        try (AppProcess first = AppProcess.start(config, List.of())) {
            await().atMost(Duration.ofSeconds(60)).until(first::isRunning);
            ends(config, List.of(), ExitCode.CONFIG, "state.dir");
            assertThat(first.stop()).isZero();
        }
    }

    private static void ends(SluiceConfig config, List<String> settings, ExitCode code, String naming)
            throws Exception {
        try (AppProcess app = AppProcess.start(config, settings)) {
            assertThat(app.exitCode()).as(() -> "" + app.said()).isEqualTo(code.code());
            assertThat(app.said().stream().filter(line -> line.startsWith("sluice run: ")))
                    .as(() -> "" + app.said())
                    .singleElement()
                    .asString()
                    .contains(naming);
            assertThat(app.said()).noneMatch(line -> line.startsWith("\tat "));
        }
    }
}
