package dev.sluice.trainer.data;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Dated rows as consecutive weeks. Rows a week apart are weeks as they are; rows a day apart are put together to ISO weeks
 * (Monday to Sunday), of which a first or last one that is cut short is left out. A gap or a date that comes twice is an
 * error: a missing week is not a week without spend.
 *
 * @param weeks first day of each, 7 days apart
 * @param days rows that a week is made of: 7, or 1
 * @param order the rows by date
 * @param skipped how many of those lie before the first week
 * @param remarks what was left out, one line each
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Weeks(List<LocalDate> weeks, int days, int[] order, int skipped, List<String> remarks) {
    private static final int WEEK = 7;

    public Weeks {
        weeks = List.copyOf(weeks);
        remarks = List.copyOf(remarks);
    }

    /**
     * Finds the weeks of a table's rows.
     *
     * @param name of the table or the group of rows, for messages
     * @throws TableException where the rows are no consecutive days or weeks
     */
    public static Weeks of(String name, Table table, String date) throws TableException {
        long[] days = table.dates(date).days();
        for (int row = 0; row < days.length; row++) {
            if (days[row] == Column.Dates.MISSING) {
                throw new TableException(
                        "%s, row %d: no date in column \"%s\"".formatted(name, row + 1, table.resolve(date)));
            }
        }
        int[] order = IntStream.range(0, days.length)
                .boxed()
                .sorted(Comparator.comparingLong(row -> days[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        long[] sorted = Arrays.stream(order).mapToLong(row -> days[row]).toArray();
        int step = step(name, sorted, order);
        checkGaps(name, sorted, step);
        return step == WEEK ? weekly(sorted, order) : daily(name, sorted, order);
    }

    /** The usual distance of two rows. */
    private static int step(String name, long[] sorted, int[] order) throws TableException {
        if (sorted.length < 2) {
            throw new TableException(name + ": " + sorted.length + " rows are no history: weeks or days are needed");
        }
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                throw new TableException(
                        "%s: rows %d and %d have the same date, %s: put them together, or name the column that"
                                        .formatted(
                                                name, order[i - 1] + 1, order[i] + 1, LocalDate.ofEpochDay(sorted[i]))
                                + " tells accounts or regions apart (--group)");
            }
        }
        Map<Long, Long> counts = LongStream.range(1, sorted.length)
                .map(i -> sorted[(int) i] - sorted[(int) i - 1])
                .boxed()
                .collect(Collectors.groupingBy(gap -> gap, Collectors.counting()));
        long usual = counts.entrySet().stream()
                .max(Map.Entry.<Long, Long>comparingByValue().thenComparing(e -> -e.getKey()))
                .orElseThrow()
                .getKey();
        if (usual != 1 && usual != WEEK) {
            throw new TableException(
                    name + ": most rows are " + usual + " days apart: response models are learned from days or weeks");
        }
        return (int) usual;
    }

    private static void checkGaps(String name, long[] sorted, int step) throws TableException {
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] - sorted[i - 1] != step) {
                throw new TableException(
                        "%s: rows are %s apart, but %s is followed by %s: fill the gap (0 where nothing was spent)"
                                .formatted(
                                        name,
                                        step == 1 ? "a day" : "a week",
                                        LocalDate.ofEpochDay(sorted[i - 1]),
                                        LocalDate.ofEpochDay(sorted[i])));
            }
        }
    }

    private static Weeks weekly(long[] sorted, int[] order) {
        return new Weeks(Arrays.stream(sorted).mapToObj(LocalDate::ofEpochDay).toList(), 1, order, 0, List.of());
    }

    private static Weeks daily(String name, long[] sorted, int[] order) throws TableException {
        LocalDate first = LocalDate.ofEpochDay(sorted[0]);
        int skipped =
                Math.floorMod(DayOfWeek.MONDAY.getValue() - first.getDayOfWeek().getValue(), WEEK);
        int whole = (sorted.length - skipped) / WEEK;
        if (whole < 2) {
            throw new TableException(name + ": " + sorted.length + " days hold less than two whole ISO weeks");
        }
        List<LocalDate> weeks = new ArrayList<>();
        for (int week = 0; week < whole; week++) {
            weeks.add(LocalDate.ofEpochDay(sorted[skipped + week * WEEK]));
        }
        int after = sorted.length - skipped - whole * WEEK;
        List<String> remarks = new ArrayList<>(
                List.of("%s: %d days put together to %d ISO weeks".formatted(name, whole * WEEK, whole)));
        if (skipped + after > 0) {
            remarks.add("%s: left out %d days before the first whole week and %d after the last"
                    .formatted(name, skipped, after));
        }
        return new Weeks(weeks, WEEK, order, skipped, remarks);
    }

    /** How many there are. */
    public int size() {
        return weeks.size();
    }

    /** A column summed over the days of each week. */
    public double[] sums(double[] column) {
        double[] sums = new double[weeks.size()];
        for (int week = 0; week < sums.length; week++) {
            for (int day = 0; day < days; day++) {
                sums[week] += column[order[skipped + week * days + day]];
            }
        }
        return sums;
    }

    /** A column's mean over the days of each week. */
    public double[] means(double[] column) {
        return Arrays.stream(sums(column)).map(sum -> sum / days).toArray();
    }
}
