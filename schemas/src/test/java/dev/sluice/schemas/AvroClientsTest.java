package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.event.Order;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

final class AvroClientsTest {

    @AfterEach
    void reset() {
        System.clearProperty(AvroClients.SWITCH);
    }

    @Test
    void ownSerializerUnlessToldOtherwise() {
        Assumptions.assumeTrue(System.getenv("SLUICE_AVRO_SERIALIZER") == null);
        assertThat(AvroClients.serializerClassName()).isEqualTo("dev.sluice.schemas.SluiceAvroSerializer");
        System.setProperty(AvroClients.SWITCH, "sluice");
        assertThat(AvroClients.deserializerClassName()).isEqualTo("dev.sluice.schemas.SluiceAvroDeserializer");
        Order order = new RandomRecords(5).next(Order.class);
        try (RegistryFixture registry = new RegistryFixture();
                Serializer<SpecificRecord> serializer =
                        AvroClients.serializer(Map.of("schema.registry.url", registry.url()));
                Deserializer<SpecificRecord> deserializer =
                        AvroClients.deserializer(Map.of("schema.registry.url", registry.url()))) {
            assertThat(deserializer.deserialize("t", serializer.serialize("t", order)))
                    .isEqualTo(order);
        }
    }

    @Test
    void confluentsSerializerWhereItIsAbsentIsAClearError() {
        System.setProperty(AvroClients.SWITCH, "confluent");
        Assumptions.assumeFalse(
                isThere("io.confluent.kafka.serializers.KafkaAvroSerializer"), "built with -Pconfluent");
        assertThatThrownBy(AvroClients::serializerClassName)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("-Pconfluent");
        assertThat(AvroClients.settings(Map.of("specific.avro.reader", "false")))
                .containsEntry("specific.avro.reader", "false")
                .containsEntry("avro.remove.java.properties", true);
    }

    @Test
    void anyOtherChoiceIsRefused() {
        System.setProperty(AvroClients.SWITCH, "apicurio");
        assertThatThrownBy(AvroClients::deserializerClassName)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("expected sluice or confluent");
    }

    private static boolean isThere(String className) {
        try {
            Class.forName(className);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
