package dev.sluice.trainer.command;

import dev.sluice.schemas.model.ModelCard;
import dev.sluice.trainer.data.Dataset;
import dev.sluice.trainer.data.DatasetRecipe;
import dev.sluice.trainer.data.Definition;
import dev.sluice.trainer.data.Split;
import dev.sluice.trainer.data.Table;
import dev.sluice.trainer.data.TableException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice train table}: from CSV files or topics. */
@Command(
        name = "table",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"Trains from a CSV file or a topic of Avro records, or from two of either joined on a key."},
        footer = {
            "",
            "Examples:",
            "  sluice train table --data marketing.csv --target \"cac = ad_spend / conversions\" --kind cac --out cac.onnx",
            "  sluice train table --data marketing.csv --data sales.csv --join-on customer_id \\",
            "      --target total_revenue --kind ltv --report ltv.html --out ltv.onnx",
            "  sluice train table --data weekly.csv --date week --series channel --target roas --kind roas --out roas.onnx",
            "  sluice train table --topic channel-metrics --date week --series account,channel --target roas \\",
            "      --features spend_micros,channel --kind roas --out roas.onnx"
        })
final class TrainTableCommand implements Callable<Integer> {
    private final Surroundings around;

    @Mixin
    private TableSource source = new TableSource();

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
            TableSource.Read read = source.read(around, date);
            Table table = read.table();
            for (String formula : derive) {
                table = Definition.parse(formula).addTo(table);
            }
            Definition definition = target.contains("=") ? Definition.parse(target) : null;
            if (definition != null) {
                table = definition.addTo(table);
            }
            String name = definition == null ? table.resolve(target) : definition.name();
            DatasetRecipe.Prepared prepared = new DatasetRecipe(name, features, date, series).prepare(table);
            tell(prepared);
            Split split = split(prepared, table.size());
            Dataset dataset = prepared.dataset();
            DataDescription described =
                    DataDescription.plain(read.names(), new ModelCard.Target(name, options.unit, meaning(name)));
            return new TrainingJob(around, options, described, dataset, split, Levels.of(options, dataset)).run();
        } catch (TableException e) {
            throw new CommandFailure(ExitCode.DATA_PROBLEMS, String.valueOf(e.getMessage()), e);
        }
    }

    private Split split(DatasetRecipe.Prepared prepared, int tableSize) throws TableException {
        if (testRows != null) {
            return Split.listed(around.directory().resolve(testRows), prepared, tableSize);
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
}
