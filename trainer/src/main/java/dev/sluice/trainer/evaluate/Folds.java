package dev.sluice.trainer.evaluate;

import dev.sluice.trainer.data.Dataset;
import dev.sluice.trainer.data.Shuffle;
import dev.sluice.trainer.learn.CannotLearnException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Rows parted into training and validation rows, several times over, to choose among learners. */
public final class Folds {
    private Folds() {}

    /** Rows to fit on and rows to compare on. */
    @SuppressWarnings("ArrayRecordComponent") // indexes, not values to compare
    public record Fold(int[] training, int[] validation) {}

    /**
     * The folds that suit the rows: an expanding window where they are dated, shuffled ones where not.
     *
     * @throws CannotLearnException where there are fewer than two rows or dates
     */
    public static List<Fold> of(Dataset rows, int folds, long seed) throws CannotLearnException {
        return rows.isDated() ? expanding(rows.days(), folds) : shuffled(rows.size(), folds, seed);
    }

    /** Every row validates once; at most as many folds as rows. */
    public static List<Fold> shuffled(int rows, int folds, long seed) throws CannotLearnException {
        require(folds, rows, "rows");
        int parts = Math.min(folds, rows);
        int[] order = Shuffle.order(rows, new Random(seed));
        int[] part = new int[rows];
        for (int place = 0; place < rows; place++) {
            part[order[place]] = (int) ((long) place * parts / rows);
        }
        List<Fold> all = new ArrayList<>();
        for (int fold = 0; fold < parts; fold++) {
            int own = fold;
            all.add(new Fold(rows(rows, row -> part[row] != own), rows(rows, row -> part[row] == own)));
        }
        return all;
    }

    /**
     * Every fold trains on all rows before its validation rows, which come in chunks of dates with about as many rows
     * each; the first chunk only trains. A date is never parted. Fewer folds where there are too few dates.
     */
    public static List<Fold> expanding(long[] days, int folds) throws CannotLearnException {
        long[] sorted = days.clone();
        Arrays.sort(sorted);
        require(folds, (int) Arrays.stream(sorted).distinct().count(), "dates");
        List<Long> starts = new ArrayList<>();
        for (int chunk = 1; chunk <= folds; chunk++) {
            long day = sorted[(int) ((long) chunk * days.length / (folds + 1))];
            if (day > sorted[0] && (starts.isEmpty() || day > starts.getLast())) {
                starts.add(day);
            }
        }
        if (starts.isEmpty()) {
            starts.add(sorted[days.length - 1]); // the first date holds nearly all rows
        }
        List<Fold> all = new ArrayList<>();
        for (int fold = 0; fold < starts.size(); fold++) {
            long from = starts.get(fold);
            long to = fold + 1 < starts.size() ? starts.get(fold + 1) : Long.MAX_VALUE;
            all.add(new Fold(
                    rows(days.length, row -> days[row] < from),
                    rows(days.length, row -> days[row] >= from && days[row] < to)));
        }
        return all;
    }

    private static void require(int folds, int there, String what) throws CannotLearnException {
        if (folds < 2) {
            throw new IllegalArgumentException("at least two folds");
        }
        if (there < 2) {
            throw new CannotLearnException(
                    "cross-validation needs at least two " + what + ", there are " + there + ": give more data");
        }
    }

    private static int[] rows(int all, IntPredicate which) {
        return IntStream.range(0, all).filter(which).toArray();
    }
}
