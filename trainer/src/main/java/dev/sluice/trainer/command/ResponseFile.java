package dev.sluice.trainer.command;

import dev.sluice.trainer.data.Column;
import dev.sluice.trainer.data.ColumnType;
import dev.sluice.trainer.data.CsvOptions;
import dev.sluice.trainer.data.CsvTables;
import dev.sluice.trainer.data.Events;
import dev.sluice.trainer.data.Table;
import dev.sluice.trainer.data.TableException;
import dev.sluice.trainer.data.Weeks;
import dev.sluice.trainer.response.ResponseData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Weeks of spend and outcome in a CSV file. */
final class ResponseFile {
    @Option(names = "--data", paramLabel = "FILE", description = "CSV, plain or gzip, with a header: days or weeks")
    @Nullable
    Path data;

    @Option(names = "--date", paramLabel = "COLUMN", description = "With --data: the day, or the week's first day")
    private @Nullable String date;

    @Option(names = "--kpi", paramLabel = "COLUMN", description = "With --data: the outcome, such as revenue")
    private @Nullable String kpi;

    @Option(
            names = "--spend",
            split = ",",
            paramLabel = "COLUMN",
            description = "With --data: spend, one column a channel")
    private List<String> spend = List.of();

    @Option(
            names = "--controls",
            split = ",",
            paramLabel = "COLUMN",
            description = "With --data: what else moves the outcome and is known, such as price or promotion")
    private List<String> controls = List.of();

    @Option(
            names = "--events",
            split = ",",
            paramLabel = "COLUMN",
            description = "With --data: columns that name holidays or events; each name becomes a control of 0 and 1")
    private List<String> events = List.of();

    @Option(
            names = "--group",
            paramLabel = "COLUMN",
            description = "With --data: tells accounts or regions apart; they share strength, and each gets a model")
    private @Nullable String group;

    @Option(names = "--delimiter", paramLabel = "CHAR", description = "Between the cells (default: a comma)")
    private char delimiter = ',';

    @Option(names = "--date-format", paramLabel = "PATTERN", description = "Such as dd/MM/yyyy (default: 2026-01-31)")
    private @Nullable String dateFormat;

