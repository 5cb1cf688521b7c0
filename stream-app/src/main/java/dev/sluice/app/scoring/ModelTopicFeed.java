package dev.sluice.app.scoring;

import dev.sluice.app.scoring.ShelfEntry.Source;
import dev.sluice.app.scoring.inspection.Announced;
import dev.sluice.app.scoring.inspection.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills a shelf from the {@code models} topic: every partition from its beginning, and then whatever comes. It is read
 * twice at the start, once to learn which record is each key's last, so that a topic that was not compacted yet does
 * not cause every model there ever was to be loaded. Where Kafka fails it starts over, and the shelf stays as it is
 * meanwhile.
 *
 * <p>Has a thread of its own, on which files are inspected and loaded. Close it before the process ends: the exit hook
 * of ONNX Runtime races with a session's creation.
 */
public final class ModelTopicFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelTopicFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final String topic;
    private final ModelShelf shelf;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Consumer<byte[], byte[]> current;
    private Duration pause = FIRST_PAUSE;

    private ModelTopicFeed(Supplier<Consumer<byte[], byte[]>> consumers, String topic, ModelShelf shelf) {
        this.consumers = consumers;
        this.topic = topic;
        this.shelf = shelf;
        this.thread = Thread.ofPlatform().daemon().name("sluice-models-topic").unstarted(this::run);
    }

    /**
     * Starts reading.
     *
     * @param consumers makes a consumer that reads committed records only and belongs to no group
     */
    public static ModelTopicFeed start(Supplier<Consumer<byte[], byte[]>> consumers, String topic, ModelShelf shelf) {
        ModelTopicFeed feed = new ModelTopicFeed(consumers, topic, shelf);
        feed.thread.start();
        return feed;
    }

    /** Whether all that was on the topic when the feed started has been offered to the shelf. */
    public boolean caughtUp() {
        return caughtUp.getCount() == 0;
    }

    /** Waits for {@link #caughtUp}, at most so long; returns whether it is. */
    public boolean awaitCaughtUp(Duration atMost) throws InterruptedException {
        return caughtUp.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run() {
        while (!closed(Duration.ZERO)) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                current = consumer;
                follow(consumer);
            } catch (WakeupException e) {
                return;
            } catch (RuntimeException e) {
                // Whatever it was: the operator may repair the cluster, and the models that are there go on scoring.
                LOG.warn("Models can't be read from {}, next try in {} ms: {}", topic, pause.toMillis(), e.toString());
            } finally {
                current = null;
            }
            if (closed(pause)) {
                return;
            }
            Duration twice = pause.multipliedBy(2);
            pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
        }
    }

    private boolean closed(Duration within) {
        try {
            return closing.await(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(p -> new TopicPartition(topic, p.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("the cluster has no topic " + topic);
        }
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<String, Place> last = new HashMap<>();
        readUpTo(ends, consumer, record -> last.merge(key(record), Place.of(record), Place::later));
        Set<String> present = new HashSet<>();
        readUpTo(ends, consumer, record -> {
            if (Place.of(record).equals(last.get(key(record)))) {
                take(record);
                if (record.value() != null) {
                    present.add(key(record));
                }
            }
        });
        if (closed(Duration.ZERO)) {
            return;
        }
        shelf.keepOnly(Source.TOPIC, present);
        caughtUp.countDown();
        pause = FIRST_PAUSE;
        while (!closed(Duration.ZERO)) {
            consumer.poll(POLL).forEach(this::take);
        }
    }

    /** Reads from the beginning to these ends; what is behind them comes when it is polled for next. */
    private void readUpTo(
            Map<TopicPartition, Long> ends,
            Consumer<byte[], byte[]> consumer,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
        consumer.seekToBeginning(ends.keySet());
        Map<TopicPartition, Long> open = new HashMap<>(ends);
        while (!closed(Duration.ZERO)) {
            open.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            if (open.isEmpty()) {
                break;
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < ends.getOrDefault(partition, 0L)) {
                    each.accept(record);
                }
            }
        }
        // Polled too far: back to where the rest begins.
        ends.forEach((partition, end) -> {
            if (consumer.position(partition) > end) {
                consumer.seek(partition, end);
            }
        });
    }

    /** Where a record lies. Of two that a key has on two partitions the one written later counts. */
    private record Place(int partition, long offset, long timestamp) {
        static Place of(ConsumerRecord<byte[], byte[]> record) {
            return new Place(record.partition(), record.offset(), record.timestamp());
        }

        Place later(Place other) {
            if (partition == other.partition) {
                return offset > other.offset ? this : other;
            }
            return timestamp > other.timestamp ? this : other;
        }
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        String name = key(record);
        byte[] file = record.value();
        if (closed(Duration.ZERO)) {
            return;
        }
        if (file == null) {
            shelf.remove(Source.TOPIC, name);
            return;
        }
        ModelKey.parse(name)
                .ifPresentOrElse(
                        key -> shelf.offer(Source.TOPIC, key, file, announced(record)),
                        () -> shelf.refuse(Source.TOPIC, name, noKey(name)));
    }

    /** What a record that has no model's key is refused with. */
    public static Refusal noKey(String name) {
        return new Refusal(
                Refusal.Code.UNREADABLE,
                "The record's key is '" + name + "', must be ACCOUNT/KIND, */KIND or, for a shadow, ACCOUNT/KIND#NAME");
    }

    /** What a record's headers say of its value. */
    public static Announced announced(ConsumerRecord<byte[], byte[]> record) {
        return new Announced(text(record, ModelHeaders.SHA256), text(record, ModelHeaders.VERSION), null);
    }

    private static @Nullable String text(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Stops reading; returns when nothing is being loaded any more. */
    @Override
    public void close() {
        closing.countDown();
        Consumer<byte[], byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
