package dev.sluice.schemas;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Which serializer Kafka clients use for values: Sluice's, or Confluent's genuine one. One switch for both sides: the
 * system property {@value #SWITCH}, else the environment variable {@code SLUICE_AVRO_SERIALIZER}, is {@code sluice}
 * (default) or {@code confluent}. The latter needs a build with {@code -Pconfluent}. The bytes are the same.
 */
public final class AvroClients {
    /** System property of the switch. */
    public static final String SWITCH = "sluice.avro.serializer";

    private static final String VARIABLE = "SLUICE_AVRO_SERIALIZER";
    private static final String CONFLUENT_SERIALIZER = "io.confluent.kafka.serializers.KafkaAvroSerializer";
    private static final String CONFLUENT_DESERIALIZER = "io.confluent.kafka.serializers.KafkaAvroDeserializer";

    private enum Choice {
        SLUICE,
        CONFLUENT
    }

    private AvroClients() {}

    /**
     * Class name for {@code value.serializer}.
     *
     * @throws ConfigException where the switch has another value, or Confluent's class is not on the class path
     */
    public static String serializerClassName() {
        return choice() == Choice.SLUICE ? SluiceAvroSerializer.class.getName() : present(CONFLUENT_SERIALIZER);
    }

    /**
     * Class name for {@code value.deserializer}.
     *
     * @throws ConfigException as {@link #serializerClassName()}
     */
    public static String deserializerClassName() {
        return choice() == Choice.SLUICE ? SluiceAvroDeserializer.class.getName() : present(CONFLUENT_DESERIALIZER);
    }

    /**
     * The client's settings with what the chosen serializer needs: Confluent's must be told to read into classes and
     * to leave Java's marks out of the schemas it registers. What is set already stays.
     */
    public static Map<String, Object> settings(Map<String, ?> given) {
        Map<String, Object> settings = new HashMap<>(given);
        if (choice() == Choice.CONFLUENT) {
            settings.putIfAbsent("specific.avro.reader", true);
            settings.putIfAbsent("avro.remove.java.properties", true);
        }
        return settings;
    }

    /** The chosen serializer, configured for values. */
    public static Serializer<SpecificRecord> serializer(Map<String, ?> settings) {
        @SuppressWarnings("unchecked") // both serializers take any SpecificRecord
        Serializer<SpecificRecord> serializer = (Serializer<SpecificRecord>) instance(serializerClassName());
        serializer.configure(settings(settings), false);
        return serializer;
    }

    /** The chosen deserializer, configured for values. */
    public static Deserializer<SpecificRecord> deserializer(Map<String, ?> settings) {
        @SuppressWarnings("unchecked") // with specific.avro.reader, both give a SpecificRecord
        Deserializer<SpecificRecord> deserializer = (Deserializer<SpecificRecord>) instance(deserializerClassName());
        deserializer.configure(settings(settings), false);
        return deserializer;
    }

    private static Object instance(String className) {
        try {
            return Class.forName(className).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new ConfigException(SWITCH, className, "can't be created: " + e);
        }
    }

    private static Choice choice() {
        String value = Optional.ofNullable(System.getProperty(SWITCH))
                .or(() -> Optional.ofNullable(System.getenv(VARIABLE)))
                .map(String::trim)
                .orElse("");
        return switch (value) {
            case "", "sluice" -> Choice.SLUICE;
            case "confluent" -> Choice.CONFLUENT;
            default -> throw new ConfigException(SWITCH, value, "expected sluice or confluent");
        };
    }

    private static String present(String className) {
        try {
            Class.forName(className, false, AvroClients.class.getClassLoader());
            return className;
        } catch (ClassNotFoundException e) {
            throw new ConfigException(
                    SWITCH,
                    "confluent",
                    className + " is not on the class path: build with ./mvnw -Pconfluent, or choose sluice");
        }
    }
}
