package dev.sluice.app.command;

import dev.sluice.schemas.Topic;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Who needs which rights on a cluster, and no more than that. Topics are made and configured by whoever owns the
 * cluster: nobody here may create, alter or delete one of the catalogue's.
 *
 * @param user name without the prefix of all of them
 * @param meaning what the user is for
 */
record KafkaRights(String user, String meaning, List<Right> rights) {
    /** What a right is on. */
    enum Kind {
        TOPIC,
        GROUP,
        TRANSACTIONAL_ID
    }

    /** An operation of Kafka's access control, as Strimzi writes it. */
    enum Operation {
        READ("Read"),
        WRITE("Write"),
        CREATE("Create"),
        DELETE("Delete"),
        DESCRIBE("Describe"),
        DESCRIBE_CONFIGS("DescribeConfigs");

        private final String word;

        Operation(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /**
     * A right.
     *
     * @param name of the resource, or what its name starts with
     */
    record Right(Kind kind, String name, boolean prefix, Set<Operation> operations) {
        Right {
            operations = EnumSet.copyOf(operations);
        }
    }

    /** All users of an installation. */
    static List<KafkaRights> of(String topicPrefix, String applicationId) {
        return List.of(
                app(topicPrefix, applicationId),
                new KafkaRights(
                        "trainer",
                        "`sluice train --from-topic`, `train response --topic`, `model publish`",
                        topics(
                                topicPrefix,
                                EnumSet.of(
                                        Topic.FEATURES,
                                        Topic.CHANNEL_METRICS,
                                        Topic.LIFT_TESTS,
                                        Topic.BUDGET_POLICIES,
                                        Topic.MODELS),
                                EnumSet.of(Topic.MODELS),
                                false)),
                new KafkaRights(
                        "feeds",
                        "whoever sends spend, clicks and orders to the cluster",
                        topics(
                                topicPrefix,
                                EnumSet.noneOf(Topic.class),
                                EnumSet.of(Topic.AD_SPEND, Topic.AD_CLICKS, Topic.ORDERS),
                                false)),
                connect(topicPrefix),
                new KafkaRights("lag", "KEDA, which looks how far the app is behind", lag(topicPrefix, applicationId)));
    }

    private static KafkaRights app(String topicPrefix, String applicationId) {
        // Its API reads whatever there is, and takes in events, policies and lift tests; models come from the trainer.
        List<Right> rights =
                topics(topicPrefix, EnumSet.allOf(Topic.class), EnumSet.complementOf(EnumSet.of(Topic.MODELS)), true);
        rights.add(new Right(
                Kind.TOPIC, applicationId + "-", true, EnumSet.allOf(Operation.class))); // the changelogs of its state
        rights.add(new Right(Kind.GROUP, applicationId, false, EnumSet.of(Operation.READ, Operation.DESCRIBE)));
        rights.add(new Right(
                Kind.TRANSACTIONAL_ID, applicationId + "-", true, EnumSet.of(Operation.WRITE, Operation.DESCRIBE)));
        return new KafkaRights("app", "`sluice run`, with its HTTP API", rights);
    }

    private static KafkaRights connect(String topicPrefix) {
        List<Right> rights = topics(
                topicPrefix,
                EnumSet.of(Topic.CHANNEL_METRICS, Topic.RECOMMENDATIONS),
                EnumSet.noneOf(Topic.class),
                false);
        rights.add(new Right(Kind.GROUP, "connect-sluice-", true, EnumSet.of(Operation.READ)));
        return new KafkaRights("connect", "the sinks of deploy/connect; the worker has rights of its own", rights);
    }

    private static List<Right> lag(String topicPrefix, String applicationId) {
        List<Right> rights = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            if (topic.isInput()) {
                rights.add(new Right(Kind.TOPIC, topic.fullName(topicPrefix), false, EnumSet.of(Operation.DESCRIBE)));
            }
        }
        rights.add(new Right(Kind.GROUP, applicationId, false, EnumSet.of(Operation.DESCRIBE)));
        return rights;
    }

    private static List<Right> topics(String topicPrefix, Set<Topic> read, Set<Topic> written, boolean configs) {
        List<Right> rights = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            Set<Operation> operations = EnumSet.noneOf(Operation.class);
            if (read.contains(topic)) {
                operations.add(Operation.READ);
            }
            if (written.contains(topic)) {
                operations.add(Operation.WRITE);
            }
            if (!operations.isEmpty()) {
                operations.add(Operation.DESCRIBE);
                if (configs) {
                    operations.add(Operation.DESCRIBE_CONFIGS);
                }
                rights.add(new Right(Kind.TOPIC, topic.fullName(topicPrefix), false, operations));
            }
        }
        return rights;
    }
}
