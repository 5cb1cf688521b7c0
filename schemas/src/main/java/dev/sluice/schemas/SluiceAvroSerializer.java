package dev.sluice.schemas;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Kafka serializer of the contracts in Confluent's wire format, configured with Confluent's keys:
 * {@code schema.registry.url}, {@code auto.register.schemas} (true), {@code use.latest.version} (false),
 * {@code value.subject.name.strategy}, {@code basic.auth.*}, {@code bearer.auth.*}. For values only.
 */
public final class SluiceAvroSerializer implements Serializer<SpecificRecord> {
    private @Nullable SchemaRegistry registry;
    private @Nullable PayloadEncoder encoder;

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        if (isKey) {
            throw new ConfigException(
                    "key.serializer",
                    getClass().getName(),
                    "Sluice's keys are UTF-8 strings: " + "use StringSerializer");
        }
        Object strategy = configs.get(SubjectNaming.KEY);
        SubjectNaming naming = strategy == null ? SubjectNaming.TOPIC_NAME : SubjectNaming.named(strategy);
        PayloadEncoder.IdSource source = source(configs);
        close();
        SchemaRegistry connected = SchemaRegistry.connect(configs);
        registry = connected;
        encoder = new PayloadEncoder(connected, source, naming);
    }

    private static PayloadEncoder.IdSource source(Map<String, ?> configs) {
        if (flag(configs, "use.latest.version", false) && !flag(configs, "auto.register.schemas", true)) {
            return PayloadEncoder.IdSource.LATEST;
        }
        // As in Confluent's: auto.register.schemas, where it is true, wins over use.latest.version.
        return flag(configs, "auto.register.schemas", true)
                ? PayloadEncoder.IdSource.REGISTER
                : PayloadEncoder.IdSource.LOOK_UP;
    }

    static boolean flag(Map<String, ?> configs, String key, boolean otherwise) {
        String text = RegistryConfig.text(configs, key);
        if (text == null) {
            return otherwise;
        }
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new ConfigException(key, text, "expected true or false");
        }
        return Boolean.parseBoolean(text);
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable SpecificRecord data) {
        PayloadEncoder configured = encoder;
        if (configured == null) {
            throw new IllegalStateException("configure() must be called before serialize()");
        }
        if (data == null) {
            return null;
        }
        try {
            return configured.encode(topic, data);
        } catch (IllegalArgumentException | RegistryUnavailableException | RegistryRejectedException e) {
            throw new SerializationException("topic " + topic + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        if (registry != null) {
            registry.close();
        }
    }
}
