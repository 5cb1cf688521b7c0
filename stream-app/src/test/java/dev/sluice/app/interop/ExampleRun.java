package dev.sluice.app.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program run to its end, within a bound. */
record ExampleRun(int exit, String out, String err) {

    static ExampleRun run(Path directory, Map<String, String> environment, long seconds, List<String> command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("example", ".out");
        Path err = Files.createTempFile("example", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
                return new ExampleRun(-1, read(out), read(err) + "\nstopped after " + seconds + " s");
            }
            return new ExampleRun(process.exitValue(), read(out), read(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Whether a command exists: it starts and ends well. */
    static boolean works(String... command) throws InterruptedException {
        try {
            return run(Path.of("."), Map.of(), 20, List.of(command)).exit() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    String lastLine() {
        return out.strip().lines().reduce("", (earlier, later) -> later);
    }

    /** The repository, as the build names it to the tests. */
    static Path repository() {
        String root = System.getProperty("sluice.root");
        if (root == null) {
            throw new IllegalStateException("The build sets the system property sluice.root");
        }
        return Path.of(root);
    }
}
