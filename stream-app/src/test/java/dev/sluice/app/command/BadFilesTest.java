package dev.sluice.app.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.command.CommandLineFixture.Ran;
import dev.sluice.app.command.CommandLineFixture.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bad file ends a command with exit code 6 and one line that says where, what and what to do. */
@SuppressWarnings("NullAway.Init")
final class BadFilesTest {
    private static final String GOOD = "day,channel,cost\n2026-03-02,meta,10.00\n";

    private static CommandLineFixture fixture;
    private static World world;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        fixture = new CommandLineFixture();
        world = fixture.world();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void aMissingColumn() throws Exception {
        assertThat(fault("day,chanel,cost\n2026-03-02,meta,10.00\n"))
                .contains(":1:", "no column 'channel'", "did you mean 'chanel'?", "day, chanel, cost");
    }

    @Test
    void aWrongDelimiter() throws Exception {
        assertThat(fault("day;channel;cost\n2026-03-02;meta;10,00\n"))
                .contains(":1:", "looks separated by ';'", "delimiter");
    }

    @Test
    void aWrongEncoding() throws Exception {
        assertThat(fault("day,channel,cost\n2026-03-02,caf\u00e9,10.00\n".getBytes(ISO_8859_1)))
                .contains(":2:", "0xe9", "not UTF-8", "encoding: windows-1252");
    }

    @Test
    void aFieldThatIsHuge() throws Exception {
        assertThat(fault(GOOD + "2026-03-03," + "x".repeat(2 << 20) + ",10.00\n"))
                .contains(":3:")
                .hasSizeLessThan(600);
    }

    @Test
    void anEmptyFile() throws Exception {
        assertThat(fault("")).contains("the file is empty");
    }

    @Test
    void aFileThatIsNotThere() {
        Ran ran = imported(folder.resolve("absent.csv"), List.of());
        assertThat(oneLine(ran.endsWith(6))).contains("absent.csv: no such file");
    }

    @Test
    void datesOfTwoFormatsAreBadRowsAndTheOthersGoOn() throws Exception {
        Path file = write(GOOD + "03/04/2026,meta,20.00\n2026-03-05,meta,30.00\n");
        Ran ran = imported(file, List.of()).endsWith(6);
        assertThat(ran.err())
                .contains(file + ":3: column \"day\", value \"03/04/2026\": ")
                .doesNotContain("\tat ", "Exception");
        assertThat(ran.out()).contains("Imported 3 rows as 2 records").contains("1 rows rejected");
        assertThat(oneLine(imported(file, List.of("--strict")).endsWith(6)))
                .contains(file + ":3: column \"day\", value \"03/04/2026\": ", "--strict");
    }

    @Test
    void aReplaySaysItTheSameWay() throws Exception {
        Path file = write("day,chanel,cost\n2026-03-02,meta,10.00\n");
        List<String> command =
                new ArrayList<>(List.of("replay", "--out", folder.resolve("out").toString()));
        command.addAll(arguments(file));
        Ran ran =
                CommandLineFixture.run(Map.of(), command.toArray(String[]::new)).endsWith(6);
        assertThat(oneLine(ran)).startsWith("sluice replay: " + file + ":1: no column 'channel'");
        assertThat(folder.resolve("out/channel-metrics.csv")).doesNotExist();
    }

    private String fault(String text) throws IOException {
        return fault(text.getBytes(UTF_8));
    }

    private String fault(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("spend.csv"), content);
        String line = oneLine(imported(file, List.of()).endsWith(6));
        assertThat(line).startsWith("sluice import: " + file);
        return line;
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("spend.csv"), text);
    }

    private Ran imported(Path file, List<String> more) {
        List<String> command = new ArrayList<>(List.of("import"));
        command.addAll(arguments(file));
        command.addAll(more);
        return world.run(command.toArray(String[]::new));
    }

    private List<String> arguments(Path file) {
        try {
            Path mapping = Files.writeString(
                    folder.resolve("spend.yaml"), "kind: spend\nfields: {channel: channel, day: day, spend: cost}\n");
            return List.of(
                    "--spend",
                    file.toString(),
                    "--spend-mapping",
                    mapping.toString(),
                    "--account",
                    "acme",
                    "--currency",
                    "EUR",
                    "--as-of",
                    "2026-03-20");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String oneLine(Ran ran) {
        assertThat(ran.err().strip().lines()).as(ran.err()).hasSize(1);
        return ran.err().strip();
    }
}
