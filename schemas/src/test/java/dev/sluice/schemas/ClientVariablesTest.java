package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientVariablesTest {
    @Test
    void variablesNameKafkasProperties() {
        assertThat(ClientVariables.kafkaProperty("SLUICE_KAFKA_SECURITY_PROTOCOL"))
                .contains("security.protocol");
        assertThat(ClientVariables.kafkaProperty("SLUICE_KAFKA_A__B___C")).contains("a_b-c");
        assertThat(ClientVariables.kafkaProperty("SLUICE_KAFKA_LOG_LEVEL")).isEmpty();
        assertThat(ClientVariables.kafkaProperty("SLUICE_SCHEMA_REGISTRY_MAX_RETRIES"))
                .isEmpty();
    }

    @Test
    void bothPrefixesNameTheRegistrysProperties() {
        assertThat(ClientVariables.registryProperty("SLUICE_SCHEMA_REGISTRY_MAX_RETRIES"))
                .contains("max.retries");
        assertThat(ClientVariables.registryProperty("SLUICE_REGISTRY_MAX_RETRIES"))
                .contains("max.retries");
        assertThat(ClientVariables.registryProperty("SLUICE_KAFKA_RETRIES")).isEmpty();
    }
}
