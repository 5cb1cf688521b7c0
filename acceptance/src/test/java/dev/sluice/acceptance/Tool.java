package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A program of the operating system that a test needs; the test is skipped where it is not installed. */
record Tool(Path program) {
    /** What became of a run. */
    record Result(int code, String output) {}

    private static final long MOST_SECONDS = 300;

    /** Skips the test, and says why, where there is none. */
    static Tool required(String name, String debianPackage) {
        Optional<Path> found = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(found.isPresent(), () -> name + " is not installed (Debian: apt install " + debianPackage + ")");
        return new Tool(found.orElseThrow());
    }

    /** Starts it with its output in a file. */
    Process start(Path output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** Runs it to its end, which must come. */
    Result run(Path folder, String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "tool-", ".log");
        Process process = start(output, arguments);
        try {
            assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS))
                    .as("%s ended", program)
                    .isTrue();
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }

    /** Runs it to a good end; what it printed. */
    String runWell(Path folder, String... arguments) throws IOException, InterruptedException {
        Result result = run(folder, arguments);
        assertThat(result.code()).as(result.output()).isZero();
        return result.output();
    }
}
