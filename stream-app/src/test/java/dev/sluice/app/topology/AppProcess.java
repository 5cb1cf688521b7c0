package dev.sluice.app.topology;

import dev.sluice.app.Main;
import dev.sluice.app.config.SluiceConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code sluice run} in a process of its own, so that it can be killed. */
final class AppProcess implements AutoCloseable {
    private final Process process;
    private final CountDownLatch running = new CountDownLatch(1);
    private final Collection<String> said = new ConcurrentLinkedQueue<>();
    private final Thread listener;

    private AppProcess(Process process) {
        this.process = process;
        this.listener = Thread.ofVirtual().start(this::listen);
    }

    /** Starts it with a configuration's cluster, names and folders, and more settings, each {@code key=value}. */
    static AppProcess start(SluiceConfig config, List<String> settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path", ""),
                Main.class.getName(),
                "run"));
        List<String> all = new ArrayList<>(List.of(
                "bootstrap.servers=" + config.cluster().bootstrapServers(),
                "schema.registry.url=" + config.cluster().schemaRegistryUrl(),
                "topic.prefix=" + config.cluster().topicPrefix(),
                "application.id=" + config.streams().applicationId(),
                "state.dir=" + config.streams().stateDir(),
                "threads=" + config.streams().threads(),
                "commit.interval=" + config.streams().commitInterval().toMillis() + "ms",
                "http.port=0"));
        all.addAll(settings);
        all.forEach(setting -> command.addAll(List.of("--set", setting)));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("SLUICE_"));
        return new AppProcess(
                builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start());
    }

    private void listen() {
        try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                if (line.contains("The stream is running")) {
                    running.countDown();
                }
            }
        } catch (IOException e) {
            // What ends the process ends what it says, at times in the middle of a line.
            said.add("(" + e.getMessage() + ")");
        }
    }

    boolean isRunning() {
        return running.getCount() == 0;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it wrote to standard error so far. */
    Collection<String> said() {
        return said;
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        listener.join();
    }

    /** SIGTERM; its exit code, or -1 if it took too long. */
    int stop() throws InterruptedException {
        // Not Process.destroy(), which also closes the pipe of its last words.
        process.toHandle().destroy();
        return exitCode();
    }

    /** Waits for its end; its exit code, or -1 if that took too long. */
    int exitCode() throws InterruptedException {
        int code = process.waitFor(40, TimeUnit.SECONDS) ? process.exitValue() : -1;
        listener.join(Duration.ofSeconds(5));
        return code;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
