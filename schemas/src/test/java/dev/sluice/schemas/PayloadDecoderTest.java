package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.event.SpendReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PayloadDecoderTest {

    static Iterable<Class<? extends SpecificRecord>> contracts() {
        return Contracts.all();
    }

    static Schema schema(Class<? extends SpecificRecord> type) {
        return SpecificData.getForClass(type).getSchema(type);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    <T extends SpecificRecord> void whatIsWrittenIsReadBackAndAvrosOwnReaderAgrees(Class<T> type) throws Exception {
        RandomRecords records = new RandomRecords(3);
        SchemaShelf shelf = new SchemaShelf();
        PayloadEncoder encoder = new PayloadEncoder(shelf, true);
        PayloadDecoder<T> decoder = new PayloadDecoder<>(type, shelf);
        SpecificData model = SpecificData.getForClass(type);
        for (int i = 0; i < 500; i++) {
            T written = records.next(type);
            byte[] payload = encoder.encode("t", written);
            assertThat(decoder.decode(payload)).isEqualTo(written);
            byte[] body = Arrays.copyOfRange(payload, 5, payload.length);
            SpecificDatumReader<T> avros = new SpecificDatumReader<>(schema(type), schema(type), model);
            assertThat(avros.read(null, DecoderFactory.get().binaryDecoder(body, null)))
                    .isEqualTo(written);
        }
    }

    @Test
    void arraysAndMapsMayComeInSizedBlocksAsStreamingWritersSendThem() throws Exception {
        // A schema with more than ours: what the writer knows and we don't is skipped, blocks and all.
        Schema extended = SchemaBuilder.record("SpendReport")
                .namespace("dev.sluice.event")
                .fields()
                .name("tags")
                .type()
                .array()
                .items()
                .stringType()
                .noDefault()
                .name("extra")
                .type()
                .map()
                .values()
                .bytesType()
                .noDefault()
                .requiredString("account")
                .requiredString("channel")
                .requiredInt("day")
                .requiredInt("spend_micros")
                .requiredString("currency")
                .requiredLong("revision")
                .requiredLong("reported_at")
                .endRecord();
        GenericRecord report = new GenericData.Record(extended);
        report.put("tags", IntStream.range(0, 50).mapToObj(i -> "tag" + i).toList());
        report.put("extra", Map.of("k", java.nio.ByteBuffer.wrap(new byte[] {1, 2, 3})));
        report.put("account", "a");
        report.put("channel", "meta");
        report.put("day", 20_000);
        report.put("spend_micros", 1_500_000);
        report.put("currency", "EUR");
        report.put("revision", 1L);
        report.put("reported_at", 2L);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 0, 0, 0, 1});
        Encoder blocks = new EncoderFactory().configureBlockSize(64).blockingBinaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(extended).write(report, blocks);
        blocks.flush();

        SpendReport read = new PayloadDecoder<>(SpendReport.class, new SchemaShelf(extended)).decode(out.toByteArray());
        assertThat(read.getAccount()).isEqualTo("a");
        assertThat(read.getSpendMicros()).as("an int read as long").isEqualTo(1_500_000L);
        assertThat(read.getCampaignId()).as("a default").isEmpty();
        assertThat(read.getClicks()).isEmpty();
    }

    @Test
    void manyThreadsMayShareAnEncoder() throws Exception {
        SchemaShelf shelf = new SchemaShelf();
        shelf.register("t-value", SpendReport.getClassSchema());
        PayloadEncoder encoder = new PayloadEncoder(shelf, true);
        Map<Integer, byte[]> payloads = new ConcurrentHashMap<>();
        IntStream.range(0, 2_000)
                .parallel()
                .forEach(i -> payloads.put(i, encoder.encode("t", new RandomRecords(i).next(SpendReport.class))));
        PayloadDecoder<SpendReport> decoder = new PayloadDecoder<>(SpendReport.class, shelf);
        for (Map.Entry<Integer, byte[]> entry : payloads.entrySet()) {
            assertThat(decoder.decode(entry.getValue()))
                    .isEqualTo(new RandomRecords(entry.getKey()).next(SpendReport.class));
        }
    }

    @Test
    void aRecordThatBreaksItsContractIsRefusedAndTheNextOneIsWhole() throws Exception {
        SchemaShelf shelf = new SchemaShelf();
        PayloadEncoder encoder = new PayloadEncoder(shelf, true);
        SpendReport good = new RandomRecords(1).next(SpendReport.class);
        SpendReport bad = SpendReport.newBuilder(good).build();
        bad.put("currency", null);
        assertThatThrownBy(() -> encoder.encode("t", bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SpendReport can't be written");
        assertThat(new PayloadDecoder<>(SpendReport.class, shelf).decode(encoder.encode("t", good)))
                .isEqualTo(good);
    }

    @Test
    void anUnknownIdIsAskedForAgainSoThatItIsSeenOnceRegistered() throws IOException, PayloadException {
        SchemaShelf shelf = new SchemaShelf();
        PayloadDecoder<SpendReport> decoder = new PayloadDecoder<>(SpendReport.class, shelf);
        SpendReport report = new RandomRecords(1).next(SpendReport.class);
        SchemaShelf elsewhere = new SchemaShelf();
        byte[] payload = new PayloadEncoder(elsewhere, true).encode("t", report);
        assertThatThrownBy(() -> decoder.decode(payload)).isInstanceOf(PayloadException.class);
        shelf.register("t-value", SpendReport.getClassSchema());
        assertThat(decoder.decode(payload)).isEqualTo(report);
    }
}
