package dev.sluice.app.state;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Builds {@link WriteBackStore}s over RocksDB with a compacted changelog.
 *
 * @param <V> type of the values
 */
public final class WriteBackStoreBuilder<V> implements StoreBuilder<WriteBackStore<V>> {
    private final StateCodec<V> codec;
    private final int capacity;
    private final StoreBuilder<KeyValueStore<Bytes, byte[]>> inner;

    /**
     * Describes a store.
     *
     * @param name name of the store, part of its changelog topic's name
     * @param capacity objects kept on the heap; the rest is read back from RocksDB
     */
    public WriteBackStoreBuilder(String name, StateCodec<V> codec, int capacity) {
        this.codec = codec;
        this.capacity = capacity;
        this.inner = Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }

    @Override
    public StoreBuilder<WriteBackStore<V>> withCachingEnabled() {
        return this;
    }

    @Override
    public StoreBuilder<WriteBackStore<V>> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<WriteBackStore<V>> withLoggingEnabled(Map<String, String> config) {
        inner.withLoggingEnabled(config);
        return this;
    }

    @Override
    public StoreBuilder<WriteBackStore<V>> withLoggingDisabled() {
        throw new UnsupportedOperationException("a write-back store without a changelog would lose state");
    }

    @Override
    public WriteBackStore<V> build() {
        return new WriteBackStore<>(inner.build(), codec, capacity);
    }

    @Override
    public Map<String, String> logConfig() {
        return inner.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
        return true;
    }

    @Override
    public String name() {
        return inner.name();
    }
}
