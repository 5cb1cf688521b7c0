package dev.sluice.app.command;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.intake.PolicyRules;
import dev.sluice.app.ops.ExitCode;
import dev.sluice.event.BudgetPolicy;
import dev.sluice.schemas.AvroClients;
import dev.sluice.schemas.PayloadDecoder;
import dev.sluice.schemas.PayloadException;
import dev.sluice.schemas.SchemaRegistry;
import dev.sluice.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.Serializer;

/** The {@code budget-policies} topic, for those who set policies and look at them. */
final class PolicyTopic {
    private final SluiceConfig config;
    private final String name;

    PolicyTopic(SluiceConfig config) {
        this.config = config;
        this.name = Topic.BUDGET_POLICIES.fullName(config.cluster().topicPrefix());
    }

    /**
     * The policies in force, by account: of those that intake takes, the one with the highest revision.
     *
     * @param nowMillis milliseconds since the epoch
     */
    NavigableMap<String, BudgetPolicy> inForce(long nowMillis) {
        NavigableMap<String, BudgetPolicy> policies = new TreeMap<>();
        try (Consumer<byte[], byte[]> consumer = Connections.consumer(config);
                SchemaRegistry registry = Connections.registry(config)) {
            PayloadDecoder<BudgetPolicy> decoder = new PayloadDecoder<>(BudgetPolicy.class, registry);
            TopicReader reader = TopicReader.open(consumer, name).orElseThrow(this::missing);
            reader.fromBeginning();
            reader.toEnd(record -> {
                read(record, decoder, nowMillis)
                        .ifPresent(policy -> policies.merge(
                                policy.getAccount(), policy, (a, b) -> b.getRevision() > a.getRevision() ? b : a));
                return true;
            });
        }
        return policies;
    }

    /** The record's policy; empty where the app makes a dead letter of it. */
    private static Optional<BudgetPolicy> read(
            ConsumerRecord<byte[], byte[]> record, PayloadDecoder<BudgetPolicy> decoder, long nowMillis) {
        if (record.key() == null || record.value() == null) {
            return Optional.empty();
        }
        try {
            BudgetPolicy policy = decoder.decode(record.value());
            String key = new String(record.key(), StandardCharsets.UTF_8);
            return key.equals(policy.getAccount())
                            && PolicyRules.refusal(policy, nowMillis).isEmpty()
                    ? Optional.of(policy)
                    : Optional.empty();
        } catch (PayloadException e) {
            return Optional.empty();
        }
    }

    /** Sends a policy; says where it is. */
    String set(BudgetPolicy policy) throws ExecutionException, InterruptedException {
        if (config.cluster().autoCreateTopics()) {
            try (Admin admin = Connections.admin(config)) {
                new ClusterTopics(admin, config.cluster()).createMissing();
            }
        }
        try (Producer<byte[], byte[]> producer = Connections.producer(config);
                Serializer<SpecificRecord> serializer = AvroClients.serializer(config.registryProperties())) {
            byte[] key = policy.getAccount().getBytes(StandardCharsets.UTF_8);
            RecordMetadata at = producer.send(new ProducerRecord<>(name, key, serializer.serialize(name, policy)))
                    .get();
            return name + ", partition " + at.partition() + ", offset " + at.offset();
        }
    }

    private CommandFailure missing() {
        return new CommandFailure(
                ExitCode.DATA_PROBLEMS, "The cluster has no topic " + name + "; `sluice topics create` makes it");
    }
}
