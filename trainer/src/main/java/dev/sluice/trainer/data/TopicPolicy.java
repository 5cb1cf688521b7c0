package dev.sluice.trainer.data;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;

/** What the broker does with a topic's old records. */
public final class TopicPolicy {
    private TopicPolicy() {}

    /**
     * Whether the broker keeps the last record of each key only, sooner or later.
     *
     * @param settings of Kafka's clients, {@code bootstrap.servers} at least
     * @throws TableException where this client may not know
     */
    public static boolean isCompacted(Map<String, Object> settings, String topic) throws TableException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin.create(settings)) {
            Config config = admin.describeConfigs(List.of(resource))
                    .all()
                    .get()
                    .values()
                    .iterator()
                    .next();
            return config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value().contains(TopicConfig.CLEANUP_POLICY_COMPACT);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException denied) {
                throw new TableException(
                        "topic " + topic + ": its cleanup policy may not be read (" + denied.getMessage() + ")", e);
            }
            throw e.getCause() instanceof KafkaException failed ? failed : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }
}
