package dev.sluice.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Writes values in Confluent's wire format: byte 0, schema id as four bytes big-endian, Avro binary. Thread-safe. */
public final class PayloadEncoder {
    private static final int LARGEST_KEPT_BUFFER = 1 << 20;

    /** Where the id of a schema comes from. */
    public enum IdSource {
        /** Registered at first use. */
        REGISTER,
        /** Must be registered already. */
        LOOK_UP,
        /** The subject's newest version, which must have this class's layout. */
        LATEST
    }

    /** Of one record class: its writer, and the schema's id per topic. */
    private record Contract(SpecificDatumWriter<SpecificRecord> writer, Map<String, Integer> ids) {}

    /** Of one thread. */
    private static final class Scratch {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);

        @Nullable
        BinaryEncoder encoder;
    }

    private final SchemaRegistry registry;
    private final IdSource source;
    private final SubjectNaming naming;
    private final Map<Class<?>, Contract> contracts = new ConcurrentHashMap<>();
    private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

    /** An encoder for subjects named {@code topic-value}. */
    public PayloadEncoder(SchemaRegistry registry, boolean autoRegister) {
        this(registry, autoRegister ? IdSource.REGISTER : IdSource.LOOK_UP, SubjectNaming.TOPIC_NAME);
    }

    public PayloadEncoder(SchemaRegistry registry, IdSource source, SubjectNaming naming) {
        this.registry = registry;
        this.source = source;
        this.naming = naming;
    }

    /**
     * The value's payload for this topic.
     *
     * @throws IllegalArgumentException where the record breaks its contract (a required field is null)
     * @throws RegistryUnavailableException where the registry can't be asked for the id, at the first record only
     * @throws RegistryRejectedException where the registry refuses the schema
     */
    public byte[] encode(String topic, SpecificRecord value) {
        Contract contract = contracts.get(value.getClass());
        if (contract == null) {
            contract = contracts.computeIfAbsent(value.getClass(), PayloadEncoder::contract);
        }
        Integer id = contract.ids().get(topic);
        if (id == null) {
            id = id(topic, value.getSchema());
            contract.ids().put(topic, id);
        }
        return encode(contract.writer(), id, value);
    }

    private byte[] encode(SpecificDatumWriter<SpecificRecord> writer, int id, SpecificRecord value) {
        Scratch mine = scratch.get();
        ByteArrayOutputStream out = mine.out;
        out.reset();
        out.write(PayloadDecoder.MAGIC);
        out.write(id >>> 24);
        out.write(id >>> 16);
        out.write(id >>> 8);
        out.write(id);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, mine.encoder);
        mine.encoder = encoder;
        try {
            writer.write(value, encoder);
            encoder.flush();
        } catch (IOException | RuntimeException e) {
            mine.encoder = null; // it may hold half a record, which it would write before the next one
            throw new IllegalArgumentException(value.getSchema().getName() + " can't be written: " + e.getMessage(), e);
        }
        byte[] payload = out.toByteArray();
        if (payload.length > LARGEST_KEPT_BUFFER) {
            mine.out = new ByteArrayOutputStream(512); // one giant must not stay with the thread
            mine.encoder = null;
        }
        return payload;
    }

    private static Contract contract(Class<?> type) {
        SpecificData model = SpecificData.getForClass(type);
        return new Contract(new SpecificDatumWriter<>(model.getSchema(type), model), new ConcurrentHashMap<>());
    }

    private int id(String topic, Schema schema) {
        String subject = naming.subject(topic, schema);
        try {
            return switch (source) {
                case REGISTER -> registry.register(subject, schema);
                case LOOK_UP -> registry.idOf(subject, schema);
                case LATEST -> latest(subject, schema);
            };
        } catch (UnknownSchemaException e) {
            throw new RegistryRejectedException(
                    "the schema of " + schema.getName() + " is not registered under " + subject
                            + ": register it, or set auto.register.schemas=true (" + e.getMessage() + ")",
                    404,
                    40403);
        }
    }

    private int latest(String subject, Schema schema) throws UnknownSchemaException {
        SchemaRegistry.Registered latest = registry.latest(subject);
        String theirs = SchemaNormalization.toParsingForm(latest.schema());
        if (!theirs.equals(SchemaNormalization.toParsingForm(schema))) {
            throw new RegistryRejectedException(
                    "the latest version of " + subject + " (id " + latest.id() + ") has another layout than this "
                            + "program's " + schema.getName() + ": update the program or set use.latest.version=false",
                    409,
                    409);
        }
        return latest.id();
    }
}
