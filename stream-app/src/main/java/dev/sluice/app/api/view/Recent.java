package dev.sluice.app.api.view;

import dev.sluice.schemas.PayloadException;
import dev.sluice.schemas.Topic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The last records of a topic that is a log, so many for each account. */
public final class Recent<T> implements TopicView {
    /** Reads a record; empty where there is nothing to keep. */
    @FunctionalInterface
    interface Reading<T> {
        Optional<Row<T>> of(ConsumerRecord<byte[], byte[]> record) throws PayloadException;
    }

    private static final Comparator<Row<?>> NEWEST_FIRST = Comparator.<Row<?>, String>comparing(Row::key)
            .thenComparing(Row::place)
            .reversed();

    private final Topic topic;
    private final int wanted;
    private final int mostPerAccount;
    private final Reading<T> reader;
    private final Lock reading;
    private final Map<String, List<Row<T>>> byAccount = new TreeMap<>();
    private long size;

    /**
     * Nothing yet.
     *
     * @param wanted how many records of each partition are read at the start, or {@link TopicView#ALL}
     * @param reader gives rows whose keys sort by time
     */
    Recent(Topic topic, int wanted, int mostPerAccount, Reading<T> reader, Lock reading) {
        this.topic = topic;
        this.wanted = wanted;
        this.mostPerAccount = mostPerAccount;
        this.reader = reader;
        this.reading = reading;
    }

    @Override
    public Topic topic() {
        return topic;
    }

    @Override
    public int wanted() {
        return wanted;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void apply(ConsumerRecord<byte[], byte[]> record) throws PayloadException {
        Optional<Row<T>> row = reader.of(record);
        if (row.isEmpty()) {
            return;
        }
        List<Row<T>> rows = byAccount.computeIfAbsent(row.get().account(), a -> new ArrayList<>());
        rows.add(row.get());
        size++;
        // Let it grow to twice as many before it is cut: cutting each time would copy each time.
        if (rows.size() > 2 * mostPerAccount) {
            rows.subList(0, mostPerAccount).clear();
            size -= mostPerAccount;
        }
    }

    /** Those of an account, newest first. */
    public List<Row<T>> newest(String account) {
        reading.lock();
        try {
            List<Row<T>> rows = byAccount.getOrDefault(account, List.of());
            return rows.stream().sorted(NEWEST_FIRST).limit(mostPerAccount).toList();
        } finally {
            reading.unlock();
        }
    }

    /** Those of all accounts, newest first. */
    public List<Row<T>> newest() {
        reading.lock();
        try {
            return byAccount.values().stream()
                    .flatMap(List::stream)
                    .sorted(NEWEST_FIRST)
                    .toList();
        } finally {
            reading.unlock();
        }
    }
}
