package dev.sluice.app.command;

import dev.sluice.app.command.KafkaRights.Kind;
import dev.sluice.app.command.KafkaRights.Operation;
import dev.sluice.app.command.KafkaRights.Right;
import java.util.List;
import java.util.stream.Collectors;

/** The rights that an installation needs as KafkaUser resources of the Strimzi operator. */
final class UserManifest {
    private UserManifest() {}

    /**
     * @param cluster name of the Kafka resource
     * @param apiVersion {@code kafka.strimzi.io/v1}, or {@code v1beta2} for Strimzi before 0.49
     */
    static String yaml(List<KafkaRights> users, String cluster, String apiVersion) {
        StringBuilder yaml =
                new StringBuilder("# Written by `sluice topics users`; a test holds it to the catalogue.\n");
        for (KafkaRights user : users) {
            yaml.append("---\n# ").append(user.meaning()).append('\n');
            yaml.append("apiVersion: ").append(apiVersion).append("\nkind: KafkaUser\nmetadata:\n");
            yaml.append("  name: sluice-").append(user.user()).append('\n');
            yaml.append("  labels:\n    strimzi.io/cluster: ").append(cluster).append('\n');
            yaml.append("spec:\n  authentication:\n    type: scram-sha-512\n");
            yaml.append("  authorization:\n    type: simple\n    acls:\n");
            user.rights().forEach(right -> append(yaml, right));
        }
        return yaml.toString();
    }

    private static void append(StringBuilder yaml, Right right) {
        yaml.append("      - resource:\n          type: ")
                .append(word(right.kind()))
                .append('\n');
        yaml.append("          name: ").append(right.name()).append('\n');
        yaml.append("          patternType: ")
                .append(right.prefix() ? "prefix" : "literal")
                .append('\n');
        yaml.append("        operations: [")
                .append(right.operations().stream().map(Operation::word).collect(Collectors.joining(", ")))
                .append("]\n");
    }

    private static String word(Kind kind) {
        return switch (kind) {
            case TOPIC -> "topic";
            case GROUP -> "group";
            case TRANSACTIONAL_ID -> "transactionalId";
        };
    }
}
