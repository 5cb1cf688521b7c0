package dev.sluice.app.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.embedded.EmbeddedRegistry;
import dev.sluice.event.SpendReport;
import dev.sluice.schemas.Contracts;
import dev.sluice.schemas.PayloadDecoder;
import dev.sluice.schemas.SchemaRegistry;
import dev.sluice.schemas.SluiceAvroDeserializer;
import dev.sluice.schemas.SluiceAvroSerializer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Confluent's genuine serializer and ours are interchangeable, through a real registry. */
final class GenuineSerializerTest {
    private static final String THEIRS = "io.confluent.kafka.serializers.KafkaAvro";

    private static Optional<GenuineConfluent> genuine = Optional.empty();
    private static String absence = "";
    private static EmbeddedRegistry registry;

    static Iterable<Class<? extends SpecificRecord>> contracts() {
        return Contracts.all();
    }

    @BeforeAll
    static void start() throws InterruptedException {
        registry = EmbeddedRegistry.startTemporary();
        try {
            genuine = Optional.of(GenuineConfluent.load());
        } catch (IOException e) {
            absence = "the genuine Confluent serializer can't be had, so it is not compared: " + e;
        }
    }

    @AfterAll
    static void stop() throws IOException {
        registry.close();
        if (genuine.isPresent()) {
            genuine.get().close();
        }
    }

    // Kafka looks up the classes that Confluent's settings name through the thread's class loader.
    @BeforeEach
    void lookThere() {
        Assumptions.assumeTrue(genuine.isPresent(), absence);
        Thread.currentThread().setContextClassLoader(genuine.orElseThrow());
    }

    @AfterEach
    void lookBack() {
        Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
    }

    private static Map<String, Object> config() {
        return Map.of(
                "schema.registry.url",
                registry.url(),
                "specific.avro.reader",
                true,
                "avro.remove.java.properties",
                true);
    }

    @SuppressWarnings("unchecked")
    private static Serializer<Object> theirSerializer(Map<String, ?> config) throws ReflectiveOperationException {
        Serializer<Object> serializer =
                (Serializer<Object>) genuine.orElseThrow().create(THEIRS + "Serializer");
        serializer.configure(config, false);
        return serializer;
    }

    private static SluiceAvroSerializer ourSerializer() {
        SluiceAvroSerializer serializer = new SluiceAvroSerializer();
        serializer.configure(config(), false);
        return serializer;
    }

    private static SluiceAvroDeserializer ourDeserializer() {
        SluiceAvroDeserializer deserializer = new SluiceAvroDeserializer();
        deserializer.configure(config(), false);
        return deserializer;
    }

    private static Path newest(Path golden, String record) {
        int version = 1;
        while (Files.exists(golden.resolve(record + "-" + (version + 1) + ".hex"))) {
            version++;
        }
        return golden.resolve(record + "-" + version + ".hex");
    }

    /** The golden examples of the contract's newest version, as records. */
    private static <T extends SpecificRecord> List<T> examples(Class<T> type) throws Exception {
        Path golden = Path.of(System.getProperty("sluice.root", ".."), "schemas/src/test/resources/golden");
        List<T> records = new ArrayList<>();
        try (SchemaRegistry client = SchemaRegistry.connect(config())) {
            int id = client.register(
                    "golden-" + type.getSimpleName(), SpecificData.get().getSchema(type));
            PayloadDecoder<T> decoder = new PayloadDecoder<>(type, client);
            for (String line : Files.readAllLines(newest(golden, type.getSimpleName()))) {
                byte[] payload = HexFormat.of().parseHex(line);
                ByteBuffer.wrap(payload).putInt(1, id);
                records.add(decoder.decode(payload));
            }
        }
        return records;
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void theirBytesAndOursAreEqualWhoeverRegistersFirst(Class<? extends SpecificRecord> type) throws Exception {
        try (Serializer<Object> theirs = theirSerializer(config());
                SluiceAvroSerializer ours = ourSerializer()) {
            for (SpecificRecord record : examples(type)) {
                byte[] first = theirs.serialize("theirs-first-" + type.getSimpleName(), record);
                assertThat(ours.serialize("theirs-first-" + type.getSimpleName(), record))
                        .isEqualTo(first);
                byte[] second = ours.serialize("ours-first-" + type.getSimpleName(), record);
                assertThat(theirs.serialize("ours-first-" + type.getSimpleName(), record))
                        .isEqualTo(second);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void theirDeserializerReadsOursAndOursReadsTheirs(Class<? extends SpecificRecord> type) throws Exception {
        Map<String, Object> asTheyComeOutOfTheBox =
                Map.of("schema.registry.url", registry.url(), "specific.avro.reader", true);
        try (Deserializer<?> theirReader =
                        (Deserializer<?>) genuine.orElseThrow().create(THEIRS + "Deserializer");
                Serializer<Object> theirWriter = theirSerializer(asTheyComeOutOfTheBox);
                SluiceAvroSerializer ourWriter = ourSerializer();
                SluiceAvroDeserializer ourReader = ourDeserializer()) {
            theirReader.configure(config(), false);
            String topic = "both-ways-" + type.getSimpleName();
            for (SpecificRecord record : examples(type)) {
                assertThat((Object) theirReader.deserialize(topic, ourWriter.serialize(topic, record)))
                        .isEqualTo(record);
                assertThat(ourReader.deserialize(topic, theirWriter.serialize(topic, record)))
                        .as("written with a schema that carries Java's marks")
                        .isEqualTo(record);
            }
        }
    }

    @Test
    void aThousandSpendReportsAreEqualByteForByte() throws Exception {
        Random random = new Random(5);
        try (Serializer<Object> theirs = theirSerializer(config());
                SluiceAvroSerializer ours = ourSerializer()) {
            for (int i = 0; i < 1_000; i++) {
                SpendReport report = SpendReport.newBuilder(examples(random).get(random.nextInt(2)))
                        .setSpendMicros(random.nextLong() >>> random.nextInt(64))
                        .setDay(random.nextInt(40_000))
                        .setConversions(random.nextBoolean() ? null : random.nextDouble() * 100)
                        .setAccount("account-" + random.nextInt())
                        .build();
                assertThat(ours.serialize("thousand", report)).isEqualTo(theirs.serialize("thousand", report));
            }
        }
    }

    private static List<SpendReport> examples(Random random) {
        return List.of(report("meta", random.nextLong(1_000_000)), report("Suche – müde 漢字", random.nextLong()));
    }

    private static SpendReport report(String channel, long revision) {
        return SpendReport.newBuilder()
                .setAccount("a")
                .setChannel(channel)
                .setDay(0)
                .setSpendMicros(0)
                .setCurrency("EUR")
                .setRevision(revision)
                .setReportedAt(0)
                .build();
    }
}
