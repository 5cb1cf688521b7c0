package dev.sluice.schemas;

import dev.sluice.schemas.PayloadException.Reason;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads values in Confluent's wire format (byte 0, schema id as four bytes big-endian, Avro binary) into one
 * generated class, whatever version wrote them. Not thread-safe: one per thread.
 *
 * <p>Hot path: one reader per writer id is kept, because Avro takes microseconds to build one and some hundred
 * nanoseconds to use it.
 */
public final class PayloadDecoder<T extends SpecificRecord> {
    static final byte MAGIC = 0;
    static final int HEADER = 5;

    /** What a writer's id means to this decoder. */
    private sealed interface Writer<T> {
        record Usable<T>(SpecificDatumReader<T> reader) implements Writer<T> {}

        record Refused<T>(Reason reason, String message) implements Writer<T> {}
    }

    private final Schema expected;
    private final SpecificData model;
    private final SchemaRegistry registry;
    private final PayloadBytes bytes = new PayloadBytes();
    private final Map<Integer, Writer<T>> writers = new HashMap<>();

    // The last writer, so that the usual record needs no look-up and no boxing.
    private int lastId = -1;
    private @Nullable SpecificDatumReader<T> lastReader;

    public PayloadDecoder(Class<T> type, SchemaRegistry registry) {
        this.model = SpecificData.getForClass(type);
        this.expected = model.getSchema(type);
        this.registry = registry;
    }

    /**
     * The record in the payload.
     *
     * @throws PayloadException where the payload is not such a record, whatever its bytes are
     * @throws RegistryUnavailableException where the registry can't be asked about a new id
     */
    public T decode(byte @Nullable [] payload) throws PayloadException {
        if (payload == null) {
            throw new PayloadException(Reason.EMPTY, "no value");
        }
        int id = schemaId(payload);
        SpecificDatumReader<T> reader = lastReader;
        if (id != lastId || reader == null) {
            reader = reader(id);
            lastReader = reader;
            lastId = id;
        }
        return read(reader, payload);
    }

    /** The schema id in the header. */
    static int schemaId(byte[] payload) throws PayloadException {
        if (payload.length == 0) {
            throw new PayloadException(Reason.EMPTY, "no bytes");
        }
        if (payload[0] != MAGIC) {
            throw new PayloadException(
                    Reason.BAD_MAGIC,
                    "the first byte is 0x%02x, not 0: not Confluent's Avro wire format".formatted(payload[0]));
        }
        if (payload.length < HEADER) {
            throw new PayloadException(
                    Reason.BAD_MAGIC, payload.length + " bytes: shorter than the header of magic byte and schema id");
        }
        return (payload[1] & 0xFF) << 24 | (payload[2] & 0xFF) << 16 | (payload[3] & 0xFF) << 8 | (payload[4] & 0xFF);
    }

    private T read(SpecificDatumReader<T> reader, byte[] payload) throws PayloadException {
        T value;
        try {
            value = reader.read(null, bytes.over(payload, HEADER));
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // Avro reports bad bytes in a dozen ways, from EOFException to ArrayIndexOutOfBounds; all mean the same
            // here.
            throw new PayloadException(Reason.UNDECODABLE, expected.getName() + " can't be decoded: " + cause(e));
        }
        if (bytes.remaining() != 0) {
            throw new PayloadException(
                    Reason.UNDECODABLE, bytes.remaining() + " bytes are left over after the " + expected.getName());
        }
        return value;
    }

    private static String cause(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private SpecificDatumReader<T> reader(int id) throws PayloadException {
        Writer<T> writer = writers.get(id);
        if (writer == null) {
            writer = writer(id);
            writers.put(id, writer);
        }
        return switch (writer) {
            case Writer.Usable<T> usable -> usable.reader();
            case Writer.Refused<T> bad -> throw new PayloadException(bad.reason(), bad.message());
        };
    }

    private Writer<T> writer(int id) throws PayloadException {
        Schema written;
        try {
            written = registry.schemaById(id);
        } catch (UnknownSchemaException e) {
            // Not kept here: the registry client forgets it soon, so that a schema registered later is seen.
            throw new PayloadException(Reason.UNKNOWN_SCHEMA, "schema id " + id + ": " + e.getMessage());
        }
        if (!written.getFullName().equals(expected.getFullName())) {
            return new Writer.Refused<>(
                    Reason.WRONG_RECORD,
                    "schema id " + id + " is " + written.getFullName() + ", expected " + expected.getFullName());
        }
        try {
            SchemaCompatibility.SchemaPairCompatibility compatible =
                    SchemaCompatibility.checkReaderWriterCompatibility(expected, written);
            if (compatible.getType() == SchemaCompatibilityType.COMPATIBLE) {
                return new Writer.Usable<>(new SpecificDatumReader<>(written, expected, model));
            }
            return new Writer.Refused<>(
                    Reason.UNDECODABLE,
                    "schema id " + id + " can't be read as " + expected.getFullName() + ": "
                            + compatible.getResult().getIncompatibilities());
        } catch (AvroRuntimeException | StackOverflowError e) {
            return new Writer.Refused<>(Reason.UNDECODABLE, "schema id " + id + ": " + cause(e));
        }
    }
}
