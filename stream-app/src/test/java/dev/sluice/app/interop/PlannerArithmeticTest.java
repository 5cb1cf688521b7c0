package dev.sluice.app.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The web page's plan.js in Node.js: what its sliders do to a plan, in random plans with limits and locks. */
final class PlannerArithmeticTest {
    private static final int MOVES = 120_000;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void sumsLimitsAndLocksHoldAndADragBackRestoresThePlan(int seed) throws Exception {
        assumeTrue(ExampleRun.works("node", "--version"), "skipped: Node.js (node) is not installed");
        Path web = ExampleRun.repository().resolve("stream-app/src");
        copy(web.resolve("main/resources/web/js/plan.js"));
        copy(web.resolve("test/resources/web/plan-moves.js"));
        Files.writeString(directory.resolve("package.json"), "{\"type\":\"module\"}"); // as browsers take them
        ExampleRun run = ExampleRun.run(
                directory,
                Map.of(),
                120,
                List.of("node", "plan-moves.js", Integer.toString(seed), Integer.toString(MOVES)));

        assertThat(run.exit()).as(run.err()).isZero();
        JsonNode seen = new ObjectMapper().readTree(run.lastLine());
        assertThat(seen.path("total").asInt() + seen.path("value").asInt()).isGreaterThan(100_000);
        assertThat(seen.path("restored").asInt()).isGreaterThan(MOVES / 4);
        assertThat(seen.path("lock").asInt()).isGreaterThan(MOVES / 100);
        assertThat(seen.path("limits").asInt()).isGreaterThan(MOVES / 100);
    }

    private void copy(Path file) throws IOException {
        Files.copy(file, directory.resolve(String.valueOf(file.getFileName())));
    }
}
