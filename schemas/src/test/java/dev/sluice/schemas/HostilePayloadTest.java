package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.event.ClickBatch;
import dev.sluice.event.Order;
import dev.sluice.event.SpendReport;
import dev.sluice.schemas.PayloadException.Reason;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes are, the answer is a record or a {@link PayloadException}. */
final class HostilePayloadTest {

    static Iterable<Class<? extends SpecificRecord>> contracts() {
        return Contracts.all();
    }

    private static <T extends SpecificRecord> PayloadDecoder<T> decoder(Class<T> type) {
        return new PayloadDecoder<>(type, new SchemaShelf(PayloadDecoderTest.schema(type)));
    }

    private static byte[] payload(String hexBody) {
        return HexFormat.of().parseHex("0000000001" + hexBody);
    }

    private static void assertReason(Reason reason, Class<? extends SpecificRecord> type, byte[] payload) {
        assertThatThrownBy(() -> decoder(type).decode(payload))
                .isInstanceOfSatisfying(
                        PayloadException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void randomBytesAreNeverMoreThanAPayloadException() {
        Random random = new Random(5);
        for (int i = 0; i < 5_000; i++) {
            byte[] body = new byte[random.nextInt(300)];
            random.nextBytes(body);
            byte[] payload = new byte[5 + body.length];
            payload[4] = 1;
            System.arraycopy(body, 0, payload, 5, body.length);
            for (Class<? extends SpecificRecord> type : Contracts.all()) {
                decodeOrReject(decoder(type), payload);
                decodeOrReject(decoder(type), body);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("contracts")
    <T extends SpecificRecord> void damagedRecordsAreNeverMoreThanAPayloadException(Class<T> type) {
        Random random = new Random(11);
        RandomRecords records = new RandomRecords(11);
        SchemaShelf shelf = new SchemaShelf();
        PayloadEncoder encoder = new PayloadEncoder(shelf, true);
        PayloadDecoder<T> decoder = new PayloadDecoder<>(type, shelf);
        for (int i = 0; i < 3_000; i++) {
            byte[] payload = encoder.encode("t", records.next(type));
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                payload[5 + random.nextInt(payload.length - 5)] = (byte) random.nextInt();
            }
            decodeOrReject(decoder, payload);
            decodeOrReject(decoder, Arrays.copyOf(payload, random.nextInt(payload.length)));
        }
    }

    private static void decodeOrReject(PayloadDecoder<?> decoder, byte[] payload) {
        try {
            assertThat(decoder.decode(payload)).isNotNull();
        } catch (PayloadException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Test
    void whatIsNotTheWireFormatIsSaidSo() {
        assertThatThrownBy(() -> decoder(Order.class).decode(null))
                .isInstanceOfSatisfying(
                        PayloadException.class, e -> assertThat(e.reason()).isEqualTo(Reason.EMPTY));
        assertReason(Reason.EMPTY, Order.class, new byte[0]);
        assertReason(Reason.BAD_MAGIC, Order.class, new byte[] {'{', '"', 'a', '"', '}'});
        assertReason(Reason.BAD_MAGIC, Order.class, new byte[] {0, 0, 0, 0});
        assertReason(Reason.UNKNOWN_SCHEMA, Order.class, new byte[] {0, 0, 0, 0, 9, 1});
        assertReason(Reason.UNKNOWN_SCHEMA, Order.class, new byte[] {0, -1, -1, -1, -1, 1});
    }

    @Test
    void anotherRecordsSchemaIsAWrongRecord() {
        PayloadDecoder<Order> orders = new PayloadDecoder<>(Order.class, new SchemaShelf(SpendReport.getClassSchema()));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> orders.decode(payload("00")))
                    .isInstanceOfSatisfying(
                            PayloadException.class, e -> assertThat(e.reason()).isEqualTo(Reason.WRONG_RECORD))
                    .hasMessageContaining("is dev.sluice.event.SpendReport, expected dev.sluice.event.Order");
        }
    }

    @Test
    void aWriterWhoseSchemaCantBeReadAsOursIsUndecodable() {
        Schema foreign = SchemaBuilder.record("Order")
                .namespace("dev.sluice.event")
                .fields()
                .requiredBoolean("account")
                .endRecord();
        PayloadDecoder<Order> decoder = new PayloadDecoder<>(Order.class, new SchemaShelf(foreign));
        assertThatThrownBy(() -> decoder.decode(payload("01")))
                .isInstanceOfSatisfying(
                        PayloadException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNDECODABLE))
                .hasMessageContaining("can't be read as dev.sluice.event.Order");
    }

    @Test
    void bytesLeftOverAreUndecodable() throws PayloadException {
        assertThat(decoder(ClickBatch.class).decode(payload("026100")).getAccount())
                .isEqualTo("a");
        assertReason(Reason.UNDECODABLE, ClickBatch.class, payload("02610000"));
    }

    @Test
    void malformedTextIsUndecodableInsteadOfSilentlyReplaced() throws PayloadException {
        assertReason(Reason.UNDECODABLE, ClickBatch.class, payload("02ff00"));
        assertReason(Reason.UNDECODABLE, ClickBatch.class, payload("04c32800"));
        assertThat(decoder(ClickBatch.class).decode(payload("06efbfbd00")).getAccount())
                .as("a replacement character that was really sent")
                .isEqualTo("\uFFFD");
    }

    @Test
    void giantAndNegativeLengthsAreRefusedBeforeAnythingIsAllocated() {
        String[] bodies = {
            "feffffff0f", // a string of 2 GiB
            "feffffffffffffffff01", // of 2^63-1 bytes
            "01", // of -1 bytes
            "ffffffffffffffffffff01", // a number of eleven bytes
            "0261feffffff0f", // an array of 2^31-1 clicks
            "0261feffffffffffffffff01", // of 2^63-1
            "0261ffffffffffffffffff01", // of -2^63, whose negation is negative again
            "026101", // a block of one item whose length is missing
        };
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (String body : bodies) {
            assertReason(Reason.UNDECODABLE, ClickBatch.class, payload(body));
            PayloadDecoder<ClickBatch> decoder = decoder(ClickBatch.class);
            decodeOrReject(decoder, payload("026100"));
            long before = threads.getCurrentThreadAllocatedBytes();
            decodeOrReject(decoder, payload(body));
            assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                    .as(body)
                    .isLessThan(1 << 20);
        }
    }
}
