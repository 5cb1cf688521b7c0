package dev.sluice.app.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that can't be read gives one line that says where, what and what to do. */
class BadFileTest {
    private static final String CLICKS = """
            kind: clicks
            fields: {click_id: id, channel: channel, clicked_at: at}
            """;

    private static String fault(byte[] bytes, String yaml) {
        FileProblem problem = catchThrowableOfType(
                FileProblem.class, () -> Reading.of(bytes, Reading.mapping(yaml), Reading.OPTIONS));
        assertThat(problem.getMessage()).doesNotContain("\n");
        return problem.getMessage().replaceFirst(".*in\\.csv", "in.csv");
    }

    private static String fault(String csv) {
        return fault(csv.getBytes(UTF_8), CLICKS);
    }

    @Test
    void missingColumnIsNamedWithTheNearestOneAndAllThereAre() {
        assertThat(fault("id,chanel,at\n1,x,2024-01-01\n"))
                .isEqualTo("in.csv:1: no column 'channel' for 'channel' (did you mean 'chanel'?);"
                        + " the file has id, chanel, at");
    }

    @Test
    void columnThatFilterNeedsMustBeThere() {
        assertThat(fault(
                        "id,channel,at\n1,x,2024-01-01\n".getBytes(UTF_8), CLICKS + "where: {column: test, equals: x}"))
                .startsWith("in.csv:1: no column 'test' for the mapping's 'where'");
    }

    @Test
    void wrongDelimiterIsSeenInTheHeader() {
        assertThat(fault("id;channel;at\n1;x;2024-01-01\n"))
                .isEqualTo("in.csv:1: the header is one column, 'id;channel;at', and looks separated by ';';"
                        + " say 'delimiter: \";\"' in the mapping");
        assertThat(fault("id\tchannel\tat\n")).contains("looks separated by tabs; say 'delimiter: tab'");
    }

    @Test
    void textThatIsNotUtf8IsRefusedWithLineAndByte() {
        assertThat(fault("id,channel,at\n1,caf\u00e9,2024-01-01\n".getBytes(ISO_8859_1), CLICKS))
                .startsWith("in.csv:2: byte 20 (0xe9) is not UTF-8 text")
                .contains("'encoding: windows-1252'");
    }

    @Test
    void utf16IsRecognised() {
        assertThat(fault("\uFEFFid,channel,at\n".getBytes(UTF_16LE), CLICKS))
                .isEqualTo("in.csv: this is UTF-16 text, not UTF-8; say 'encoding: UTF-16' in the mapping");
        assertThat(fault("id,channel,at\n".getBytes(UTF_16LE), CLICKS)).contains("looks like UTF-16");
    }

    @Test
    void emptyFileAndHeaderWithoutRowsAreTold() {
        assertThat(fault("")).isEqualTo("in.csv: the file is empty");
        assertThat(fault("\n\n")).isEqualTo("in.csv: the file is empty");
        assertThat(fault("id,channel,at\n")).isEqualTo("in.csv: there is a header and no row below it");
        assertThat(fault(Reading.gzip(new byte[0]), CLICKS)).isEqualTo("in.csv: the file is empty");
    }

    @Test
    void hugeFieldIsBounded() {
        assertThat(fault("id,channel,at\n1,x,2024-01-01\n2," + "y".repeat(1_200_000) + ",2024-01-01\n"))
                .startsWith("in.csv:3: the row that starts here is larger than 1 MiB");
    }

    @Test
    void quoteThatIsNeverClosedIsToldWithTheLineItOpensOn() {
        assertThat(fault("id,channel,at\n1,x,2024-01-01\n2,\"y,2024-01-01\n3,z,2024-01-01\n"))
                .isEqualTo("in.csv:3: a quote opened in the row that starts here is never closed");
    }

