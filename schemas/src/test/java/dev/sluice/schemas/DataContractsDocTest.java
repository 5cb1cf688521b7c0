package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** docs/data-contracts.md says what the contracts say: its tables are generated, and this test notices when they age. */
final class DataContractsDocTest {
    private static final Path DOC = SchemaHistory.root().resolveSibling("docs").resolve("data-contracts.md");

    @Test
    void everyTopicIsDescribed() throws IOException {
        assertGenerated("topics", ContractTables.topics());
    }

    @Test
    void everyFieldOfEveryRecordIsDescribed() throws IOException {
        assertGenerated("records", ContractTables.records());
    }

    @Test
    void theDissectedPayloadIsAGoldenOne() throws IOException {
        String hex = Files.readAllLines(SchemaHistory.root().resolve("src/test/resources/golden/ClickBatch-1.hex"))
                .getLast();
        assertThat(Files.readString(DOC))
                .contains(HexFormat.ofDelimiter(" ").formatHex(HexFormat.of().parseHex(hex)));
    }

    private static void assertGenerated(String name, String wanted) throws IOException {
        String begin = "<!-- generated: " + name + " -->\n";
        String end = "<!-- end of " + name + " -->";
        String doc = Files.readString(DOC);
        assertThat(doc).contains(begin).contains(end);
        int from = doc.indexOf(begin) + begin.length();
        int to = doc.indexOf(end);
        if (Boolean.getBoolean("sluice.docs.write")) {
            doc = doc.substring(0, from) + wanted + doc.substring(to);
            Files.writeString(DOC, doc);
            to = from + wanted.length();
        }
        assertThat(doc.substring(from, to))
                .as(
                        "docs/data-contracts.md is older than the contracts (%s). Renew it with%n"
                                + "  ./mvnw -pl schemas test -Dtest=DataContractsDocTest -Dsluice.docs.write=true",
                        name)
                .isEqualTo(wanted);
    }
}
