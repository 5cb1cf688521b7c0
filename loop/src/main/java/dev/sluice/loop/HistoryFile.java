package dev.sluice.loop;

import dev.sluice.app.command.CommandFailure;
import dev.sluice.app.ops.ExitCode;
import dev.sluice.app.world.weekly.WeeklyHistory;
import dev.sluice.trainer.data.Column;
import dev.sluice.trainer.data.ColumnType;
import dev.sluice.trainer.data.CsvOptions;
import dev.sluice.trainer.data.CsvTables;
import dev.sluice.trainer.data.Table;
import dev.sluice.trainer.data.TableException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** An account's weeks in a CSV file. */
final class HistoryFile {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "CSV, plain or gzip, with a header and a row a week")
    private Path data = Path.of("");

    @Option(names = "--date", required = true, paramLabel = "COLUMN", description = "First day of the week")
    private String date = "";

    @Option(names = "--kpi", required = true, paramLabel = "COLUMN", description = "The outcome, such as revenue")
    private String kpi = "";

    @Option(
            names = "--spend",
            required = true,
            split = ",",
            paramLabel = "COLUMN",
            description = "Spend, one column a channel")
    private List<String> spend = List.of();

    @Option(
            names = "--controls",
            split = ",",
            paramLabel = "COLUMN",
            description = "What else moves the outcome, such as price or promotion")
    private List<String> controls = List.of();

    @Option(names = "--date-format", paramLabel = "PATTERN", description = "Such as dd/MM/yyyy (default: 2026-01-31)")
    private @Nullable String dateFormat;

    /**
     * The weeks, oldest first.
     *
     * @throws CommandFailure where the file holds no consecutive weeks of numbers
     */
    WeeklyHistory read(Path directory) {
        CsvOptions csv = dateFormat == null
                ? CsvOptions.DEFAULT.typed(date, ColumnType.DATE)
                : CsvOptions.DEFAULT.dated(date, dateFormat);
        try {
            Table table = CsvTables.read(directory.resolve(data), csv);
            int[] order = consecutive(table);
            List<String> channels = names(table, spend);
            List<String> others = names(table, controls);
            return new WeeklyHistory(
                    LocalDate.ofEpochDay(table.dates(date).days()[order[0]]),
                    numbers(table, kpi, order, Double.NEGATIVE_INFINITY),
                    channels,
                    all(table, channels, order, 0),
                    others,
                    all(table, others, order, Double.NEGATIVE_INFINITY));
        } catch (TableException e) {
            throw new CommandFailure(ExitCode.DATA_PROBLEMS, String.valueOf(e.getMessage()), e);
        }
    }

    private static List<String> names(Table table, List<String> columns) throws TableException {
        String[] names = new String[columns.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = table.resolve(columns.get(i).strip());
        }
        return List.of(names);
    }

    /** The rows by date, which must be a week apart. */
    private int[] consecutive(Table table) throws TableException {
        long[] days = table.dates(date).days();
        for (int row = 0; row < days.length; row++) {
            if (days[row] == Column.Dates.MISSING) {
                throw problem(table, row, date, "there is no date");
            }
        }
        int[] order = IntStream.range(0, days.length)
                .boxed()
                .sorted(Comparator.comparingLong(row -> days[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 1; i < order.length; i++) {
            if (days[order[i]] - days[order[i - 1]] != 7) {
                throw problem(
                        table,
                        order[i],
                        date,
                        "the week of " + LocalDate.ofEpochDay(days[order[i]]) + " is not the one after that of "
                                + LocalDate.ofEpochDay(days[order[i - 1]]) + "; a backtest needs a row for every week");
            }
        }
        if (order.length == 0) {
            throw new TableException(table.source() + ": there are no rows");
        }
        return order;
    }

    private static double[][] all(Table table, List<String> columns, int[] order, double least) throws TableException {
        double[][] values = new double[columns.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers(table, columns.get(i), order, least);
        }
        return values;
    }

    private static double[] numbers(Table table, String column, int[] order, double least) throws TableException {
        double[] values = table.numbers(column).values();
        for (int row : order) {
            if (Double.isNaN(values[row])) {
                throw problem(table, row, column, "there is no number; write 0 where nothing was spent or sold");
            }
            if (values[row] < least) {
                throw problem(table, row, column, values[row] + " is below 0");
            }
        }
        return Arrays.stream(order).mapToDouble(row -> values[row]).toArray();
    }

    private static TableException problem(Table table, int row, String column, String what) {
        return new TableException("%s, row %d, column \"%s\": %s".formatted(table.source(), row + 1, column, what));
    }
}
