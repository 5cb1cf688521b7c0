package dev.sluice.app.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka Streams itself flushes the store, before the commit that the changes belong to. */
class WriteBackStoreCommitTest {
    private static final String STORE = "purses";
    private static final String CHANGELOG = "wallet-" + STORE + "-changelog";

    @TempDir
    Path stateDir;

    private TopologyTestDriver driver;
    private TestInputTopic<String, String> input;
    private TestOutputTopic<String, byte[]> changelog;

    /** Adds the amounts of a record, one by one, to the purse of its key; "empty" removes the purse. */
    private static final class Cashier implements Processor<String, String, Void, Void> {
        private @Nullable WriteBackStore<Purse> purses;

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            purses = context.getStateStore(STORE);
        }

        @Override
        public void process(Record<String, String> record) {
            WriteBackStore<Purse> store = Objects.requireNonNull(purses, "init comes first");
            for (String amount : record.value().split(" ", -1)) {
                if (amount.equals("empty")) {
                    store.remove(record.key());
                } else {
                    Purse purse = Objects.requireNonNullElseGet(store.get(record.key()), () -> new Purse(0));
                    purse.coins += Long.parseLong(amount);
                    store.put(record.key(), purse);
                }
            }
        }
    }

    @BeforeEach
    void start() {
        Topology topology = new Topology()
                .addSource("read", "payments")
                .addProcessor("cashier", Cashier::new, "read")
                .addStateStore(new WriteBackStoreBuilder<>(STORE, Purse.CODEC, 100), "cashier");
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "wallet");
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        config.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
        config.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
        driver = new TopologyTestDriver(topology, config);
        input = driver.createInputTopic("payments", new StringSerializer(), new StringSerializer());
        changelog = driver.createOutputTopic(CHANGELOG, new StringDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void allChangesOfACommitMakeOneChangelogRecord() {
        input.pipeInput("ann", "1 2 3 4");
        List<byte[]> logged = changelog.readValuesToList();
        assertThat(logged).hasSize(1);
        assertThat(Purse.CODEC.read(new StateReader(logged.getFirst())).coins).isEqualTo(10);
    }

    @Test
    void aCommitWithoutAChangeLogsNothing() {
        input.pipeInput("ann", "5");
        changelog.readRecordsToList();
        input.pipeInput("bob", "empty");
        assertThat(changelog.isEmpty()).isTrue();
    }

    @Test
    void aRemovedKeyIsATombstone() {
        input.pipeInput("ann", "5");
        input.pipeInput("ann", "empty");
        assertThat(changelog.readRecordsToList())
                .extracting(record -> record.value() == null)
                .containsExactly(false, true);
    }

    @Test
    void whatIsPutAndRemovedWithinACommitIsNoMoreThanATombstone() {
        input.pipeInput("ann", "5 empty");
        assertThat(changelog.readRecordsToList()).singleElement().satisfies(record -> assertThat(record.value())
                .isNull());
    }

    @Test
    void itCannotBeBuiltWithoutAChangelog() {
        assertThatThrownBy(() -> new WriteBackStoreBuilder<>(STORE, Purse.CODEC, 1).withLoggingDisabled())
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("lose state");
    }
}
