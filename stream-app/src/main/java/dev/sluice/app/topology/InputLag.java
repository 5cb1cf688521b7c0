package dev.sluice.app.topology;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.schemas.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How much of its input an application has yet to commit. */
public final class InputLag {
    private InputLag() {}

    /** Records (and transaction markers) between the application's committed offsets and the ends of its inputs. */
    public static long of(Admin admin, SluiceConfig config) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(
                        config.streams().applicationId())
                .partitionsToOffsetAndMetadata()
                .get();
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (TopicPartition partition : partitions(admin, config)) {
            asked.put(partition, OffsetSpec.latest());
        }
        long lag = 0;
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end :
                admin.listOffsets(asked).all().get().entrySet()) {
            OffsetAndMetadata at = committed.get(end.getKey());
            lag += end.getValue().offset() - (at == null ? 0 : at.offset());
        }
        return lag;
    }

    private static Iterable<TopicPartition> partitions(Admin admin, SluiceConfig config)
            throws InterruptedException, ExecutionException {
        List<String> names = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            if (topic.isInput()) {
                names.add(topic.fullName(config.cluster().topicPrefix()));
            }
        }
        List<TopicPartition> all = new ArrayList<>();
        for (TopicDescription topic :
                admin.describeTopics(names).allTopicNames().get().values()) {
            topic.partitions().forEach(p -> all.add(new TopicPartition(topic.name(), p.partition())));
        }
        return all;
    }
}
