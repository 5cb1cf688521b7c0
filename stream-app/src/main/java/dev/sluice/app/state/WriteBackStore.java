package dev.sluice.app.state;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * A key-value store that keeps hot values as objects and writes the changed ones to a logged store when Kafka Streams
 * commits, so that an event costs a hash lookup instead of a serialisation, a RocksDB write and a changelog record.
 *
 * <p>Why it is exact under {@code exactly_once_v2}: {@code ProcessorStateManager.flushCache()} runs in
 * {@code StreamTask.prepareCommit()}, before the transaction's producer is flushed, for every registered store that is a
 * {@link CachedStateStore}. So the changelog records of a commit and its input offsets are in one transaction, and a
 * value that was not written back is one whose events were not committed either. That interface is the only internal
 * type used here (Kafka has no public hook at that point; {@code StateStore.commit} runs after the transaction).
 *
 * <p>Values may be mutable: change one and {@link #put} it back before the next call of this store. One thread uses a
 * store, as with every store of a task.
 *
 * @param <V> type of the values
 */
public final class WriteBackStore<V> implements StateStore, CachedStateStore<byte[], byte[]> {

    private static final class Slot<V> {
        final String key;

        @Nullable
        V value;

        boolean dirty;

        Slot(String key) {
            this.key = key;
        }
    }

    private final KeyValueStore<Bytes, byte[]> inner;
    private final StateCodec<V> codec;
    private final int capacity;
    private final LinkedHashMap<String, Slot<V>> slots = new LinkedHashMap<>(1024, 0.75f, true);
    private final List<Slot<V>> dirty = new ArrayList<>();
    private final StateWriter writer = new StateWriter();

    /**
     * Whether the store below holds no key that is not among the slots: then a new key needs no lookup there. Null until
     * the first lookup, which comes after the store was restored.
     */
    private @Nullable Boolean slotsAreAll;

    WriteBackStore(KeyValueStore<Bytes, byte[]> inner, StateCodec<V> codec, int capacity) {
        this.inner = inner;
        this.codec = codec;
        this.capacity = capacity;
    }

    /** The value of a key, or null. */
    public @Nullable V get(String key) {
        return slot(key).value;
    }

    /** Sets a key, or confirms that its (mutable) value has changed. */
    public void put(String key, V value) {
        Slot<V> slot = slots.get(key);
        if (slot == null) {
            slot = new Slot<>(key);
            insert(slot);
        }
        slot.value = value;
        markDirty(slot);
    }

    /** Removes a key, if it is there. */
    public void remove(String key) {
        Slot<V> slot = slot(key);
        if (slot.value != null) {
            slot.value = null;
            markDirty(slot);
        }
    }

    /**
     * Calls back with every entry whose key begins with the prefix, in key order; the empty prefix means all. The action
     * may change values and keys of this store: it works on a snapshot of the keys.
     */
    public void forEach(String prefix, BiConsumer<String, V> action) {
        flushCache();
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries =
                prefix.isEmpty() ? inner.all() : inner.prefixScan(prefix, new StringSerializer())) {
            while (entries.hasNext()) {
                KeyValue<Bytes, byte[]> entry = entries.next();
                keys.add(new String(entry.key.get(), StandardCharsets.UTF_8));
            }
        }
        for (String key : keys) {
            V value = get(key);
            if (value != null) {
                action.accept(key, value);
            }
        }
    }

    /**
     * Looks at the next entries in key order and removes those that are to go; values do not become hot by it.
     *
     * @param after the key that the last call returned, or null to begin anew
     * @param most how many entries to look at
     * @return where to go on, or null at the end
     */
    public @Nullable String sweep(@Nullable String after, int most, BiPredicate<String, V> gone) {
        flushCache();
        List<String> remove = new ArrayList<>();
        String last = after;
        int seen = 0;
        try (KeyValueIterator<Bytes, byte[]> entries = after == null ? inner.all() : inner.range(bytes(after), null)) {
            while (entries.hasNext() && seen < most) {
                KeyValue<Bytes, byte[]> entry = entries.next();
                last = new String(entry.key.get(), StandardCharsets.UTF_8);
                if (gone.test(last, codec.read(new StateReader(entry.value)))) {
                    remove.add(last);
                }
                seen++;
            }
            if (!entries.hasNext()) {
                last = null;
            }
        }
        remove.forEach(this::remove);
        return last;
    }

    private Slot<V> slot(String key) {
        Slot<V> slot = slots.get(key);
        if (slot == null) {
            slot = new Slot<>(key);
            byte[] stored = slotsAreAll() ? null : inner.get(bytes(key));
            if (stored != null) {
                slot.value = codec.read(new StateReader(stored));
            }
            insert(slot);
        }
        return slot;
    }

    private boolean slotsAreAll() {
        if (slotsAreAll == null) {
            try (KeyValueIterator<Bytes, byte[]> any = inner.all()) {
                slotsAreAll = !any.hasNext();
            }
        }
        return slotsAreAll;
    }

    private void insert(Slot<V> slot) {
        if (slots.size() >= capacity) {
            evict();
        }
        slots.put(slot.key, slot);
    }

    /** Makes room for a tenth: writes back what is dirty (the transaction holds it back until commit), drops the eldest. */
    private void evict() {
        flushCache();
        slotsAreAll = false;
        Iterator<Slot<V>> eldest = slots.values().iterator();
        for (int i = capacity / 10; i >= 0 && eldest.hasNext(); i--) {
            eldest.next();
            eldest.remove();
        }
    }

    private void markDirty(Slot<V> slot) {
        if (!slot.dirty) {
            slot.dirty = true;
            dirty.add(slot);
        }
    }

    private static Bytes bytes(String key) {
        return Bytes.wrap(key.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void flushCache() {
        if (dirty.isEmpty()) {
            return;
        }
        // One write batch: RocksDB takes a thousand changes in one for less than half of what it takes one by one.
        List<KeyValue<Bytes, byte[]>> batch = new ArrayList<>(dirty.size());
        for (Slot<V> slot : dirty) {
            batch.add(KeyValue.pair(bytes(slot.key), slot.value == null ? null : encode(slot.value)));
            slot.dirty = false;
        }
        dirty.clear();
        inner.putAll(batch);
    }

    private byte[] encode(V value) {
        writer.reset();
        codec.write(value, writer);
        return writer.toBytes();
    }

    @Override
    public void clearCache() {
        slots.clear();
        dirty.clear();
        slotsAreAll = null;
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<byte[], byte[]> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        inner.init(context, root);
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        inner.commit(changelogOffsets);
    }

    @Override
    public @Nullable Long committedOffset(TopicPartition partition) {
        return inner.committedOffset(partition);
    }

    @Override
    public boolean managesOffsets() {
        return inner.managesOffsets();
    }

    @Override
    public void close() {
        clearCache();
        inner.close();
    }

    @Override
    public boolean persistent() {
        return inner.persistent();
    }

    @Override
    public boolean isOpen() {
        return inner.isOpen();
    }

    @Override
    public <R> QueryResult<R> query(Query<R> query, PositionBound positionBound, QueryConfig config) {
        return inner.query(query, positionBound, config);
    }

    @Override
    public Position getPosition() {
        return inner.getPosition();
    }
}
