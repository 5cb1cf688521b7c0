package dev.sluice.app.topology;

import dev.sluice.app.board.BoardProcessor;
import dev.sluice.app.budget.BudgetProcessor;
import dev.sluice.app.intake.EventKind;
import dev.sluice.app.intake.IntakeProcessor;
import dev.sluice.app.ledger.LedgerProcessor;
import dev.sluice.app.ledger.LedgerStores;
import dev.sluice.app.scoring.ScoringProcessor;
import dev.sluice.app.state.WriteBackStoreBuilder;
import dev.sluice.schemas.Topic;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The river, from the input topics to the advice: one sub-topology, one task a partition, no repartition topic.
 *
 * <pre>
 *  ad-spend ─┐
 *  ad-clicks ┼─▶ intake ─▶ ledger ─▶ board ─▶ scoring ─▶ budget ─▶ recommendations
 *  orders ───┤      │         │         │         │         └───▶ recommendations-history
 *  policies ─┤      ├─▶ strays└─▶ dead- ├─▶ channel-metrics
 *  strays ───┘      └─▶ dead-letters    │         ├─▶ channel-scores
 *                                       │         └─▶ features
 *                                       └─▶ reconciliation
 * </pre>
 */
public final class SluiceTopology {
    private static final String INTAKE = "intake";
    private static final String LEDGER = "ledger";
    private static final String BOARD = "board";
    private static final String SCORING = "scoring";
    private static final String BUDGET = "budget";

    /** Records from old producers may have no timestamp; it decides nothing here, so any will do. */
    private static final TimestampExtractor TIMESTAMPS =
            (record, partitionTime) -> Math.max(0, record.timestamp() >= 0 ? record.timestamp() : partitionTime);

    private final River river;
    private final Topology topology = new Topology();

    private SluiceTopology(River river) {
        this.river = river;
    }

    /** Builds the topology. */
    public static Topology of(River river) {
        SluiceTopology sluice = new SluiceTopology(river);
        sluice.readInputs();
        sluice.intake();
        sluice.ledger();
        sluice.board();
        sluice.scoring();
        sluice.budget();
        sluice.writeOutputs();
        return sluice.topology;
    }

    private void readInputs() {
        for (String name : sources()) {
            topology.addSource(
                    Topology.AutoOffsetReset.EARLIEST,
                    source(name),
                    TIMESTAMPS,
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer(),
                    topicName(name));
        }
    }

    private void intake() {
        IntakeProcessor.Children children =
                new IntakeProcessor.Children(LEDGER, sink(Topic.STRAYS), sink(Topic.DEAD_LETTERS));
        topology.addProcessor(
                INTAKE,
                () -> new IntakeProcessor(
                        river.registry(),
                        river.topicPrefix(),
                        river.partitions(),
                        river.clock(),
                        river.meters(),
                        children),
                sources().stream().map(SluiceTopology::source).toArray(String[]::new));
    }

    private void ledger() {
        LedgerProcessor.Children children = new LedgerProcessor.Children(BOARD, sink(Topic.DEAD_LETTERS));
        topology.addProcessor(
                LEDGER, () -> new LedgerProcessor(river.rules(), river.clock(), river.meters(), children), INTAKE);
        for (WriteBackStoreBuilder<?> store : LedgerStores.builders(river.heapObjects())) {
            topology.addStateStore(store, LEDGER);
        }
    }

    private void board() {
        BoardProcessor.Children children =
                new BoardProcessor.Children(sink(Topic.CHANNEL_METRICS), sink(Topic.RECONCILIATION), SCORING);
        topology.addProcessor(
                BOARD,
                () -> new BoardProcessor(
                        river.rules().defaults(),
                        river.publishInterval(),
                        river.clock(),
                        river.meters(),
                        river.backlog(),
                        children),
                LEDGER);
        topology.addStateStore(BoardProcessor.store(river.heapObjects()), BOARD);
        topology.connectProcessorAndStateStores(BOARD, LedgerStores.ACCOUNTS);
    }

    private void scoring() {
        ScoringProcessor.Children children =
                new ScoringProcessor.Children(sink(Topic.CHANNEL_SCORES), sink(Topic.FEATURES), BUDGET);
        topology.addProcessor(
                SCORING,
                () -> new ScoringProcessor(
                        river.rules().defaults(),
                        river.scoring().interval(),
                        river.clock(),
                        river.scoring().shelf(),
                        river.scoring().meters(),
                        children),
                BOARD);
        for (WriteBackStoreBuilder<?> store : ScoringProcessor.stores(river.heapObjects())) {
            topology.addStateStore(store, SCORING);
        }
        topology.connectProcessorAndStateStores(SCORING, BoardProcessor.STORE, LedgerStores.ACCOUNTS);
    }

    private void budget() {
        BudgetProcessor.Children children =
                new BudgetProcessor.Children(sink(Topic.RECOMMENDATIONS), sink(Topic.RECOMMENDATIONS_HISTORY));
        topology.addProcessor(
                BUDGET,
                () -> new BudgetProcessor(
                        river.rules().defaults(),
                        river.budget().interval(),
                        river.clock(),
                        river.scoring().shelf(),
                        river.budget().meters(),
                        children),
                SCORING);
        topology.addStateStore(BudgetProcessor.store(river.heapObjects()), BUDGET);
        topology.connectProcessorAndStateStores(
                BUDGET, BoardProcessor.STORE, LedgerStores.ACCOUNTS, LedgerStores.POLICIES);
    }

    private void writeOutputs() {
        writeRaw(Topic.STRAYS, INTAKE);
        writeRaw(Topic.DEAD_LETTERS, INTAKE, LEDGER);
        write(Topic.CHANNEL_METRICS, BOARD);
        write(Topic.RECONCILIATION, BOARD);
        write(Topic.CHANNEL_SCORES, SCORING);
        write(Topic.FEATURES, SCORING);
        write(Topic.RECOMMENDATIONS, BUDGET);
        write(Topic.RECOMMENDATIONS_HISTORY, BUDGET);
    }

    private void writeRaw(Topic topic, String... parents) {
        topology.addSink(
                sink(topic),
                topic.fullName(river.topicPrefix()),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                parents);
    }

    private void write(Topic topic, String parent) {
        Serializer<SpecificRecord> values = river.serializer();
        topology.addSink(
                sink(topic),
                topic.fullName(river.topicPrefix()),
                new StringSerializer(),
                values,
                new AccountPartitioner(),
                parent);
    }

    private static List<String> sources() {
        List<String> names = new ArrayList<>();
        for (EventKind kind : EventKind.values()) {
            names.add(kind.topic().shortName());
        }
        names.add(Topic.STRAYS.shortName());
        return names;
    }

    private String topicName(String shortName) {
        return Topic.byName(shortName, river.topicPrefix()).orElseThrow().fullName(river.topicPrefix());
    }

    private static String source(String shortName) {
        return "read-" + shortName;
    }

    private static String sink(Topic topic) {
        return "write-" + topic.shortName();
    }
}
