package dev.sluice.trainer.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Rows to learn from and rows to be judged on, which nothing may look at before.
 *
 * @param training rows of the dataset
 * @param test the others
 * @param how the test rows were taken, in words
 */
@SuppressWarnings("ArrayRecordComponent") // indexes, not values to compare
public record Split(int[] training, int[] test, String how) {
    private static final long MOST_BYTES = 64L << 20;

    /**
     * Test rows listed in a JSON file: an array of rows of the table, the first is 0. Listed rows that the recipe left
     * out are no test rows.
     */
    public static Split listed(Path json, DatasetRecipe.Prepared prepared, int tableSize) throws TableException {
        Map<Integer, Integer> places = new HashMap<>();
        for (int row = 0; row < prepared.tableRows().length; row++) {
            places.put(prepared.tableRows()[row], row);
        }
        BitSet listed = new BitSet();
        BitSet test = new BitSet();
        for (JsonNode node : array(json)) {
            if (!node.isIntegralNumber() || !node.canConvertToInt()) {
                throw new TableException(json.getFileName() + ": " + node + " is no row number");
            }
            int row = node.intValue();
            if (row < 0 || row >= tableSize) {
                throw new TableException(
                        "%s: row %d: the table has rows 0 to %d".formatted(json.getFileName(), row, tableSize - 1));
            }
            if (listed.get(row)) {
                throw new TableException(json.getFileName() + ": row " + row + " is listed twice");
            }
            listed.set(row);
            Integer place = places.get(row);
            if (place != null) {
                test.set(place);
            }
        }
        int lost = listed.cardinality() - test.cardinality();
        String how = "the rows listed in " + json.getFileName()
                + (lost == 0 ? "" : ", less " + lost + " without target or date");
        return of(test, prepared.dataset().size(), how);
    }

    private static JsonNode array(Path json) throws TableException {
        try {
            if (Files.size(json) > MOST_BYTES) {
                throw new TableException(json.getFileName() + ": more than 64 MiB is no list of rows");
            }
            JsonNode root = new ObjectMapper().readTree(Files.readAllBytes(json));
            if (!root.isArray()) {
                throw new TableException(json.getFileName() + ": a JSON array of row numbers is expected: [3, 17, …]");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new TableException(json.getFileName() + ": no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new TableException(json + ": can't be read", e);
        }
    }

    /** A share of the rows, drawn with a seed. */
    public static Split shuffled(Dataset dataset, double share, long seed) throws TableException {
        int[] order = Shuffle.order(dataset.size(), new Random(seed));
        BitSet test = new BitSet();
        Arrays.stream(order).limit(count(dataset, share)).forEach(test::set);
        return of(test, dataset.size(), "%s of the rows, drawn with seed %d".formatted(percent(share), seed));
    }

    /** The last rows by date, at least this share: a day is never on both sides. */
    public static Split last(Dataset dataset, double share) throws TableException {
        requireDates(dataset);
        long[] sorted = dataset.days().clone();
        Arrays.sort(sorted);
        return since(dataset, LocalDate.ofEpochDay(sorted[sorted.length - count(dataset, share)]));
    }

    /** The rows of this day and later ones. */
    public static Split since(Dataset dataset, LocalDate first) throws TableException {
        requireDates(dataset);
        BitSet test = new BitSet();
        IntStream.range(0, dataset.size())
                .filter(row -> dataset.days()[row] >= first.toEpochDay())
                .forEach(test::set);
        return of(test, dataset.size(), "the rows since " + first);
    }

    private static void requireDates(Dataset dataset) throws TableException {
        if (!dataset.isDated()) {
            throw new TableException("test rows by date need a date column: name it");
        }
    }

    private static int count(Dataset dataset, double share) throws TableException {
        if (!(share > 0 && share < 1)) {
            throw new TableException("a test part of " + share + ": it must be more than 0 and less than 1");
        }
        return (int) Math.max(1, Math.round(share * dataset.size()));
    }

    private static String percent(double share) {
        return Math.round(share * 1000) / 10.0 + " %";
    }

    private static Split of(BitSet test, int size, String how) throws TableException {
        int[] training = IntStream.range(0, size).filter(row -> !test.get(row)).toArray();
        if (training.length == 0 || test.isEmpty()) {
            throw new TableException("%s: %d training rows and %d test rows: both are needed"
                    .formatted(how, training.length, test.cardinality()));
        }
        return new Split(training, test.stream().toArray(), how);
    }
}