    @Test
    void gzipCutShortIsTold() {
        StringBuilder csv = new StringBuilder("id,channel,at\n");
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            csv.append(random.nextLong()).append(",x,2024-01-01\n");
        }
        byte[] whole = Reading.gzip(csv.toString().getBytes(UTF_8));
        assertThat(fault(Arrays.copyOf(whole, whole.length / 2), CLICKS))
                .endsWith("the gzip file ends too early: it is cut short; fetch it again");
        whole[whole.length / 2] ^= 0x55;
        assertThat(fault(whole, CLICKS)).contains("the gzip file is damaged");
    }

    @Test
    void duplicateHeaderNamesAreRefused() {
        assertThat(fault("id,channel,at,channel\n"))
                .isEqualTo("in.csv:1: the header has two columns 'channel'; rename one of them");
    }

    @Test
    void spreadsheetIsNotCsv() {
        assertThat(fault(new byte[] {'P', 'K', 3, 4, 0, 0}, CLICKS)).contains("an Excel or zip file, not CSV");
    }

    @Test
    void absentFileIsOneLine() {
        FileProblem problem = catchThrowableOfType(
                FileProblem.class, () -> Reading.of(Path.of("no-such.csv"), Reading.mapping(CLICKS), Reading.OPTIONS));
        assertThat(problem).hasMessage("no-such.csv: no such file");
        FileProblem folder = catchThrowableOfType(
                FileProblem.class, () -> Reading.of(Path.of("src"), Reading.mapping(CLICKS), Reading.OPTIONS));
        assertThat(folder).hasMessageStartingWith("src: can't be read: ");
    }

    @Test
    void strictStopsAtTheFirstBadRow() {
        ImportOptions strict = Reading.options(ZoneOffset.UTC, null, true, 500);
        FileProblem problem = catchThrowableOfType(
                FileProblem.class, () -> Reading.of("id,channel,at\n1,x,never\n2,x,never\n", CLICKS, strict));
        assertThat(problem.getMessage())
                .contains("in.csv:2: column \"at\", value \"never\"")
                .endsWith("(stopped here, as --strict asks)");
    }

    @Test
    void whatNeitherFileNorOptionsSayIsAskedFor() {
        ImportOptions nothing = new ImportOptions(null, null, ZoneOffset.UTC, null, false, 500);
        String spend = "kind: spend\nfields: {channel: c, day: d, spend: s}\n";
        assertThat(asked(spend, nothing)).contains("no account");
        assertThat(asked(spend, new ImportOptions("a", null, nothing.zone(), null, false, 500)))
                .contains("no currency");
        assertThat(asked(spend, new ImportOptions("a", "EUR", nothing.zone(), null, false, 500)))
                .contains("spend needs a revision");
        assertThat(asked(spend, new ImportOptions("a", "euro", nothing.zone(), Reading.AS_OF, false, 500)))
                .contains("'euro' is no ISO 4217 currency");
    }

    private static String asked(String yaml, ImportOptions options) {
        return catchThrowableOfType(FileProblem.class, () -> Reading.of("c,d,s\nx,2024-01-01,1\n", yaml, options))
                .getMessage();
    }

    @Test
    void missingColumnIsToldOfTheRowThatLooksMostLikeTheHeader() throws MappingProblem {
        String csv = "Campaign report\nJanuary\nCampaign ID,Day,Kosten\n1,2024-01-01,5\n";
        FileProblem problem = catchThrowableOfType(
                FileProblem.class,
                () -> Reading.of(csv.getBytes(UTF_8), Mapping.preset("google-ads"), Reading.OPTIONS));
        assertThat(problem.getMessage())
                .contains("in.csv:3: no column")
                .contains("or 'Cost'")
                .endsWith("the file has Campaign ID, Day, Kosten");
    }

    @Test
    void progressEndsAtTheLastByte(@TempDir Path folder) throws Exception {
        StringBuilder csv = new StringBuilder("id,channel,at\n");
        for (int i = 0; i < 10_000; i++) {
            csv.append(i).append(",x,2024-01-01\n");
        }
        Path file = Files.write(
                folder.resolve("in.csv.gz"), Reading.gzip(csv.toString().getBytes(UTF_8)));
        List<Long> rows = new ArrayList<>();
        List<Long> left = new ArrayList<>();
        EventFile.read(file, Reading.mapping(CLICKS), Reading.OPTIONS, _ -> {}, _ -> {}, (bytes, total, read) -> {
            rows.add(read);
            left.add(total - bytes);
        });
        assertThat(rows).containsExactly(4_096L, 8_192L, 10_000L);
        assertThat(left).last().isEqualTo(0L);
    }
}
