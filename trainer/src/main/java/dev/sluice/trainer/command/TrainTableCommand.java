package dev.sluice.trainer.command;

import dev.sluice.trainer.data.ColumnType;
import dev.sluice.trainer.data.CsvOptions;
import dev.sluice.trainer.data.CsvTables;
import dev.sluice.trainer.data.Dataset;
import dev.sluice.trainer.data.DatasetRecipe;
import dev.sluice.trainer.data.Definition;
import dev.sluice.trainer.data.Join;
import dev.sluice.trainer.data.Split;
import dev.sluice.trainer.data.Table;
import dev.sluice.trainer.data.TableException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice train table}: from CSV files. */
@Command(
        name = "table",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"Trains from one CSV file, or from two joined on a key."},
        footer = {
            "",
            "Examples:",
            "  sluice train table --data marketing.csv --target \"cac = ad_spend / conversions\" --kind cac --out cac.onnx",
            "  sluice train table --data marketing.csv --data sales.csv --join-on customer_id \\",
            "      --target total_revenue --kind ltv --report ltv.html --out ltv.onnx",
            "  sluice train table --data weekly.csv --date week --series channel --target roas --kind roas --out roas.onnx"
        })
final class TrainTableCommand implements Callable<Integer> {
    private final Surroundings around;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "CSV, plain or gzip, with a header; twice for a join")
    private List<Path> data = List.of();

    @Option(names = "--join-on", paramLabel = "COLUMN", description = "Key that two files are joined on")
    private @Nullable String joinOn;

    @Option(names = "--delimiter", paramLabel = "CHAR", description = "Between the cells (default: a comma)")
    private char delimiter = ',';

    @Option(
            names = "--derive",
            paramLabel = "\"NAME = FORMULA\"",
            description =
                    "A further column, from + - * / ( ), log, log1p, exp, sqrt, abs, min, max and names of columns"
                            + " (in backquotes if they have blanks)")
    private List<String> derive = List.of();

    @Option(
            names = "--target",
            required = true,
            paramLabel = "COLUMN",
            description = "What to predict: a column, or \"name = formula\"")
    private String target = "";

    @Option(
            names = "--features",
            split = ",",
            paramLabel = "COLUMN",
            description = "What to predict it from (default: every other column that is no date and no identifier)")
    private List<String> features = List.of();

    @Option(
            names = "--date",
            paramLabel = "COLUMN",
            description = "Date of a row: then nothing is learned from what came after what is predicted")
    private @Nullable String date;

    @Option(names = "--date-format", paramLabel = "PATTERN", description = "Such as dd/MM/yyyy (default: 2026-01-31)")
    private @Nullable String dateFormat;

    @Option(
            names = "--series",
            split = ",",
            paramLabel = "COLUMN",
            description =
                    "With --date: the columns that tell one series of dated rows from another, for naive forecasts")
    private List<String> series = List.of();

    @Option(
            names = "--test-rows",
            paramLabel = "FILE",
            description = "JSON array of the rows to judge on, counted from 0; goes before --test-share")
    private @Nullable Path testRows;

    @Mixin
    private TrainingOptions options = new TrainingOptions();

    TrainTableCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        try {
            Table table = table();
            Definition definition = target.contains("=") ? Definition.parse(target) : null;
            if (definition != null) {
                table = definition.addTo(table);
            }
            String name = definition == null ? table.resolve(target) : definition.name();
            DatasetRecipe.Prepared prepared = new DatasetRecipe(name, features, date, series).prepare(table);
            tell(prepared);
            Split split = split(prepared, table.size());
            Dataset dataset = prepared.dataset();
            Levels levels = Levels.of(options, dataset);
            return new TrainingJob(around, options, sources(), name, meaning(name), dataset, split, levels).run();
        } catch (TableException e) {
            throw new CommandFailure(ExitCode.DATA_PROBLEMS, String.valueOf(e.getMessage()), e);
        }
    }

    private Table table() throws TableException {
        CsvOptions csv = CsvOptions.DEFAULT.delimitedBy(delimiter);
        if (date != null) {
            csv = dateFormat == null ? csv.typed(date, ColumnType.DATE) : csv.dated(date, dateFormat);
        }
        if (data.size() > 2 || (data.size() == 2) != (joinOn != null)) {
            throw new CommandFailure(ExitCode.USAGE, "Two files need --join-on, and one file must not have it");
        }
        Table table = CsvTables.read(path(data.getFirst()), csv);
        if (joinOn != null) {
            Join join = Join.inner(table, CsvTables.read(path(data.get(1)), csv), joinOn);
            around.err()
                    .println("Joined on " + joinOn + ": " + join.table().size() + " rows; without a partner "
                            + join.leftUnmatched() + " of the first file and " + join.rightUnmatched()
                            + " of the second");
            table = join.table();
        }
        table.remarks().forEach(remark -> around.err().println(remark));
        for (String formula : derive) {
            table = Definition.parse(formula).addTo(table);
        }
        return table;
    }

    private Split split(DatasetRecipe.Prepared prepared, int tableSize) throws TableException {
        if (testRows != null) {
            return Split.listed(path(testRows), prepared, tableSize);
        }
        return prepared.dataset().isDated()
                ? Split.last(prepared.dataset(), options.testShare)
                : Split.shuffled(prepared.dataset(), options.testShare, options.seed);
    }

    private void tell(DatasetRecipe.Prepared prepared) {
        if (prepared.withoutTarget() + prepared.withoutDate() > 0) {
            around.err()
                    .println("Left out: " + prepared.withoutTarget() + " rows without a target, "
                            + prepared.withoutDate() + " without a date");
        }
        prepared.leftOut()
                .forEach(column -> around.err().println("No input: " + column.column() + ", " + column.reason()));
    }

    private String meaning(String name) {
        return target.contains("=") ? target.strip() : "column " + name;
    }

    private String sources() {
        return data.stream().map(file -> String.valueOf(file.getFileName())).collect(Collectors.joining(" + "));
    }

    private Path path(Path file) {
        return around.directory().resolve(file);
    }
}
