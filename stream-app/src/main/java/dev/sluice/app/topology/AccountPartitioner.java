package dev.sluice.app.topology;

import dev.sluice.app.board.RowKey;
import dev.sluice.event.BudgetRecommendation;
import dev.sluice.event.FeatureRow;
import dev.sluice.event.Reconciliation;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Puts everything of an account on the partition that Kafka's default partitioner gives the bare account id. */
final class AccountPartitioner implements StreamPartitioner<String, SpecificRecord> {
    @Override
    public Optional<Set<Integer>> partitions(String topic, String key, SpecificRecord value, int partitions) {
        String name =
                switch (value) {
                    case Reconciliation books -> books.getAccount();
                    case FeatureRow row -> row.getAccount();
                    case BudgetRecommendation advice -> advice.getAccount();
                    case null, default -> RowKey.accountOf(key);
                };
        byte[] account = name.getBytes(StandardCharsets.UTF_8);
        return Optional.of(Set.of(Utils.toPositive(Utils.murmur2(account)) % partitions));
    }
}
