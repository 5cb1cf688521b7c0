package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.event.SpendReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A contract may grow, but what was written once stays readable. */
final class SchemaHistoryTest {

    private static final String HOW_TO_PUBLISH = """
            %s is not the newest version in schemas/src/history/%s.
            If the change was not meant, undo it. If it was, publish it as the next version with
              ./mvnw -pl schemas test -Dtest=SchemaHistoryTest -Dsluice.schemas.publish=true
            then add examples of it in schemas/src/test/resources/golden (GoldenBytesTest says how) and commit both.
            A published version is never edited; only one that no release carried may be replaced.
            """;

    static Iterable<Class<? extends SpecificRecord>> contracts() {
        return Contracts.all();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void currentCodeReadsWhatEveryPublishedVersionWrote(Class<? extends SpecificRecord> type) throws Exception {
        assertThat(SchemaHistory.incompatibility(
                        PayloadDecoderTest.schema(type), SchemaHistory.versions(type.getSimpleName())))
                .as(
                        "%s breaks BACKWARD_TRANSITIVE: give a new field a default, keep types and names, "
                                + "or start a new topic version",
                        type.getSimpleName())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void theNewestPublishedVersionIsTheCurrentOne(Class<? extends SpecificRecord> type) throws Exception {
        String record = type.getSimpleName();
        Schema current = PayloadDecoderTest.schema(type);
        List<Schema> versions = SchemaHistory.versions(record);
        boolean published = !versions.isEmpty()
                && SchemaHistory.contract(versions.getLast()).equals(SchemaHistory.contract(current));
        if (!published
                && Boolean.getBoolean("sluice.schemas.publish")
                && SchemaHistory.incompatibility(current, versions).isEmpty()) {
            SchemaHistory.publish(record, current);
            published = true;
        }
        assertThat(published).as(HOW_TO_PUBLISH, record, record).isTrue();
    }

    @Test
    void everyTopicsRecordIsAContractUnderTest() throws Exception {
        for (Topic topic : Topic.values()) {
            topic.valueSchema().ifPresent(schema -> assertThat(Contracts.byFullName(schema.getFullName()))
                    .as(topic.shortName())
                    .isPresent());
        }
        try (var records = Files.list(SchemaHistory.root().resolve("src/history"))) {
            assertThat(records.map(directory -> directory.getFileName().toString()))
                    .as("a record that was published once is never dropped")
                    .containsExactlyInAnyOrderElementsOf(
                            Contracts.all().stream().map(Class::getSimpleName).toList());
        }
    }

    @Test
    void theCheckItselfCatchesIncompatibleEditsAndLetsCompatibleOnesPass() throws Exception {
        ObjectNode spend = (ObjectNode) new ObjectMapper().readTree(PortableSchema.json(SpendReport.getClassSchema()));
        assertThat(edited(spend, report -> {})).isEmpty();
        assertThat(edited(spend, report -> add(report, "{\"name\":\"x\",\"type\":\"long\",\"default\":0}")))
                .isEmpty();
        assertThat(edited(spend, report -> report.withArray("/fields").remove(1)))
                .as("a field dropped")
                .isEmpty();
        assertThat(edited(spend, report -> add(report, "{\"name\":\"x\",\"type\":\"long\"}")))
                .as("a new field without default")
                .isPresent();
        assertThat(edited(spend, report -> ((ObjectNode) report.at("/fields/0")).put("name", "customer")))
                .as("a renamed field")
                .isPresent();
        assertThat(edited(spend, report -> ((ObjectNode) report.at("/fields/6")).put("type", "int")))
                .as("a long narrowed to int")
                .isPresent();
        assertThat(edited(spend, report -> report.put("name", "Spend")))
                .as("a renamed record")
                .isPresent();
    }

    @Test
    void aChangeThatOnlyAnOlderVersionContradictsIsCaughtToo() {
        Schema one = record("{\"name\":\"a\",\"type\":\"string\"}");
        Schema two = record("");
        Schema three = record("{\"name\":\"a\",\"type\":\"long\",\"default\":0}");
        assertThat(SchemaHistory.incompatibility(three, List.of(two))).isEmpty();
        assertThat(SchemaHistory.incompatibility(three, List.of(one, two))).isPresent();
    }

    @Test
    void aChangedDefaultIsAChangeOfTheContractAndAChangedDocIsNot() throws Exception {
        Schema plain = record("{\"name\":\"a\",\"type\":\"long\",\"default\":0}");
        Schema documented = record("{\"name\":\"a\",\"type\":\"long\",\"default\":0,\"doc\":\"Pieces.\"}");
        Schema other = record("{\"name\":\"a\",\"type\":\"long\",\"default\":1}");
        assertThat(SchemaHistory.contract(documented)).isEqualTo(SchemaHistory.contract(plain));
        assertThat(SchemaHistory.contract(other)).isNotEqualTo(SchemaHistory.contract(plain));
    }

    private static Schema record(String fields) {
        return new Schema.Parser().parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}");
    }

    private static void add(ObjectNode record, String field) {
        try {
            record.withArray("/fields").add(new ObjectMapper().readTree(field));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> edited(ObjectNode original, Consumer<ObjectNode> edit) {
        ObjectNode copy = original.deepCopy();
        edit.accept(copy);
        Schema published = new Schema.Parser().parse(original.toString());
        return SchemaHistory.incompatibility(new Schema.Parser().parse(copy.toString()), List.of(published));
    }
}
