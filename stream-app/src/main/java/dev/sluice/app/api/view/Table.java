package dev.sluice.app.api.view;

import dev.sluice.schemas.PayloadDecoder;
import dev.sluice.schemas.PayloadException;
import dev.sluice.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.Lock;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The last value of each key of a topic, by account. Rows that are gone are remembered with their place, so that a
 * reader who asks what changed since a place hears of them too.
 */
public final class Table<T extends SpecificRecord> implements TopicView {
    /** The rows of one account: by key, and by where their last record lies. */
    private static final class Account<T> {
        private final NavigableMap<String, Row<T>> rows = new TreeMap<>();
        private final NavigableMap<Place, Row<T>> places = new TreeMap<>();
        private int standing;
    }

    private final Topic topic;
    private final PayloadDecoder<T> decoder;
    private final Function<T, String> account;
    private final Function<T, String> key;
    private final Predicate<T> counts;
    private final BiPredicate<T, T> replaces;
    private final Lock reading;
    private final NavigableMap<String, Account<T>> accounts = new TreeMap<>();
    private final Map<String, Row<T>> byRecordKey = new TreeMap<>();
    private long size;

    /**
     * An empty table.
     *
     * @param account whose a value is
     * @param key the row's name within the account
     * @param counts whether a value counts at all
     * @param replaces whether a new value takes the place of the old one
     */
    Table(
            Topic topic,
            PayloadDecoder<T> decoder,
            Function<T, String> account,
            Function<T, String> key,
            Predicate<T> counts,
            BiPredicate<T, T> replaces,
            Lock reading) {
        this.topic = topic;
        this.decoder = decoder;
        this.account = account;
        this.key = key;
        this.counts = counts;
        this.replaces = replaces;
        this.reading = reading;
    }

    @Override
    public Topic topic() {
        return topic;
    }

    @Override
    public int wanted() {
        return ALL;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void apply(ConsumerRecord<byte[], byte[]> record) throws PayloadException {
        String recordKey = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        Place place = new Place(record.partition(), record.offset());
        if (record.value() == null) {
            Row<T> last = byRecordKey.remove(recordKey);
            // An input without a value is a dead letter to the river: it takes nothing back.
            if (last != null && !last.gone() && !topic.isInput()) {
                put(new Row<>(last.account(), last.key(), last.value(), true, place));
            }
            return;
        }
        T value = decoder.decode(record.value());
        if (!counts.test(value)) {
            return;
        }
        Row<T> row = new Row<>(account.apply(value), key.apply(value), value, false, place);
        Optional<Row<T>> before = find(row.account(), row.key());
        if (before.isEmpty()
                || before.get().gone()
                || replaces.test(value, before.get().value())) {
            put(row);
            byRecordKey.put(recordKey, row);
        }
    }

    private void put(Row<T> row) {
        Account<T> of = accounts.computeIfAbsent(row.account(), a -> new Account<>());
        Row<T> before = of.rows.put(row.key(), row);
        if (before != null) {
            of.places.remove(before.place());
        }
        of.places.put(row.place(), row);
        int more = (row.gone() ? 0 : 1) - (before == null || before.gone() ? 0 : 1);
        of.standing += more;
        size += more;
    }

    private Optional<Row<T>> find(String name, String key) {
        Account<T> of = accounts.get(name);
        return of == null ? Optional.empty() : Optional.ofNullable(of.rows.get(key));
    }

    /** Accounts that have rows. */
    public Set<String> accounts() {
        return read(() -> {
            Set<String> names = new TreeSet<>();
            accounts.forEach((name, of) -> {
                if (of.standing > 0) {
                    names.add(name);
                }
            });
            return names;
        });
    }

    /** Whether an account has rows. */
    public boolean has(String name) {
        return read(() -> {
            Account<T> of = accounts.get(name);
            return of != null && of.standing > 0;
        });
    }

    /** The rows of an account, by key; empty where it has none. */
    public List<Row<T>> rows(String name) {
        return read(() -> {
            Account<T> of = accounts.get(name);
            return of == null
                    ? List.of()
                    : of.rows.values().stream().filter(row -> !row.gone()).toList();
        });
    }

    /** All rows, by account and key. */
    public List<Row<T>> rows() {
        return read(() -> accounts.values().stream()
                .flatMap(of -> of.rows.values().stream())
                .filter(row -> !row.gone())
                .toList());
    }

    /** One row. */
    public Optional<Row<T>> row(String name, String rowKey) {
        return read(() -> find(name, rowKey).filter(row -> !row.gone()));
    }

    /** What changed since these places (partition to next offset; a partition that is missing: since ever), oldest first. */
    public List<Row<T>> changedSince(String name, Map<Integer, Long> next) {
        return read(() -> {
            Account<T> of = accounts.get(name);
            List<Row<T>> changed = new ArrayList<>();
            if (of != null) {
                of.places.forEach((place, row) -> {
                    if (place.offset() >= next.getOrDefault(place.partition(), 0L)) {
                        changed.add(row);
                    }
                });
            }
            return changed;
        });
    }

    /** Where an account's table stands: partition to next offset. */
    public Map<Integer, Long> position(String name) {
        return read(() -> {
            Map<Integer, Long> position = new TreeMap<>();
            Account<T> of = accounts.get(name);
            if (of != null) {
                of.places.keySet().forEach(place -> position.merge(place.partition(), place.offset() + 1, Math::max));
            }
            return position;
        });
    }

    private <R> R read(Supplier<R> what) {
        reading.lock();
        try {
            return what.get();
        } finally {
            reading.unlock();
        }
    }
}
