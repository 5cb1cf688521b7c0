package dev.sluice.app.command;

import dev.sluice.app.command.ClusterTopics.Difference;
import dev.sluice.app.command.ClusterTopics.Existing;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.ops.ExitCode;
import dev.sluice.schemas.Topic;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.server.common.MetadataVersion;

/** The doctor's look at the cluster: whether it answers, what it can, its topics, and what we may do there. */
final class ClusterChecks {
    private final Admin admin;
    private final SluiceConfig config;
    private final List<Finding> findings = new ArrayList<>();

    ClusterChecks(Admin admin, SluiceConfig config) {
        this.admin = admin;
        this.config = config;
    }

    /** One finding where the cluster does not answer; the rest would say the same. */
    List<Finding> all() throws InterruptedException {
        Set<AclOperation> mayDo;
        try {
            DescribeClusterResult cluster =
                    admin.describeCluster(new DescribeClusterOptions().includeAuthorizedOperations(true));
            int brokers = cluster.nodes().get().size();
            mayDo = cluster.authorizedOperations().get();
            findings.add(Finding.ok(
                    "cluster",
                    config.cluster().bootstrapServers() + ", " + (brokers == 1 ? "1 broker" : brokers + " brokers")));
        } catch (ExecutionException e) {
            CommandFailure failure = CommandFailure.of(e);
            findings.add(Finding.fail(
                    "cluster",
                    config.cluster().bootstrapServers() + ": " + failure.getMessage(),
                    "start the broker, or correct bootstrap.servers and the kafka.* security settings",
                    ExitCode.CLUSTER_UNREACHABLE));
            return findings;
        }
        attempt("features", this::features);
        attempt("topics", () -> topics(mayDo));
        attempt("access", this::access);
        return findings;
    }

    private interface Check {
        void run() throws InterruptedException, ExecutionException;
    }

    private void attempt(String subject, Check check) throws InterruptedException {
        try {
            check.run();
        } catch (ExecutionException e) {
            findings.add(Finding.fail(
                    subject,
                    CommandFailure.of(e).getMessage() + "",
                    "grant this user what docs/operations.md lists",
                    ExitCode.CLUSTER_UNREACHABLE));
        }
    }

    private void features() throws InterruptedException, ExecutionException {
        Map<String, FinalizedVersionRange> features =
                admin.describeFeatures().featureMetadata().get().finalizedFeatures();
        FinalizedVersionRange metadata = features.get("metadata.version");
        findings.add(
                metadata == null
                        ? Finding.warn("version", "the brokers don't say", "Kafka 4.0 or later is needed")
                        : Finding.ok("version", "metadata.version " + version(metadata.maxVersionLevel())));
        FinalizedVersionRange transactions = features.get("transaction.version");
        int level = transactions == null ? 0 : transactions.maxVersionLevel();
        findings.add(
                level >= 2
                        ? Finding.ok("transactions", "transaction.version " + level)
                        : Finding.fail(
                                "transactions",
                                "transaction.version " + level + ", exactly-once needs 2",
                                "kafka-features.sh upgrade --feature transaction.version=2",
                                ExitCode.DATA_PROBLEMS));
    }

    /** A cluster newer than this client has levels the client has no name for. */
    private static String version(short level) {
        try {
            return MetadataVersion.fromFeatureLevel(level).version();
        } catch (IllegalArgumentException e) {
            return "level " + level;
        }
    }

    private void topics(Set<AclOperation> mayDo) throws InterruptedException, ExecutionException {
        ClusterTopics topics = new ClusterTopics(admin, config.cluster());
        Map<Topic, Optional<Existing>> described = topics.describe();
        List<Difference> differences = topics.differences(described);
        long missing =
                differences.stream().filter(d -> d.setting().equals("topic")).count();
        inputPartitions(described);
        if (differences.isEmpty()) {
            findings.add(Finding.ok("topics", "all " + described.size() + " as the catalogue says"));
        } else if (missing == described.size()
                && config.cluster().autoCreateTopics()
                && mayDo.contains(AclOperation.CREATE)) {
            findings.add(Finding.warn("topics", "none there yet", "the app makes them, or `sluice topics create`"));
        } else if (missing > 0) {
            findings.add(Finding.fail("topics", missing + " missing", "sluice topics create", ExitCode.DATA_PROBLEMS));
        }
        differences.stream().filter(d -> !d.setting().equals("topic")).forEach(d -> findings.add(difference(d)));
    }

    private static Finding difference(Difference d) {
        return Finding.warn(
                d.topic(),
                d.setting() + " is " + d.found() + ", the catalogue says " + d.wanted(),
                d.setting().equals("partitions")
                        ? "set partitions to what the cluster has; never change them under a running app"
                        : "kafka-configs.sh --alter, or make the topic anew");
    }

    /** The promise that an account lives in one partition holds only where all inputs have the same count. */
    private void inputPartitions(Map<Topic, Optional<Existing>> described) {
        Set<Integer> counts = new TreeSet<>();
        described.forEach((topic, existing) -> {
            if (topic.isInput()) {
                existing.ifPresent(e -> counts.add(e.partitions()));
            }
        });
        if (counts.size() > 1) {
            findings.add(Finding.fail(
                    "inputs",
                    "input topics have differing partition counts: " + counts,
                    "make them anew with one and the same count",
                    ExitCode.DATA_PROBLEMS));
        } else if (counts.size() == 1) {
            findings.add(Finding.ok("inputs", "every input topic has the same partition count: " + counts));
        }
    }

    private void access() throws InterruptedException, ExecutionException {
        Map<Topic, Optional<Existing>> described = new ClusterTopics(admin, config.cluster()).describe();
        List<String> denied = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            String name = topic.fullName(config.cluster().topicPrefix());
            if (described.getOrDefault(topic, Optional.empty()).isEmpty()) {
                continue;
            }
            TopicDescription description = admin.describeTopics(
                            List.of(name), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                    .allTopicNames()
                    .get()
                    .get(name);
            Set<AclOperation> may = description == null ? Set.of() : description.authorizedOperations();
            Set<AclOperation> missing = EnumSet.copyOf(needed(topic));
            missing.removeAll(may == null ? missing : may);
            if (!missing.isEmpty()) {
                denied.add(missing + " on " + name);
            }
        }
        findings.add(
                denied.isEmpty()
                        ? Finding.ok("access", "this user may read and write what it must")
                        : Finding.fail(
                                "access",
                                "not allowed: " + String.join("; ", denied),
                                "grant it with kafka-acls.sh",
                                ExitCode.CLUSTER_UNREACHABLE));
    }

    private static Set<AclOperation> needed(Topic topic) {
        if (topic == Topic.STRAYS) {
            return EnumSet.of(AclOperation.READ, AclOperation.WRITE);
        }
        boolean read = topic.isInput() || topic == Topic.MODELS;
        return EnumSet.of(read ? AclOperation.READ : AclOperation.WRITE);
    }
}
