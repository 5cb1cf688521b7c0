package dev.sluice.app.command;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.schemas.Topic;
import java.util.Locale;

/** The catalogue as KafkaTopic resources of the Strimzi operator. */
final class TopicManifest {
    private TopicManifest() {}

    /**
     * @param cluster name of the Kafka resource
     * @param apiVersion {@code kafka.strimzi.io/v1}, or {@code v1beta2} for Strimzi before 0.49
     */
    static String yaml(SluiceConfig.Cluster wanted, String cluster, String apiVersion) {
        StringBuilder yaml =
                new StringBuilder("# Written by `sluice topics manifest`; a test holds it to the catalogue.\n");
        for (Topic topic : Topic.values()) {
            String name = topic.fullName(wanted.topicPrefix());
            yaml.append("---\napiVersion: ").append(apiVersion).append("\nkind: KafkaTopic\nmetadata:\n");
            yaml.append("  name: ").append(resourceName(name)).append('\n');
            yaml.append("  labels:\n    strimzi.io/cluster: ").append(cluster).append('\n');
            yaml.append("spec:\n  topicName: ").append(name).append('\n');
            yaml.append("  partitions: ").append(wanted.partitions()).append('\n');
            if (wanted.replicationFactor() > 0) {
                yaml.append("  replicas: ").append(wanted.replicationFactor()).append('\n');
            }
            yaml.append("  config:\n");
            topic.config().forEach((key, value) -> yaml.append("    ")
                    .append(key)
                    .append(": ")
                    .append(value)
                    .append('\n'));
        }
        return yaml.toString();
    }

    /** Kubernetes allows fewer characters than Kafka. */
    private static String resourceName(String topic) {
        return topic.toLowerCase(Locale.ROOT).replace('_', '-').replaceAll("^[^a-z0-9]+", "");
    }
}
