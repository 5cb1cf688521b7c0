package dev.sluice.app.command;

import dev.sluice.schemas.Contracts;
import dev.sluice.schemas.PayloadDecoder;
import dev.sluice.schemas.PayloadException;
import dev.sluice.schemas.SchemaRegistry;
import dev.sluice.schemas.UnknownSchemaException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Reads any value on Sluice's topics: which contract it is, its schema id says, not its topic. Not thread-safe. */
final class ValueDecoder {
    /** What a payload is. */
    sealed interface Decoded {
        record Value(SpecificRecord record) implements Decoded {}

        /** It looks like Confluent's wire format and can't be read. */
        record Unreadable(String problem) implements Decoded {}

        /** It does not even look like that. */
        record Other() implements Decoded {}
    }

    private static final int HEADER = 5;

    private final SchemaRegistry registry;
    private final Map<Class<?>, PayloadDecoder<? extends SpecificRecord>> decoders = new HashMap<>();

    ValueDecoder(SchemaRegistry registry) {
        this.registry = registry;
    }

    Decoded decode(byte[] payload) {
        if (payload.length < HEADER || payload[0] != 0) {
            return new Decoded.Other();
        }
        int id = ByteBuffer.wrap(payload, 1, 4).getInt();
        try {
            String name = registry.schemaById(id).getFullName();
            Optional<Class<? extends SpecificRecord>> type = Contracts.byFullName(name);
            return type.isEmpty()
                    ? new Decoded.Unreadable("schema id " + id + " is " + name + ", no record of Sluice's")
                    : new Decoded.Value(decoder(type.get()).decode(payload));
        } catch (UnknownSchemaException | PayloadException e) {
            return new Decoded.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    private PayloadDecoder<? extends SpecificRecord> decoder(Class<? extends SpecificRecord> type) {
        return decoders.computeIfAbsent(type, t -> new PayloadDecoder<>(type, registry));
    }
}
