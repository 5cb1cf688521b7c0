package dev.sluice.trainer.data;

import dev.sluice.schemas.PayloadEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A topic of two partitions in Kafka's own consumer without a broker; values are real bytes. */
final class TopicFixture {
    static final String TOPIC = "sluice.features.v1";

    final MemoryRegistry registry = new MemoryRegistry();
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final Map<TopicPartition, Long> ends =
            new HashMap<>(Map.of(new TopicPartition(TOPIC, 0), 0L, new TopicPartition(TOPIC, 1), 0L));

    TopicFixture send(int partition, byte @Nullable [] value) {
        return send(partition, "1", value);
    }

    TopicFixture send(int partition, @Nullable String key, byte @Nullable [] value) {
        long offset = ends.merge(new TopicPartition(TOPIC, partition), 1L, Long::sum) - 1;
        byte @Nullable [] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        records.add(new ConsumerRecord<>(TOPIC, partition, offset, bytes, value));
        return this;
    }

    TopicFixture sendRow(int partition, SpecificRecord row) {
        return send(partition, new PayloadEncoder(registry, true).encode(TOPIC, row));
    }

    TopicFixture send(int partition, GenericRecord row) throws IOException {
        return send(partition, "1", row);
    }

    TopicFixture send(int partition, @Nullable String key, @Nullable GenericRecord row) throws IOException {
        if (row == null) {
            return send(partition, key, (byte[]) null);
        }
        ByteArrayOutputStream bytes = header(row.getSchema());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(row.getSchema()).write(row, encoder);
        encoder.flush();
        return send(partition, key, bytes.toByteArray());
    }

    private ByteArrayOutputStream header(Schema schema) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(ByteBuffer.allocate(5)
                .put((byte) 0)
                .putInt(registry.register("", schema))
                .array());
        return bytes;
    }

    TopicReader reader() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        consumer.updatePartitions(
                TOPIC,
                List.of(
                        new PartitionInfo(TOPIC, 0, Node.noNode(), new Node[0], new Node[0]),
                        new PartitionInfo(TOPIC, 1, Node.noNode(), new Node[0], new Node[0])));
        Map<TopicPartition, Long> begins = new HashMap<>();
        ends.keySet().forEach(partition -> begins.put(partition, 0L));
        consumer.updateBeginningOffsets(begins);
        consumer.updateEndOffsets(ends);
        consumer.schedulePollTask(() -> records.forEach(consumer::addRecord));
        return new TopicReader(consumer);
    }
}
