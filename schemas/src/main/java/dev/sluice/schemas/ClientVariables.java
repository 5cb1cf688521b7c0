package dev.sluice.schemas;

import java.util.Locale;
import java.util.Optional;

/** Environment variables that name properties of Kafka's or the registry's clients, in the app and in the trainer. */
public final class ClientVariables {
    private static final String KAFKA = "SLUICE_KAFKA_";
    private static final String LOG_LEVEL = "SLUICE_KAFKA_LOG_LEVEL";
    private static final String SCHEMA_REGISTRY = "SLUICE_SCHEMA_REGISTRY_";
    private static final String REGISTRY = "SLUICE_REGISTRY_";

    private ClientVariables() {}

    /** The property of Kafka's clients that the variable names, such as {@code SLUICE_KAFKA_SECURITY_PROTOCOL}. */
    public static Optional<String> kafkaProperty(String variable) {
        return variable.startsWith(KAFKA) && !variable.equals(LOG_LEVEL)
                ? Optional.of(propertyName(variable, KAFKA))
                : Optional.empty();
    }

    /** The property of the registry's client that the variable names: {@code SLUICE_[SCHEMA_]REGISTRY_…}. */
    public static Optional<String> registryProperty(String variable) {
        if (variable.startsWith(SCHEMA_REGISTRY)) {
            return Optional.of(propertyName(variable, SCHEMA_REGISTRY));
        }
        return variable.startsWith(REGISTRY) ? Optional.of(propertyName(variable, REGISTRY)) : Optional.empty();
    }

    /** As in Confluent's images: {@code _} is a dot, {@code __} an underscore, {@code ___} a dash. */
    public static String propertyName(String variable, String prefix) {
        return variable.substring(prefix.length())
                .toLowerCase(Locale.ROOT)
                .replace("___", "-")
                .replace("__", "\0")
                .replace('_', '.')
                .replace('\0', '_');
    }
}
