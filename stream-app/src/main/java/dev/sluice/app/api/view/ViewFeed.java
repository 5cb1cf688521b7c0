package dev.sluice.app.api.view;

import dev.sluice.schemas.PayloadException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills views from their topics, on a thread of its own: committed records only, all partitions, no group. Where Kafka or
 * the registry fails it goes on from where it was, and the views stay as they are meanwhile.
 */
final class ViewFeed implements AutoCloseable {
    /** What is told of the progress. */
    @FunctionalInterface
    interface Progress {
        void at(long rows, long lag);
    }

    private static final Logger LOG = LoggerFactory.getLogger(ViewFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Map<String, TopicView> views = new HashMap<>();
    private final Lock writing;
    private final Changes changes;
    private final Progress progress;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Thread thread;
    private volatile @Nullable Consumer<byte[], byte[]> current;
    private volatile boolean failing;
    private Duration pause = FIRST_PAUSE;

    ViewFeed(
            Supplier<Consumer<byte[], byte[]>> consumers,
            String topicPrefix,
            List<TopicView> views,
            Lock writing,
            Changes changes,
            Progress progress) {
        this.consumers = consumers;
        views.forEach(view -> this.views.put(view.topic().fullName(topicPrefix), view));
        this.writing = writing;
        this.changes = changes;
        this.progress = progress;
        this.thread = Thread.ofPlatform().daemon().name("sluice-api-view").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Whether all that was on the topics when the feed started has been read. */
    boolean isCaughtUp() {
        return caughtUp.getCount() == 0;
    }

    /** Whether it can't read now, and tries again. */
    boolean isFailing() {
        return failing;
    }

    boolean isClosed() {
        return closing.getCount() == 0;
    }

    private void run() {
        while (!waited(Duration.ZERO)) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                current = consumer;
                follow(consumer);
            } catch (WakeupException e) {
                return;
            } catch (RuntimeException e) {
                // Whatever it was: the operator may repair the cluster, and what was read is answered meanwhile.
                LOG.warn("The API's views can't be read, next try in {} ms: {}", pause.toMillis(), e.toString());
                failing = true;
            } finally {
                current = null;
            }
            if (waited(pause)) {
                return;
            }
            Duration twice = pause.multipliedBy(2);
            pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
        }
    }

    private boolean waited(Duration atMost) {
        try {
            return closing.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = partitions(consumer);
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        for (TopicPartition partition : partitions) {
            long begin = begins.getOrDefault(partition, 0L);
            int wanted = view(partition.topic()).wanted();
            // Markers of transactions take offsets too: twice as many for about as many records.
            long from =
                    wanted == TopicView.ALL ? begin : Math.max(begin, ends.getOrDefault(partition, 0L) - 2L * wanted);
            consumer.seek(partition, next.getOrDefault(partition, from));
        }
        while (!waited(Duration.ZERO)) {
            take(consumer, partitions);
            if (!isCaughtUp()) {
                ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
                if (ends.isEmpty()) {
                    caughtUp.countDown();
                    changes.tell();
                }
            }
            failing = false;
            pause = FIRST_PAUSE;
        }
    }

    private TopicView view(String topic) {
        TopicView view = views.get(topic);
        if (view == null) {
            throw new IllegalStateException("no view was asked for " + topic);
        }
        return view;
    }

    private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
        Map<String, List<PartitionInfo>> there = consumer.listTopics();
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : views.keySet()) {
            List<PartitionInfo> found = there.getOrDefault(topic, List.of());
            if (found.isEmpty()) {
                throw new KafkaException("the cluster has no topic " + topic + "; `sluice topics create` makes it");
            }
            found.forEach(p -> partitions.add(new TopicPartition(topic, p.partition())));
        }
        return partitions;
    }

    private void take(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        if (!records.isEmpty()) {
            writing.lock();
            try {
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    apply(record);
                }
            } finally {
                writing.unlock();
            }
            changes.tell();
        }
        long lag = 0;
        for (TopicPartition partition : partitions) {
            next.put(partition, consumer.position(partition));
            lag += Math.max(0, consumer.currentLag(partition).orElse(0));
        }
        progress.at(views.values().stream().mapToLong(TopicView::size).sum(), lag);
    }

    private void apply(ConsumerRecord<byte[], byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        try {
            view(record.topic()).apply(record);
        } catch (PayloadException e) {
            LOG.warn("{} offset {} is left out of the API's views: {}", partition, record.offset(), e.getMessage());
        }
        // Noted record by record: where the registry fails in the middle of a batch, what was applied is not again.
        next.put(partition, record.offset() + 1);
    }

    @Override
    public void close() {
        closing.countDown();
        changes.tell();
        Consumer<byte[], byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
