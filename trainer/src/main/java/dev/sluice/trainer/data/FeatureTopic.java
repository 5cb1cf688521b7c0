package dev.sluice.trainer.data;

import dev.sluice.event.FeatureRow;
import dev.sluice.schemas.PayloadDecoder;
import dev.sluice.schemas.SchemaRegistry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The very rows that the app fed to its models, as rows to learn from: one for each account, channel and week whose
 * outcome is known, namely the last that came with an outcome. Inputs are all that any of those rows has; dates are the
 * weeks' Mondays, a series is account/channel. Sorted by week, account and channel, so that the order in which
 * partitions were read leaves no trace.
 */
public final class FeatureTopic {
    /** A look at a channel's week: the week itself or the next one (horizon), at a moment. */
    private record Key(LocalDate week, String account, String channel, double horizon, Instant scoredAt) {}

    private final String kind;
    private final SortedMap<Key, FeatureRow> completed = new TreeMap<>(Comparator.comparing(Key::week)
            .thenComparing(Key::account)
            .thenComparing(Key::channel)
            .thenComparing(Key::horizon)
            .thenComparing(Key::scoredAt));
    private final SortedSet<String> otherKinds = new TreeSet<>();
    private int withoutOutcome;

    private FeatureTopic(String kind) {
        this.kind = kind;
    }

    /**
     * What the rows make.
     *
     * @param withoutOutcome rows of this kind passed over as they had no outcome yet, or none that is a number
     */
    public record Features(Dataset dataset, int withoutOutcome) {}

    /** What reading the topic made. */
    public record Read(Features features, TopicReader.Outcome outcome) {}

    /**
     * The rows of this kind of model.
     *
     * @throws TableException where none has an outcome
     */
    public static Features from(Iterable<FeatureRow> rows, String kind) throws TableException {
        FeatureTopic topic = new FeatureTopic(kind);
        rows.forEach(topic::add);
        return topic.features("the rows");
    }

    /**
     * The rows of this kind of model on a topic, as far as it is written now.
     *
     * @throws TableException where it can't be read, or no row has an outcome
     */
    public static Read read(
            TopicReader reader, String topic, SchemaRegistry registry, String kind, ReadProgress progress)
            throws TableException {
        FeatureTopic rows = new FeatureTopic(kind);
        PayloadDecoder<FeatureRow> decoder = new PayloadDecoder<>(FeatureRow.class, registry);
        TopicReader.Outcome outcome = reader.read(topic, progress, record -> {
            if (record.value() != null) {
                rows.add(decoder.decode(record.value()));
            }
        });
        String fault = outcome.firstFault();
        return new Read(
                rows.features("topic " + topic + (fault == null ? "" : " (with faults, the first: " + fault + ")")),
                outcome);
    }

    private void add(FeatureRow row) {
        if (!row.getKind().equals(kind)) {
            otherKinds.add(row.getKind());
        } else if (row.getOutcome().filter(Double::isFinite).isEmpty()) {
            withoutOutcome++;
        } else {
            completed.put(
                    new Key(
                            row.getWeek(),
                            row.getAccount(),
                            row.getChannel(),
                            Objects.requireNonNullElse(row.getNumbers().get("horizon"), 0.0),
                            row.getScoredAt()),
                    row);
        }
    }

    private Features features(String source) throws TableException {
        if (completed.isEmpty()) {
            throw new TableException("%s: no row of kind \"%s\" has an outcome yet (%d have none; other kinds: %s)"
                    .formatted(source, kind, withoutOutcome, otherKinds.isEmpty() ? "none" : otherKinds));
        }
        List<FeatureRow> rows = List.copyOf(completed.values());
        List<String> numberNames = names(rows, FeatureRow::getNumbers);
        List<String> categoryNames = names(rows, FeatureRow::getCategories);
        if (numberNames.isEmpty() && categoryNames.isEmpty()) {
            throw new TableException(source + ": the rows of kind \"" + kind + "\" have no inputs");
        }
        double[][] numbers = new double[numberNames.size()][];
        for (int c = 0; c < numbers.length; c++) {
            String name = numberNames.get(c);
            numbers[c] = rows.stream()
                    .mapToDouble(row -> number(row.getNumbers().get(name)))
                    .toArray();
        }
        @Nullable String[][] categories = new String[categoryNames.size()][];
        for (int c = 0; c < categories.length; c++) {
            String name = categoryNames.get(c);
            categories[c] =
                    rows.stream().map(row -> row.getCategories().get(name)).toArray(String[]::new);
        }
        Dataset dataset = new Dataset(
                numberNames,
                numbers,
                categoryNames,
                categories,
                rows.stream().mapToDouble(row -> row.getOutcome().orElseThrow()).toArray(),
                rows.stream().mapToLong(row -> row.getWeek().toEpochDay()).toArray(),
                rows.stream()
                        .map(row -> row.getAccount() + "/" + row.getChannel())
                        .toArray(String[]::new));
        return new Features(dataset, withoutOutcome);
    }

    private static double number(@Nullable Double value) {
        return value == null || value.isInfinite() ? Double.NaN : value;
    }

    private static <V> List<String> names(List<FeatureRow> rows, Function<FeatureRow, Map<String, V>> inputs) {
        SortedSet<String> names = new TreeSet<>();
        rows.forEach(row -> names.addAll(inputs.apply(row).keySet()));
        return List.copyOf(names);
    }
}
