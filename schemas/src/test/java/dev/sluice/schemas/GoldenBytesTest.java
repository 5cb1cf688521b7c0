package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.JsonEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes that each published version put on the wire, as they must stay readable for ever.
 *
 * <p>{@code golden/<Record>-<n>.json} is an array of examples in Avro's JSON encoding, in version n's own schema;
 * {@code golden/<Record>-<n>.hex} has one line of wire payload for each (schema id 1). Neither ever changes again. The
 * examples of version 1 were encoded by an independent program (see docs/data-contracts.md), not by this code.
 */
final class GoldenBytesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HOW_TO_ADD = """
            There is no golden example of version %2$d of %1$s.
            Write schemas/src/test/resources/golden/%1$s-%2$d.json: an array of records in Avro's JSON encoding, one with
            every field set and one with every optional field absent. Then
              ./mvnw -pl schemas test -Dtest=GoldenBytesTest -Dsluice.schemas.publish=true
            writes the bytes beside it. Commit both.
            """;

    /** A published version of a contract. */
    record Version(Class<? extends SpecificRecord> type, int number, Schema schema, boolean newest) {
        @Override
        public String toString() {
            return type.getSimpleName() + "-" + number;
        }

        Path file(String extension) {
            return SchemaHistory.root().resolve("src/test/resources/golden").resolve(this + extension);
        }
    }

    static Stream<Version> versions() throws IOException {
        List<Version> all = new ArrayList<>();
        for (Class<? extends SpecificRecord> type : Contracts.all()) {
            List<Schema> schemas = SchemaHistory.versions(type.getSimpleName());
            for (int i = 0; i < schemas.size(); i++) {
                all.add(new Version(type, i + 1, schemas.get(i), i == schemas.size() - 1));
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void bytesOfEveryVersionAreReadAsTheyWereMeant(Version version) throws Exception {
        JsonNode examples = examples(version);
        List<String> lines = Files.readAllLines(version.file(".hex"));
        assertThat(lines).hasSameSizeAs(examples);
        assertThat(examples).as("one full, one sparse").hasSizeGreaterThanOrEqualTo(2);
        PayloadDecoder<?> decoder = new PayloadDecoder<>(version.type(), new SchemaShelf(version.schema()));
        for (int i = 0; i < lines.size(); i++) {
            byte[] payload = HexFormat.of().parseHex(lines.get(i));
            SpecificRecord read = decoder.decode(payload);
            assertThat(json(read)).isEqualTo(asCurrent(version, examples.get(i)));
            if (version.newest()) {
                byte[] again = new PayloadEncoder(new SchemaShelf(), true).encode("t", read);
                assertThat(HexFormat.of().formatHex(again)).isEqualTo(lines.get(i));
                assertThat(json(read)).isEqualTo(examples.get(i));
            }
        }
    }

    private static JsonNode examples(Version version) throws IOException {
        if (!Files.exists(version.file(".json"))) {
            return fail(HOW_TO_ADD.formatted(version.type().getSimpleName(), version.number()));
        }
        JsonNode examples = JSON.readTree(version.file(".json").toFile());
        if (!Files.exists(version.file(".hex"))) {
            if (!Boolean.getBoolean("sluice.schemas.publish")) {
                return fail(HOW_TO_ADD.formatted(version.type().getSimpleName(), version.number()));
            }
            List<String> lines = new ArrayList<>();
            for (JsonNode example : examples) {
                lines.add("0000000001" + HexFormat.of().formatHex(body(version.schema(), example)));
            }
            Files.write(version.file(".hex"), lines);
        }
        return examples;
    }

    /** The example in version n's binary form, by Avro's generic writer. */
    private static byte[] body(Schema schema, JsonNode example) throws IOException {
        Object datum = new GenericDatumReader<>(schema)
                .read(null, DecoderFactory.get().jsonDecoder(schema, example.toString()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<>(schema).write(datum, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    /** What a reader of the current schema makes of an example of an older one, by Avro's generic classes. */
    private static JsonNode asCurrent(Version version, JsonNode example) throws IOException {
        Schema current = PayloadDecoderTest.schema(version.type());
        byte[] body = body(version.schema(), example);
        GenericDatumReader<Object> reader = new GenericDatumReader<>(version.schema(), current, new GenericData());
        Object datum = reader.read(null, DecoderFactory.get().binaryDecoder(body, null));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonEncoder encoder = EncoderFactory.get().jsonEncoder(current, out);
        new GenericDatumWriter<>(current).write(datum, encoder);
        encoder.flush();
        return JSON.readTree(out.toByteArray());
    }

    private static JsonNode json(SpecificRecord record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonEncoder encoder = EncoderFactory.get().jsonEncoder(record.getSchema(), out);
        new SpecificDatumWriter<>(record.getSchema(), SpecificData.getForSchema(record.getSchema()))
                .write(record, encoder);
        encoder.flush();
        return JSON.readTree(out.toByteArray());
    }
}
