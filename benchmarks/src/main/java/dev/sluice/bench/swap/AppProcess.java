package dev.sluice.bench.swap;

import dev.sluice.app.Main;
import dev.sluice.app.config.SluiceConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code sluice run} in a process of its own, with the heap in memory from the start: what grows later is not heap. */
final class AppProcess implements AutoCloseable {
    private static final Pattern URL = Pattern.compile("metrics and health at (http\\S+)");
    private static final Pattern RSS = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB");
    private static final String HEAP = "1g";

    private final Process process;
    private final String url;
    private final AtomicInteger errors;

    private AppProcess(Process process, String url, AtomicInteger errors) {
        this.process = process;
        this.url = url;
        this.errors = errors;
    }

    /** Starts it and waits until its stream runs. */
    static AppProcess start(SluiceConfig config) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms" + HEAP,
                "-Xmx" + HEAP,
                "-XX:+AlwaysPreTouch",
                "-XX:+UseParallelGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run"));
        for (String setting : List.of(
                "bootstrap.servers=" + config.cluster().bootstrapServers(),
                "schema.registry.url=" + config.cluster().schemaRegistryUrl(),
                "application.id=" + config.streams().applicationId(),
                "state.dir=" + config.streams().stateDir(),
                "http.port=0")) {
            command.addAll(List.of("--set", setting));
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("SLUICE_LOG_LEVEL", "INFO");
        Process process = builder.start();
        CompletableFuture<String> url = new CompletableFuture<>();
        CompletableFuture<Boolean> running = new CompletableFuture<>();
        AtomicInteger errors = new AtomicInteger();
        Thread.ofVirtual().start(() -> listen(process, url, running, errors));
        running.get(60, TimeUnit.SECONDS);
        return new AppProcess(process, url.get(60, TimeUnit.SECONDS), errors);
    }

    private static void listen(
            Process process, CompletableFuture<String> url, CompletableFuture<Boolean> running, AtomicInteger errors) {
        try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher found = URL.matcher(line);
                if (found.find()) {
                    url.complete(found.group(1));
                }
                if (line.contains("The stream is running")) {
                    running.complete(true);
                }
                if (line.contains(" ERROR ") || line.contains(" WARN  d.s.")) {
                    errors.incrementAndGet();
                    System.err.println("app: " + line);
                }
            }
        } catch (IOException e) {
            System.err.println("app: (" + e.getMessage() + ")");
        }
    }

    /** Where its metrics are. */
    String url() {
        return url;
    }

    /** Lines it logged as errors, or as warnings of its own. */
    int errors() {
        return errors.get();
    }

    /** Memory it holds, in bytes. */
    long rss() throws IOException {
        Matcher found = RSS.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
        if (!found.find()) {
            throw new IOException("the app's process is gone");
        }
        return Long.parseLong(found.group(1)) * 1024;
    }

    /** Collects its garbage, so that what is left on its heap is alive. */
    void collect() throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Ends it as an operator would; its exit code, or -1 if it took too long. */
    int stop() throws InterruptedException {
        process.toHandle().destroy();
        return process.waitFor(Duration.ofSeconds(60)) ? process.exitValue() : -1;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
