package dev.sluice.app.command;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The catalogue's topics as the cluster has them. */
final class ClusterTopics {
    /** What creation did. */
    record Created(List<String> created, List<String> existing) {}

    /** One way in which the cluster is not as the catalogue says. */
    record Difference(String topic, String setting, String wanted, String found) {
        @Override
        public String toString() {
            return "%s: %s is %s, should be %s".formatted(topic, setting, found, wanted);
        }
    }

    /** A topic on the cluster. {@code span} is end minus beginning offsets, summed: records and markers. */
    record Existing(int partitions, int replicas, Map<String, String> config, long span) {}

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private final Admin admin;
    private final SluiceConfig.Cluster wanted;

    ClusterTopics(Admin admin, SluiceConfig.Cluster wanted) {
        this.admin = admin;
        this.wanted = wanted;
    }

    /** Creates what is missing; leaves the rest alone. Idempotent. */
    Created createMissing() throws InterruptedException, ExecutionException {
        List<NewTopic> topics = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            Optional<Short> replicas =
                    wanted.replicationFactor() < 0 ? Optional.empty() : Optional.of(wanted.replicationFactor());
            topics.add(new NewTopic(name(topic), Optional.of(wanted.partitions()), replicas).configs(topic.config()));
        }
        List<String> created = new ArrayList<>();
        List<String> existing = new ArrayList<>();
        for (Map.Entry<String, KafkaFuture<Void>> result :
                new TreeMap<>(admin.createTopics(topics).values()).entrySet()) {
            try {
                result.getValue().get();
                created.add(result.getKey());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
                existing.add(result.getKey());
            }
        }
        awaitLeaders(created);
        return new Created(List.copyOf(created), List.copyOf(existing));
    }

    /**
     * Waits until the partitions' leaders answer. An idempotent producer that is quicker can lose its first batch to
     * "not the leader yet" while the next is taken; the first then never fits in front of it and expires.
     */
    private void awaitLeaders(List<String> created) throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (!leadersAnswer(created) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private boolean leadersAnswer(List<String> names) throws InterruptedException, ExecutionException {
        try {
            Map<TopicPartition, OffsetSpec> asked = new LinkedHashMap<>();
            admin.describeTopics(names).allTopicNames().get().forEach((name, topic) -> topic.partitions()
                    .forEach(p -> asked.put(new TopicPartition(name, p.partition()), OffsetSpec.latest())));
            admin.listOffsets(asked).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException) {
                return false;
            }
            throw e;
        }
    }

    /** Every topic of the catalogue, with what the cluster has of it. */
    Map<Topic, Optional<Existing>> describe() throws InterruptedException, ExecutionException {
        Map<Topic, TopicDescription> found = descriptions();
        Map<String, Config> configs = configs(found);
        Map<String, Long> spans = spans(found);
        Map<Topic, Optional<Existing>> all = new LinkedHashMap<>();
        for (Topic topic : Topic.values()) {
            all.put(topic, Optional.ofNullable(found.get(topic)).map(d -> existing(topic, d, configs, spans)));
        }
        return all;
    }

    /** Where the cluster differs from the catalogue; empty where it does not. */
    List<Difference> differences() throws InterruptedException, ExecutionException {
        return differences(describe());
    }

    List<Difference> differences(Map<Topic, Optional<Existing>> described) {
        List<Difference> all = new ArrayList<>();
        described.forEach((topic, existing) -> {
            if (existing.isEmpty()) {
                all.add(new Difference(name(topic), "topic", "there", "missing"));
                return;
            }
            Existing is = existing.get();
            compare(all, topic, "partitions", wanted.partitions() + "", is.partitions() + "");
            if (wanted.replicationFactor() > 0) {
                compare(all, topic, "replicas", wanted.replicationFactor() + "", is.replicas() + "");
            }
            topic.config()
                    .forEach((key, value) ->
                            compare(all, topic, key, value, is.config().getOrDefault(key, "unset")));
        });
        return all;
    }

    private void compare(List<Difference> all, Topic topic, String setting, String should, String is) {
        if (!should.equals(is)) {
            all.add(new Difference(name(topic), setting, should, is));
        }
    }

    private Map<Topic, TopicDescription> descriptions() throws InterruptedException, ExecutionException {
        List<String> names = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            names.add(name(topic));
        }
        Map<String, KafkaFuture<TopicDescription>> asked =
                admin.describeTopics(names).topicNameValues();
        Map<Topic, TopicDescription> found = new LinkedHashMap<>();
        for (Topic topic : Topic.values()) {
            try {
                KafkaFuture<TopicDescription> answer = asked.get(name(topic));
                if (answer != null) {
                    found.put(topic, answer.get());
                }
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return found;
    }

    private Map<String, Config> configs(Map<Topic, TopicDescription> found)
            throws InterruptedException, ExecutionException {
        List<ConfigResource> resources = found.values().stream()
                .map(d -> new ConfigResource(ConfigResource.Type.TOPIC, d.name()))
                .toList();
        Map<String, Config> configs = new LinkedHashMap<>();
        admin.describeConfigs(resources)
                .all()
                .get()
                .forEach((resource, config) -> configs.put(resource.name(), config));
        return configs;
    }

    private Map<String, Long> spans(Map<Topic, TopicDescription> found)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> begin = new LinkedHashMap<>();
        Map<TopicPartition, OffsetSpec> end = new LinkedHashMap<>();
        for (TopicDescription topic : found.values()) {
            topic.partitions().forEach(p -> {
                begin.put(new TopicPartition(topic.name(), p.partition()), OffsetSpec.earliest());
                end.put(new TopicPartition(topic.name(), p.partition()), OffsetSpec.latest());
            });
        }
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                admin.listOffsets(end).all().get();
        Map<String, Long> spans = new LinkedHashMap<>();
        admin.listOffsets(begin).all().get().forEach((partition, first) -> {
            ListOffsetsResultInfo last = ends.get(partition);
            spans.merge(partition.topic(), last == null ? 0 : last.offset() - first.offset(), Long::sum);
        });
        return spans;
    }

    private static Existing existing(
            Topic topic, TopicDescription description, Map<String, Config> configs, Map<String, Long> spans) {
        Map<String, String> values = new TreeMap<>();
        Config config = configs.get(description.name());
        for (String key : topic.config().keySet()) {
            if (config != null && config.get(key) != null) {
                values.put(key, String.valueOf(config.get(key).value()));
            }
        }
        int replicas = description.partitions().stream()
                .mapToInt(p -> p.replicas().size())
                .min()
                .orElse(0);
        return new Existing(
                description.partitions().size(), replicas, values, spans.getOrDefault(description.name(), 0L));
    }

    private String name(Topic topic) {
        return topic.fullName(wanted.topicPrefix());
    }
}
