package dev.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./sluice} in a small house of its own, whose build takes no minute: {@code mvnw} there only copies jars. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {
    private static final String MAIN = """
            package dev.sluice.app;
            public class Main {
                public static void main(String[] args) throws Exception {
                    if (args[0].equals("hold")) {
                        System.out.println("holding");
                        System.in.read();
                    }
                    if (!args[0].equals("rehearse")) {
                        System.out.println(new dev.sluice.schemas.Late().version());
                    }
                }
            }
            """;
    private static final String LATE = """
            package dev.sluice.schemas;
            public class Late {
                public String version() { return "%s"; }
            }
            """;
    /** Writes into the jars that are there, which is the worst a build can do to who runs from them. */
    private static final String BUILD = """
            #!/bin/sh
            for module in stream-app trainer loop; do
              mkdir -p $module/target/lib
              cat next/main.jar >$module/target/sluice-$module-1.jar
              cat next/late.jar >$module/target/lib/sluice-schemas-1.jar
              [ -f $module/target/lib/other.jar ] || cp next/main.jar $module/target/lib/other.jar
            done
            """;

    @TempDir
    Path directory;

    @Test
    void whatRunsKeepsItsClassesWhenTheHouseIsBuiltAnew() throws Exception {
        Path house = house();
        change(house, "v1");
        Process held = launch(house, "", "hold");
        try (BufferedReader said = held.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.readLine()).isEqualTo("holding");
            for (String version : List.of("v2", "v3")) {
                change(house, version);
                assertThat(says(house, "")).isEqualTo(version);
            }
            held.getOutputStream().write('\n');
            held.getOutputStream().flush();
            assertThat(said.readLine()).isEqualTo("v1");
            assertThat(held.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            held.destroyForcibly();
        }
        change(house, "v4");
        // With this mode a JVM ends where its cache was made with other jars than it runs from.
        assertThat(says(house, "-XX:AOTMode=on")).isEqualTo("v4");
        try (Stream<Path> folders = Files.list(house.resolve("target/sluice-run"))) {
            assertThat(folders.filter(Files::isDirectory)).as("v3 and v4").hasSize(2);
        }
    }

    private Path house() throws IOException {
        Path root = Path.of(System.getProperty("sluice.root", ".."));
        Path house = directory.resolve("a house with blanks");
        for (String folder : List.of(
                "schemas/src/main", "stream-app/src/main", "trainer/src/main", "loop/src/main", ".mvn", "next")) {
            Files.createDirectories(house.resolve(folder));
        }
        for (String pom :
                List.of("pom.xml", "schemas/pom.xml", "stream-app/pom.xml", "trainer/pom.xml", "loop/pom.xml")) {
            Files.writeString(house.resolve(pom), "");
        }
        Files.copy(root.resolve("sluice"), house.resolve("sluice"));
        Files.copy(root.resolve(".mvn/find-jdk.sh"), house.resolve(".mvn/find-jdk.sh"));
        Files.writeString(house.resolve("mvnw"), BUILD);
        assertThat(house.resolve("mvnw").toFile().setExecutable(true)).isTrue();
        return house;
    }

    /** The next build is of this version, and the sources are newer than the last one. */
    private void change(Path house, String version) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(version));
        Path main = Files.writeString(folder.resolve("Main.java"), MAIN);
        Path late = Files.writeString(folder.resolve("Late.java"), LATE.formatted(version));
        tool("javac", "-d", folder.toString(), main.toString(), late.toString());
        jar(house.resolve("next/main.jar"), folder, "dev/sluice/app");
        jar(house.resolve("next/late.jar"), folder, "dev/sluice/schemas");
        Files.writeString(house.resolve("stream-app/src/main/version"), version);
    }

    private static void jar(Path file, Path folder, String classes) {
        tool("jar", "-cf", file.toString(), "-C", folder.toString(), classes);
    }

    private static void tool(String name, String... arguments) {
        int code = ToolProvider.findFirst(name).orElseThrow().run(System.out, System.err, arguments);
        assertThat(code).as(name).isZero();
    }

    private static Process launch(Path house, String jvmOptions, String command) {
        ProcessBuilder builder =
                new ProcessBuilder("sh", house.resolve("sluice").toString(), command);
        builder.environment().put("SLUICE_JAVA_HOME", System.getProperty("java.home", ""));
        builder.environment().put("SLUICE_JVM_OPTS", jvmOptions);
        builder.redirectError(house.resolve("said").toFile());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String says(Path house, String jvmOptions) throws Exception {
        Process process = launch(house, jvmOptions, "say");
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            String line = said.readLine();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return line == null ? Files.readString(house.resolve("said")) : line;
        }
    }
}
