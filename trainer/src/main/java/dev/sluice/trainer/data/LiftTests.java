package dev.sluice.trainer.data;

import dev.sluice.event.LiftTest;
import dev.sluice.schemas.PayloadDecoder;
import dev.sluice.schemas.SchemaRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The lift tests on their topic: the last statement of each account's test.
 *
 * @param all in the order of their ids
 */
public record LiftTests(List<Entry> all, TopicReader.Outcome outcome) {
    private static final double MICROS = 1e6;

    /** None were asked for. */
    public static final LiftTests NONE = new LiftTests(List.of(), new TopicReader.Outcome(0, 0, null));

    public LiftTests {
        all = List.copyOf(all);
    }

    /**
     * One test, currency units.
     *
     * @param outcome {@code revenue} or {@code new_customers}
     * @param spend NaN: unknown
     */
    public record Entry(
            String account,
            String testId,
            String channel,
            String outcome,
            double spend,
            double deltaSpend,
            double deltaOutcome,
            double standardError) {}

    private record Key(String account, String testId) {}

    /** Those of an account that measured this outcome. */
    public List<Entry> of(String account, String outcome) {
        return all.stream()
                .filter(test -> test.account().equals(account) && test.outcome().equals(outcome))
                .toList();
    }

    /**
     * Reads the topic as far as it is written now.
     *
     * @throws TableException where there is no such topic
     */
    public static LiftTests read(TopicReader reader, String topic, SchemaRegistry registry) throws TableException {
        PayloadDecoder<LiftTest> decoder = new PayloadDecoder<>(LiftTest.class, registry);
        Map<Key, LiftTest> latest = new LinkedHashMap<>();
        TopicReader.Outcome outcome = reader.read(topic, (read, all) -> {}, record -> {
            if (record.value() != null) {
                LiftTest test = decoder.decode(record.value());
                Key key = new Key(test.getAccount(), test.getTestId());
                LiftTest known = latest.get(key);
                if (known == null || known.getRevision() <= test.getRevision()) {
                    latest.put(key, test);
                }
            }
        });
        return new LiftTests(
                latest.values().stream()
                        .filter(test -> !test.getWithdrawn())
                        .sorted((a, b) -> a.getTestId().compareTo(b.getTestId()))
                        .map(LiftTests::entry)
                        .toList(),
                outcome);
    }

    private static Entry entry(LiftTest test) {
        return new Entry(
                test.getAccount(),
                test.getTestId(),
                test.getChannel(),
                test.getOutcome(),
                test.getSpendMicros().map(micros -> micros / MICROS).orElse(Double.NaN),
                test.getDeltaSpendMicros() / MICROS,
                test.getDeltaOutcome(),
                test.getStandardError());
    }
}
