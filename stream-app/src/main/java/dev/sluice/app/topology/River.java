package dev.sluice.app.topology;

import dev.sluice.app.board.Backlog;
import dev.sluice.app.ledger.LedgerProcessor;
import dev.sluice.app.ops.BudgetMeters;
import dev.sluice.app.ops.RiverMeters;
import dev.sluice.app.ops.ScoringMeters;
import dev.sluice.app.scoring.Shelf;
import dev.sluice.schemas.SchemaRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * What the topology is built from.
 *
 * @param topicPrefix prefix of every topic name
 * @param partitions partition count that every input topic has
 * @param rules what the ledgers and the board go by
 * @param publishInterval least time between two publications of a row
 * @param heapObjects entries that each store keeps as objects, per partition
 * @param registry resolves the schema ids of incoming records
 * @param serializer writes outgoing records
 * @param clock the wall clock
 * @param backlog told which tasks have something to publish
 * @param scoring what the scoring stage goes by
 * @param budget what the budget stage goes by
 */
public record River(
        String topicPrefix,
        int partitions,
        LedgerProcessor.Rules rules,
        Duration publishInterval,
        int heapObjects,
        SchemaRegistry registry,
        Serializer<SpecificRecord> serializer,
        InstantSource clock,
        RiverMeters meters,
        Backlog backlog,
        Scoring scoring,
        Budget budget) {

    /**
     * What the scoring stage goes by.
     *
     * @param shelf the models, which may come and go
     * @param interval time between two rounds
     */
    public record Scoring(Shelf shelf, Duration interval, ScoringMeters meters) {}

    /**
     * What the budget stage goes by; it takes its models from scoring's shelf.
     *
     * @param interval least time between two looks at an account
     */
    public record Budget(Duration interval, BudgetMeters meters) {}

    public River {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions is " + partitions + ", must be 1 or more");
        }
    }
}
