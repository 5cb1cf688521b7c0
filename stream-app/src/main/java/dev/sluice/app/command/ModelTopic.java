package dev.sluice.app.command;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.ops.ExitCode;
import dev.sluice.app.scoring.ModelHeaders;
import dev.sluice.app.scoring.ModelKey;
import dev.sluice.app.scoring.ModelLoading;
import dev.sluice.app.scoring.ModelTopicFeed;
import dev.sluice.app.scoring.inspection.Announced;
import dev.sluice.app.scoring.inspection.ModelInspection;
import dev.sluice.app.scoring.inspection.ModelInspection.Accepted;
import dev.sluice.app.scoring.inspection.ModelInspection.Refused;
import dev.sluice.app.scoring.inspection.Refusal;
import dev.sluice.schemas.Topic;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** The {@code models} topic, for those who publish to it and look at it. */
final class ModelTopic {
    /** What a record takes besides its value and key: headers, and the batch around it. */
    private static final int OVERHEAD = 512;

    private static final String ROW = "%-28s %-24s %11s  %-12s  %s%n";

    private final SluiceConfig config;
    private final String name;

    ModelTopic(SluiceConfig config) {
        this.config = config;
        this.name = Topic.MODELS.fullName(config.cluster().topicPrefix());
    }

    /** Sends a file that was accepted; says where it is, in one line. */
    String publish(ModelKey key, byte[] file, Accepted accepted) throws ExecutionException, InterruptedException {
        byte[] keyBytes = key.toString().getBytes(StandardCharsets.UTF_8);
        int length = file.length + keyBytes.length + OVERHEAD;
        checkLength(key, length);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(name, keyBytes, file);
        record.headers().add(ModelHeaders.VERSION, bytes(accepted.card().version()));
        record.headers().add(ModelHeaders.SHA256, bytes(accepted.sha256()));
        try (Producer<byte[], byte[]> producer = Connections.producer(config, length)) {
            RecordMetadata at = producer.send(record).get();
            return String.format(
                    "Published %s version %s to %s, partition %d, offset %d (%d bytes, sha256 %s)",
                    key, accepted.card().version(), name, at.partition(), at.offset(), file.length, accepted.sha256());
        }
    }

    private void checkLength(ModelKey key, int length) throws ExecutionException, InterruptedException {
        try (Admin admin = Connections.admin(config)) {
            ClusterTopics topics = new ClusterTopics(admin, config.cluster());
            if (config.cluster().autoCreateTopics()) {
                topics.createMissing();
            }
            Optional<ClusterTopics.Existing> topic =
                    Objects.requireNonNull(topics.describe().get(Topic.MODELS));
            String most = topic.orElseThrow(this::missing).config().getOrDefault("max.message.bytes", "");
            if (most.matches("\\d{1,18}") && length > Long.parseLong(most)) {
                throw new CommandFailure(
                        ExitCode.DATA_PROBLEMS,
                        "The model " + key + " is too long for " + name + ": as a record it has about " + length
                                + " bytes, the topic takes " + most + " (its max.message.bytes)");
            }
        }
    }

    private CommandFailure missing() {
        return new CommandFailure(
                ExitCode.DATA_PROBLEMS, "The cluster has no topic " + name + "; `sluice topics create` makes it");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private record Place(int partition, long offset) {
        static Place of(ConsumerRecord<byte[], byte[]> record) {
            return new Place(record.partition(), record.offset());
        }
    }

    /** Prints the last record of each key, and whether it would be used; returns whether all would be. */
    boolean list(ModelLoading loading, PrintWriter out) {
        try (Consumer<byte[], byte[]> consumer = Connections.consumer(config)) {
            TopicReader reader = TopicReader.open(consumer, name).orElseThrow(this::missing);
            Map<String, Place> last = new TreeMap<>();
            reader.fromBeginning();
            reader.toEnd(record -> {
                last.put(key(record), Place.of(record));
                return true;
            });
            // Files are long: only those that count are kept, and each only while it is judged.
            Map<String, String> rows = new TreeMap<>();
            boolean[] fit = {true};
            reader.fromBeginning();
            reader.toEnd(record -> {
                if (record.value() != null && Place.of(record).equals(last.get(key(record)))) {
                    fit[0] &= row(record, loading, rows);
                }
                return true;
            });
            out.printf(ROW, "KEY", "VERSION", "BYTES", "SHA256", "USED");
            rows.values().forEach(out::print);
            return fit[0];
        }
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    }

    private static boolean row(ConsumerRecord<byte[], byte[]> record, ModelLoading loading, Map<String, String> rows) {
        String key = key(record);
        Announced announced = ModelTopicFeed.announced(record);
        String version = announced.version() == null ? "" : announced.version();
        Optional<Refusal> refusal;
        Optional<ModelKey> parsed = ModelKey.parse(key);
        if (parsed.isEmpty()) {
            refusal = Optional.of(ModelTopicFeed.noKey(key));
        } else {
            Announced all = new Announced(
                    announced.sha256(), announced.version(), parsed.get().kind());
            switch (loading.judge(record.value(), all)) {
                case Accepted accepted -> {
                    refusal = Optional.empty();
                    version = accepted.card().version();
                }
                case Refused(Refusal why) -> refusal = Optional.of(why);
            }
        }
        String sha256 = ModelInspection.sha256(record.value()).substring(0, 12);
        String used = refusal.map(why -> "no, " + why).orElse("yes");
        rows.put(key, String.format(ROW, key, version, record.value().length, sha256, used));
        return refusal.isEmpty();
    }
}
