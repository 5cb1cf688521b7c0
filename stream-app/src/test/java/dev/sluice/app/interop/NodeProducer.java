package dev.sluice.app.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The producer in examples/node, installed once into the build folder. */
final class NodeProducer {
    static final String ACCOUNT = "node-shop";
    /** A Monday. */
    static final String DAY = "2026-03-02";

    private static final Pattern NO_NETWORK = Pattern.compile(
            "ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|E403|E404|stopped after");

    private final Path directory;

    private NodeProducer(Path directory) {
        this.directory = directory;
    }

    /** Installs the pinned packages; skips the test where Node.js or the npm registry is out of reach. */
    static NodeProducer install() throws IOException, InterruptedException {
        assumeTrue(ExampleRun.works("node", "--version"), "skipped: Node.js (node) is not installed");
        assumeTrue(ExampleRun.works("npm", "--version"), "skipped: npm is not installed");
        Path source = ExampleRun.repository().resolve("examples/node");
        Path directory = ExampleRun.repository().resolve("stream-app/target/examples-node");
        Path installed = directory.resolve("node_modules/.installed");
        Path lock = source.resolve("package-lock.json");
        boolean fresh = Files.exists(installed) && Files.mismatch(installed, lock) == -1;
        Files.createDirectories(directory);
        for (String file : List.of("package.json", "package-lock.json", "produce.js")) {
            Files.copy(source.resolve(file), directory.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!fresh) {
            ExampleRun npm = ExampleRun.run(
                    directory,
                    Map.of("npm_config_fetch_retries", "1"),
                    240,
                    List.of("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"));
            if (npm.exit() != 0 && NO_NETWORK.matcher(npm.err()).find()) {
                abort("skipped: the npm registry is out of reach: "
                        + npm.err().lines().findFirst().orElse(""));
            }
            assertThat(npm.exit()).as(npm.err()).isZero();
            Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
        }
        return new NodeProducer(directory);
    }

    /**
     * Sends its events and returns what it says: {@code sent} (topic to schema id and records) and {@code expected}
     * (channel to spend_micros, platform_clicks, clicks, orders, revenue_micros of the week of {@link #DAY}).
     */
    JsonNode produce(String bootstrapServers, String registryUrl) throws IOException, InterruptedException {
        Map<String, String> environment = Map.of(
                "SLUICE_BOOTSTRAP_SERVERS", bootstrapServers,
                "SLUICE_SCHEMA_REGISTRY_URL", registryUrl,
                "SLUICE_SCHEMAS",
                        ExampleRun.repository().resolve("schemas/src/main/avro").toString(),
                "SLUICE_ACCOUNT", ACCOUNT,
                "SLUICE_DAY", DAY);
        ExampleRun run = ExampleRun.run(directory, environment, 60, List.of("node", "produce.js"));
        assertThat(run.exit()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.lastLine());
    }
}