    /** The weeks, one case a group; what was put together or left out is told. */
    List<ResponseCase> read(Surroundings around, Path file, String unit) throws TableException {
        String dateColumn = required(date, "--date");
        String outcome = required(kpi, "--kpi");
        if (spend.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, "Say which columns are spend: --spend A,B");
        }
        CsvOptions csv = CsvOptions.DEFAULT.delimitedBy(delimiter);
        csv = dateFormat == null ? csv.typed(dateColumn, ColumnType.DATE) : csv.dated(dateColumn, dateFormat);
        Table table = CsvTables.read(around.directory().resolve(file), csv);
        table.remarks().forEach(remark -> around.err().println(remark));
        Events.Expanded expanded = Events.expand(table, events);
        List<String> channels = resolved(table, spend);
        List<String> others = new ArrayList<>(resolved(table, controls));
        others.addAll(expanded.names());
        checkDistinct(table, outcome, channels, others);
        List<ResponseCase> cases = new ArrayList<>();
        for (var part : groups(expanded.table()).entrySet()) {
            String shown = part.getKey().isEmpty() ? table.source() : table.source() + ", " + part.getKey();
            Weeks weeks = Weeks.of(shown, part.getValue(), dateColumn);
            weeks.remarks().forEach(remark -> around.err().println(remark));
            List<String> spent = spent(around, shown, part.getValue(), channels);
            ResponseData of = data(shown, part.getValue(), weeks, outcome, spent, others);
            cases.add(new ResponseCase(part.getKey(), table.source(), table.resolve(outcome), unit, of));
        }
        return cases;
    }

    private static String required(@Nullable String value, String option) {
        if (value == null) {
            throw new CommandFailure(ExitCode.USAGE, "--data needs " + option);
        }
        return value;
    }

    private static List<String> resolved(Table table, List<String> names) throws TableException {
        List<String> exact = new ArrayList<>();
        for (String name : names) {
            exact.add(table.resolve(name.strip()));
        }
        return exact;
    }

    private static void checkDistinct(Table table, String outcome, List<String> channels, List<String> others)
            throws TableException {
        Set<String> seen = new HashSet<>(Set.of(table.resolve(outcome)));
        List<String> all = new ArrayList<>(channels);
        all.addAll(others);
        for (String name : all) {
            if (!seen.add(name)) {
                throw new TableException(table.source() + ": column \"" + name
                        + "\" is named twice; a column is the outcome, a spend or a control");
            }
        }
    }

    /** By the names of the groups, in their order in the file. */
    private SequencedMap<String, Table> groups(Table table) throws TableException {
        SequencedMap<String, Table> groups = new LinkedHashMap<>();
        if (group == null) {
            groups.put("", table);
            return groups;
        }
        Column column = table.column(group);
        SequencedMap<String, List<Integer>> rows = new LinkedHashMap<>();
        for (int row = 0; row < table.size(); row++) {
            rows.computeIfAbsent(name(table, column, row), name -> new ArrayList<>())
                    .add(row);
        }
        rows.forEach((name, of) -> groups.put(
                name, table.rows(of.stream().mapToInt(Integer::intValue).toArray())));
        return groups;
    }

    private String name(Table table, Column column, int row) throws TableException {
        String name =
                switch (column) {
                    case Column.Categories names -> names.values()[row];
                    case Column.Numbers numbers ->
                        Double.isNaN(numbers.values()[row])
                                ? null
                                : String.format(Locale.ROOT, "%.0f", numbers.values()[row]);
                    case Column.Dates dates -> null;
                };
        if (name == null) {
            throw new TableException("%s, row %d: no group in column \"%s\"".formatted(table.source(), row + 1, group));
        }
        return name;
    }

    /** A channel that nothing was ever spent on has no response to learn. */
    private static List<String> spent(Surroundings around, String shown, Table table, List<String> channels)
            throws TableException {
        List<String> spent = new ArrayList<>();
        for (String channel : channels) {
            if (Arrays.stream(table.numbers(channel).values()).allMatch(value -> value == 0)) {
                around.err().println(shown + ": channel " + channel + " is left out, nothing was ever spent on it");
            } else {
                spent.add(channel);
            }
        }
        return spent;
    }

    private static ResponseData data(
            String shown, Table table, Weeks weeks, String outcome, List<String> channels, List<String> controls)
            throws TableException {
        double[][] spend = new double[channels.size()][];
        for (int c = 0; c < spend.length; c++) {
            spend[c] = weeks.sums(known(shown, table, weeks, channels.get(c), 0));
        }
        double[][] values = new double[controls.size()][];
        for (int k = 0; k < values.length; k++) {
            values[k] = weeks.means(known(shown, table, weeks, controls.get(k), Double.NEGATIVE_INFINITY));
        }
        return new ResponseData(
                weeks.weeks(),
                weeks.sums(known(shown, table, weeks, outcome, Double.NEGATIVE_INFINITY)),
                channels,
                spend,
                controls,
                values,
                List.of());
    }

    /** A column without gaps, of numbers that are not below the least. */
    private static double[] known(String shown, Table table, Weeks weeks, String column, double least)
            throws TableException {
        double[] values = table.numbers(column).values();
        for (int i : IntStream.range(0, weeks.order().length)
                .map(at -> weeks.order()[at])
                .toArray()) {
            if (Double.isNaN(values[i])) {
                throw new TableException(
                        "%s, row %d: column \"%s\" has no value: write 0 where nothing was spent or sold"
                                .formatted(shown, i + 1, column));
            }
            if (values[i] < least) {
                throw new TableException("%s, row %d: column \"%s\" is %s; spend can't be below 0"
                        .formatted(shown, i + 1, column, values[i]));
            }
        }
        return values;
    }
}
