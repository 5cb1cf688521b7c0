package dev.sluice.schemas;

import dev.sluice.schemas.PayloadException.Reason;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads values in Confluent's wire format as the records they were written as, whatever they are: for topics that are
 * none of Sluice's. Values of logical types stay what they are on the wire. Not thread-safe: one per thread.
 */
public final class GenericPayloadDecoder {
    private final SchemaRegistry registry;
    private final PayloadBytes bytes = new PayloadBytes();
    private final Map<Integer, GenericDatumReader<GenericRecord>> readers = new HashMap<>();

    public GenericPayloadDecoder(SchemaRegistry registry) {
        this.registry = registry;
    }

    /**
     * The record in the payload; its schema is the writer's.
     *
     * @throws PayloadException where the payload holds no Avro record, whatever its bytes are
     * @throws RegistryUnavailableException where the registry can't be asked about a new id
     */
    public GenericRecord decode(byte @Nullable [] payload) throws PayloadException {
        if (payload == null) {
            throw new PayloadException(Reason.EMPTY, "no value");
        }
        int id = PayloadDecoder.schemaId(payload);
        GenericDatumReader<GenericRecord> reader = reader(id);
        GenericRecord value;
        try {
            value = reader.read(null, bytes.over(payload, PayloadDecoder.HEADER));
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // As in PayloadDecoder: Avro reports bad bytes in a dozen ways.
            throw new PayloadException(Reason.UNDECODABLE, "schema id " + id + " can't be decoded: " + e);
        }
        if (bytes.remaining() != 0) {
            throw new PayloadException(Reason.UNDECODABLE, bytes.remaining() + " bytes are left over");
        }
        return value;
    }

    private GenericDatumReader<GenericRecord> reader(int id) throws PayloadException {
        GenericDatumReader<GenericRecord> known = readers.get(id);
        if (known != null) {
            return known;
        }
        try {
            Schema written = registry.schemaById(id);
            if (written.getType() != Schema.Type.RECORD) {
                throw new PayloadException(
                        Reason.WRONG_RECORD, "schema id " + id + " is a " + written.getType() + ", not a record");
            }
            GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(written);
            readers.put(id, reader);
            return reader;
        } catch (UnknownSchemaException e) {
            throw new PayloadException(Reason.UNKNOWN_SCHEMA, "schema id " + id + ": " + e.getMessage());
        } catch (AvroRuntimeException | StackOverflowError e) {
            throw new PayloadException(Reason.UNDECODABLE, "schema id " + id + ": " + e);
        }
    }
}
