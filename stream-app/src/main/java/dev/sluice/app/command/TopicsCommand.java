package dev.sluice.app.command;

import dev.sluice.app.command.ClusterTopics.Created;
import dev.sluice.app.command.ClusterTopics.Difference;
import dev.sluice.app.command.ClusterTopics.Existing;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.ops.ExitCode;
import dev.sluice.schemas.Topic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice topics}. */
@Command(
        name = "topics",
        description = "Create, show and check the topics Sluice reads and writes.",
        footer = {
            "",
            "Examples:",
            "  sluice topics create --bootstrap-servers kafka:9092",
            "  sluice topics create --set partitions=12 --set replication.factor=3",
            "  sluice topics diff && echo as the catalogue says",
            "  sluice topics manifest --cluster my-kafka | kubectl apply -f -",
            "  sluice topics users --cluster my-kafka | kubectl apply -f -"
        })
public final class TopicsCommand implements Runnable {
    private final Surroundings around;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    public TopicsCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: create, describe, diff, manifest or users");
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Create the topics that are missing. Doing it twice does no harm.")
    int create(@Mixin CommonOptions options) throws Exception {
        SluiceConfig config = options.loadQuietly(around);
        try (Admin admin = Connections.admin(config)) {
            ClusterTopics topics = new ClusterTopics(admin, config.cluster());
            Created result = topics.createMissing();
            result.created().forEach(name -> around.out().println("created  " + name));
            result.existing().forEach(name -> around.out().println("exists   " + name));
            if (!result.existing().isEmpty()) {
                List<Difference> differences = topics.differences(topics.describe()).stream()
                        .filter(d -> result.existing().contains(d.topic()))
                        .toList();
                differences.forEach(d -> around.err().println("warning: " + d));
            }
        }
        return ExitCode.OK.code();
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Show each topic: partitions, replicas, cleanup, retention and how many offsets it spans.")
    int describe(@Mixin CommonOptions options) throws Exception {
        SluiceConfig config = options.loadQuietly(around);
        try (Admin admin = Connections.admin(config)) {
            String row = "%-40s %10s %8s %-8s %-10s %14s%n";
            around.out().printf(row, "TOPIC", "PARTITIONS", "REPLICAS", "CLEANUP", "RETENTION", "OFFSETS");
            for (Map.Entry<Topic, Optional<Existing>> entry :
                    new ClusterTopics(admin, config.cluster()).describe().entrySet()) {
                String name = entry.getKey().fullName(config.cluster().topicPrefix());
                if (entry.getValue().isEmpty()) {
                    around.out().printf(row, name, "missing", "", "", "", "");
                    continue;
                }
                Existing is = entry.getValue().get();
                String cleanup = is.config().getOrDefault("cleanup.policy", "");
                String retention = retention(is.config().getOrDefault("retention.ms", ""));
                around.out().printf(row, name, is.partitions(), is.replicas(), cleanup, retention, is.span());
            }
        }
        return ExitCode.OK.code();
    }

    @Command(
            description = "Compare the cluster with the catalogue. Exit code 0: no difference; 6: differences, listed.")
    int diff(@Mixin CommonOptions options) throws Exception {
        SluiceConfig config = options.loadQuietly(around);
        try (Admin admin = Connections.admin(config)) {
            List<Difference> differences = new ClusterTopics(admin, config.cluster()).differences();
            differences.forEach(around.out()::println);
            if (differences.isEmpty()) {
                around.out().println("All " + Topic.values().length + " topics are as the catalogue says.");
            }
            return (differences.isEmpty() ? ExitCode.OK : ExitCode.DATA_PROBLEMS).code();
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Print the topics as KafkaTopic resources for the Strimzi operator. Needs no cluster.")
    int manifest(
            @Mixin CommonOptions options,
            @Option(
                            names = "--cluster",
                            paramLabel = "NAME",
                            defaultValue = "kafka",
                            description = "Name of the Kafka resource (default: ${DEFAULT-VALUE})")
                    String cluster,
            @Option(
                            names = "--api-version",
                            paramLabel = "VERSION",
                            defaultValue = "kafka.strimzi.io/v1",
                            description = "Default: ${DEFAULT-VALUE}; kafka.strimzi.io/v1beta2 for Strimzi before 0.49")
                    String apiVersion) {
        around.out().print(TopicManifest.yaml(options.load(around).cluster(), cluster, apiVersion));
        return ExitCode.OK.code();
    }

    @Command(
            mixinStandardHelpOptions = true,
            description =
                    "Print users with the rights that each part of an installation needs, as KafkaUser resources for"
                            + " the Strimzi operator. Needs no cluster.")
    int users(
            @Mixin CommonOptions options,
            @Option(
                            names = "--cluster",
                            paramLabel = "NAME",
                            defaultValue = "kafka",
                            description = "Name of the Kafka resource (default: ${DEFAULT-VALUE})")
                    String cluster,
            @Option(
                            names = "--api-version",
                            paramLabel = "VERSION",
                            defaultValue = "kafka.strimzi.io/v1",
                            description = "Default: ${DEFAULT-VALUE}; kafka.strimzi.io/v1beta2 for Strimzi before 0.49")
                    String apiVersion) {
        SluiceConfig config = options.load(around);
        List<KafkaRights> users =
                KafkaRights.of(config.cluster().topicPrefix(), config.streams().applicationId());
        around.out().print(UserManifest.yaml(users, cluster, apiVersion));
        return ExitCode.OK.code();
    }

    private static String retention(String millis) {
        if (millis.equals("-1")) {
            return "for ever";
        }
        return millis.matches("\\d{1,18}") ? Long.parseLong(millis) / 86_400_000 + "d" : millis;
    }
}
