package dev.sluice.app.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store promises its processor, over a real inner store. */
class WriteBackStoreTest {
    @TempDir
    Path stateDir;

    private final KeyValueStore<Bytes, byte[]> inner = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("purses"), Serdes.Bytes(), Serdes.ByteArray())
            .withCachingDisabled()
            .withLoggingDisabled()
            .build();
    private final List<String> calls = new ArrayList<>();
    private @Nullable WriteBackStore<Purse> opened;

    private WriteBackStore<Purse> open(int capacity) {
        WriteBackStore<Purse> store = new WriteBackStore<>(listened(), Purse.CODEC, capacity);
        MockProcessorContext<Void, Void> context =
                new MockProcessorContext<>(new Properties(), new TaskId(0, 0), stateDir.toFile());
        store.init(context.getStateStoreContext(), store);
        opened = store;
        return store;
    }

    /** The inner store, with what is asked of it written down. */
    @SuppressWarnings("unchecked")
    private KeyValueStore<Bytes, byte[]> listened() {
        return (KeyValueStore<Bytes, byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KeyValueStore.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "get", "put" -> calls.add(method.getName() + " " + text((Bytes) arguments[0]));
                        case "putAll" ->
                            ((List<KeyValue<Bytes, byte[]>>) arguments[0])
                                    .forEach(entry -> calls.add("put " + text(entry.key)));
                        default -> {}
                    }
                    try {
                        return method.invoke(inner, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static String text(Bytes key) {
        return new String(key.get(), StandardCharsets.UTF_8);
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    @Test
    void aValueIsWrittenOnceACommitHoweverOftenItChanges() {
        WriteBackStore<Purse> store = open(10);
        Purse purse = new Purse(0);
        for (int i = 0; i < 1_000; i++) {
            purse.coins++;
            store.put("ann", purse);
        }
        assertThat(calls).isEmpty();
        store.flushCache();
        store.flushCache();
        assertThat(calls).containsExactly("put ann");
        assertThat(stored("ann")).isEqualTo(1_000);
        purse.coins++;
        store.put("ann", purse);
        store.flushCache();
        assertThat(stored("ann")).isEqualTo(1_001);
    }

    @Test
    void aKeyIsReadOnceWhetherItIsThereOrNot() {
        inner.init(contextOf(), inner);
        inner.put(key("ann"), RoundTrip.bytes(Purse.CODEC, new Purse(7)));
        WriteBackStore<Purse> store = new WriteBackStore<>(listened(), Purse.CODEC, 10);
        for (int i = 0; i < 3; i++) {
            assertThat(coins(store.get("ann"))).isEqualTo(7);
            assertThat(store.get("nobody")).isNull();
        }
        assertThat(calls).containsExactly("get ann", "get nobody");
        store.flushCache();
        assertThat(calls).as("reading writes nothing").hasSize(2);
        store.close();
    }

    private StateStoreContext contextOf() {
        return new MockProcessorContext<Void, Void>(new Properties(), new TaskId(0, 0), stateDir.toFile())
                .getStateStoreContext();
    }

    @Test
    void aStoreThatHoldsNothingElseIsNotAskedForNewKeys() {
        WriteBackStore<Purse> store = open(10);
        for (int i = 0; i < 10; i++) {
            assertThat(store.get("k" + i)).isNull();
            store.put("k" + i, new Purse(i));
        }
        store.flushCache();
        assertThat(calls).noneMatch(call -> call.startsWith("get"));
        // From here on it may hold what is not among the objects.
        assertThat(store.get("one more")).isNull();
        assertThat(coins(store.get("k0"))).isZero();
        store.clearCache();
        assertThat(coins(store.get("k5"))).isEqualTo(5);
    }

    @Test
    void whatIsRemovedIsGoneAtOnceAndDeletedAtCommit() {
        WriteBackStore<Purse> store = open(10);
        store.put("ann", new Purse(1));
        store.flushCache();
        store.remove("ann");
        assertThat(store.get("ann")).isNull();
        assertThat(stored("ann")).isEqualTo(1);
        store.flushCache();
        assertThat(inner.get(key("ann"))).isNull();
        store.remove("nobody");
        calls.clear();
        store.flushCache();
        assertThat(calls).as("removing nothing writes nothing").isEmpty();
        store.put("ann", new Purse(2));
        assertThat(coins(store.get("ann"))).isEqualTo(2);
    }

    @Test
    void evictionWritesBackWhatItLetsGo() {
        WriteBackStore<Purse> store = open(10);
        for (int i = 0; i < 100; i++) {
            store.put("k" + i, new Purse(i));
        }
        for (int i = 0; i < 100; i++) {
            assertThat(coins(store.get("k" + i))).isEqualTo(i);
        }
    }

    @Test
    void theLeastRecentlyUsedIsLetGoFirst() {
        WriteBackStore<Purse> store = open(10);
        for (int i = 0; i < 10; i++) {
            store.put("k" + i, new Purse(i));
        }
        assertThat(coins(store.get("k0"))).isZero();
        store.put("one more", new Purse(99));
        calls.clear();
        store.get("k0");
        assertThat(calls).as("k0 was used last and stayed").isEmpty();
        store.get("k1");
        assertThat(calls).containsExactly("get k1");
    }

    @Test
    void aPrefixIsWalkedInKeyOrderWhileItsEntriesChange() {
        WriteBackStore<Purse> store = open(3);
        store.put("b/1", new Purse(1));
        store.put("a/2", new Purse(2));
        store.put("a/10", new Purse(10));
        store.put("a/1", new Purse(1));
        store.put("ab", new Purse(5));
        List<String> walked = new ArrayList<>();
        store.forEach("a/", (key, purse) -> {
            walked.add(key);
            if (key.equals("a/1")) {
                store.remove("a/2");
                store.put("a/3", new Purse(3));
            } else {
                purse.coins *= 2;
                store.put(key, purse);
            }
        });
        assertThat(walked)
                .as("removed ones are passed over, new ones not visited")
                .containsExactly("a/1", "a/10");
        assertThat(coins(store.get("a/10"))).isEqualTo(20);
        List<String> all = new ArrayList<>();
        store.forEach("", (key, purse) -> all.add(key + "=" + purse.coins));
        assertThat(all).containsExactly("a/1=1", "a/10=20", "a/3=3", "ab=5", "b/1=1");
    }

    @Test
    void aSweepGoesThroughAllInTurnsAndRemovesWhatIsToGo() {
        WriteBackStore<Purse> store = open(4);
        for (int i = 10; i < 60; i++) {
            store.put("k" + i, new Purse(i));
        }
        TreeMap<String, Long> left = new TreeMap<>();
        String after = null;
        int turns = 0;
        do {
            after = store.sweep(after, 7, (key, purse) -> purse.coins % 3 == 0);
            turns++;
        } while (after != null);
        store.forEach("", (key, purse) -> left.put(key, purse.coins));
        assertThat(turns).isBetween(8, 10);
        assertThat(left).hasSize(34).allSatisfy((key, coins) -> assertThat(coins % 3)
                .isNotZero());
        store.flushCache();
        assertThat(inner.get(key("k12"))).isNull();
    }

    @Test
    void aSweepSeesWhatIsNotYetWrittenBack() {
        WriteBackStore<Purse> store = open(10);
        store.put("ann", new Purse(1));
        store.flushCache();
        store.put("ann", new Purse(2));
        assertThat(store.sweep(null, 10, (key, purse) -> purse.coins == 1)).isNull();
        assertThat(coins(store.get("ann"))).isEqualTo(2);
        assertThat(store.sweep(null, 10, (key, purse) -> purse.coins == 2)).isNull();
        assertThat(store.get("ann")).isNull();
    }

    @Test
    void whatWasNotCommittedIsForgottenWithTheCache() {
        WriteBackStore<Purse> store = open(10);
        store.put("ann", new Purse(1));
        store.flushCache();
        store.put("ann", new Purse(2));
        store.put("bob", new Purse(3));
        store.clearCache();
        store.flushCache();
        assertThat(coins(store.get("ann"))).isEqualTo(1);
        assertThat(store.get("bob")).isNull();
    }

    @Test
    void itBehavesAsAMapWhateverItsCapacity() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            WriteBackStore<Purse> store = open(1 + random.nextInt(12));
            TreeMap<String, Long> model = new TreeMap<>();
            for (int step = 0; step < 400; step++) {
                String key = (random.nextBoolean() ? "a/" : "b/") + random.nextInt(12);
                switch (random.nextInt(7)) {
                    case 0, 1 -> {
                        Purse purse = store.get(key);
                        if (purse == null) {
                            purse = new Purse(0);
                        }
                        purse.coins += step;
                        store.put(key, purse);
                        model.merge(key, (long) step, Long::sum);
                    }
                    case 2 -> {
                        store.put(key, new Purse(step));
                        model.put(key, (long) step);
                    }
                    case 3 -> {
                        store.remove(key);
                        model.remove(key);
                    }
                    case 4 -> {
                        Purse purse = store.get(key);
                        assertThat(purse == null ? null : (Long) purse.coins).isEqualTo(model.get(key));
                    }
                    case 5 -> store.flushCache();
                    default -> {
                        TreeMap<String, Long> walked = new TreeMap<>();
                        store.forEach("a/", (k, purse) -> walked.put(k, purse.coins));
                        assertThat(walked).isEqualTo(model.subMap("a/", "a0"));
                    }
                }
            }
            store.flushCache();
            store.clearCache();
            TreeMap<String, Long> kept = new TreeMap<>();
            store.forEach("", (k, purse) -> kept.put(k, purse.coins));
            assertThat(kept).as("seed %d", seed).isEqualTo(model);
            store.close();
        }
    }

    private long stored(String key) {
        return Purse.CODEC.read(new StateReader(inner.get(key(key)))).coins;
    }

    private static Bytes key(String key) {
        return Bytes.wrap(key.getBytes(StandardCharsets.UTF_8));
    }

    private static long coins(@Nullable Purse purse) {
        assertThat(purse).isNotNull();
        return purse == null ? -1 : purse.coins;
    }
}
