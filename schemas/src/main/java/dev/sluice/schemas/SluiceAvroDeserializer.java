package dev.sluice.schemas;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Kafka deserializer of the contracts from Confluent's wire format, configured with Confluent's keys
 * ({@code schema.registry.url}, {@code basic.auth.*}, {@code bearer.auth.*}). The class read into is the contract
 * ({@link Contracts}) that the writer's schema names. Not thread-safe, like the consumer that owns it. For values only.
 */
public final class SluiceAvroDeserializer implements Deserializer<SpecificRecord> {
    private @Nullable SchemaRegistry registry;
    private final Map<String, PayloadDecoder<?>> decoders = new HashMap<>();

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        if (isKey) {
            throw new ConfigException(
                    "key.deserializer",
                    getClass().getName(),
                    "Sluice's keys are UTF-8 strings: " + "use StringDeserializer");
        }
        if (!SluiceAvroSerializer.flag(configs, "specific.avro.reader", true)) {
            throw new ConfigException(
                    "specific.avro.reader", false, "this deserializer reads into Sluice's classes; remove the setting");
        }
        close();
        registry = SchemaRegistry.connect(configs);
        decoders.clear();
    }

    @Override
    public @Nullable SpecificRecord deserialize(String topic, byte @Nullable [] data) {
        SchemaRegistry connected = registry;
        if (connected == null) {
            throw new IllegalStateException("configure() must be called before deserialize()");
        }
        if (data == null) {
            return null;
        }
        try {
            return decoder(PayloadDecoder.schemaId(data), connected).decode(data);
        } catch (PayloadException e) {
            throw new SerializationException("topic " + topic + ": " + e.reason() + ", " + e.getMessage(), e);
        } catch (UnknownSchemaException | RegistryUnavailableException | RegistryRejectedException e) {
            throw new SerializationException("topic " + topic + ": " + e.getMessage(), e);
        }
    }

    private PayloadDecoder<?> decoder(int id, SchemaRegistry connected) throws UnknownSchemaException {
        String name = connected.schemaById(id).getFullName();
        PayloadDecoder<?> known = decoders.get(name);
        if (known == null) {
            Class<? extends SpecificRecord> type = Contracts.byFullName(name)
                    .orElseThrow(() -> new UnknownSchemaException(
                            "schema id " + id + " is " + name + ", which is none of Sluice's records"));
            known = new PayloadDecoder<>(type, connected);
            decoders.put(name, known);
        }
        return known;
    }

    @Override
    public void close() {
        if (registry != null) {
            registry.close();
        }
    }
}
