package dev.sluice.trainer.command;

import dev.sluice.schemas.model.ModelCard;
import dev.sluice.trainer.data.ColumnType;
import dev.sluice.trainer.data.CsvOptions;
import dev.sluice.trainer.data.CsvTables;
import dev.sluice.trainer.data.Dataset;
import dev.sluice.trainer.data.OrderLines;
import dev.sluice.trainer.data.Split;
import dev.sluice.trainer.data.TableException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice train ltv}: what customers will bring, from order lines. */
@Command(
        name = "ltv",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Predicts each customer's revenue of the next days, net of returns, from the order lines before them.",
            "",
            "Learned from customers as they stood two horizons before the end of the file, with what they then brought in"
                    + " one horizon; judged on customers as they stood one horizon before the end. No input knows anything"
                    + " of the days that it predicts."
        },
        footer = {
            "",
            "Example:",
            "  sluice train ltv --orders online_retail.csv.gz --customer CustomerID --order InvoiceNo --date InvoiceDate \\",
            "      --date-format \"yyyy-MM-dd HH:mm:ss\" --item StockCode --quantity Quantity --price UnitPrice \\",
            "      --horizon 99 --out ltv.onnx --report ltv.html"
        })
final class TrainLtvCommand implements Callable<Integer> {
    private final Surroundings around;

    @Option(names = "--orders", required = true, paramLabel = "FILE", description = "CSV of order lines, plain or gzip")
    private Path orders = Path.of("");

    @Option(names = "--customer", required = true, paramLabel = "COLUMN", description = "Customer id")
    private String customer = "";

    @Option(
            names = "--order",
            required = true,
            paramLabel = "COLUMN",
            description = "Order id; one that starts with C is a return")
    private String order = "";

    @Option(names = "--date", required = true, paramLabel = "COLUMN", description = "Date of the line")
    private String date = "";

    @Option(names = "--date-format", paramLabel = "PATTERN", description = "Such as dd/MM/yyyy (default: 2026-01-31)")
    private @Nullable String dateFormat;

    @Option(names = "--item", required = true, paramLabel = "COLUMN", description = "Item id")
    private String item = "";

    @Option(
            names = "--quantity",
            required = true,
            paramLabel = "COLUMN",
            description = "How many; negative for returns")
    private String quantity = "";

    @Option(names = "--price", required = true, paramLabel = "COLUMN", description = "Price of one, in currency units")
    private String price = "";

    @Option(names = "--horizon", paramLabel = "DAYS", description = "Days to predict (default: 90)")
    private int horizon = 90;

    @Mixin
    private TrainingOptions options = new TrainingOptions();

    TrainLtvCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        if (horizon < 1) {
            throw new CommandFailure(ExitCode.USAGE, "--horizon is " + horizon + ", must be 1 or more");
        }
        try {
            OrderLines lines = lines();
            LocalDate judgedAt = lines.lastDay().minusDays(horizon);
            LocalDate learnedAt = judgedAt.minusDays(horizon);
            Dataset train = lines.customersAt(learnedAt, horizon);
            Dataset test = lines.customersAt(judgedAt, horizon);
            String how = "customers as of " + judgedAt + ", learned from those as of " + learnedAt;
            Split split = new Split(
                    IntStream.range(0, train.size()).toArray(),
                    IntStream.range(train.size(), train.size() + test.size()).toArray(),
                    how);
            String meaning = "revenue of the next " + horizon + " days, net of returns";
            Dataset all = train.followedBy(test);
            return new TrainingJob(
                            around,
                            options,
                            DataDescription.plain(
                                    String.valueOf(orders.getFileName()),
                                    new ModelCard.Target("ltv_" + horizon + "_days", options.unit, meaning)),
                            all,
                            split,
                            Levels.of(options, all))
                    .run();
        } catch (TableException e) {
            throw new CommandFailure(ExitCode.DATA_PROBLEMS, String.valueOf(e.getMessage()), e);
        }
    }

    private OrderLines lines() throws TableException {
        CsvOptions csv = CsvOptions.DEFAULT
                .typed(customer, ColumnType.CATEGORY)
                .typed(order, ColumnType.CATEGORY)
                .typed(item, ColumnType.CATEGORY)
                .typed(quantity, ColumnType.NUMBER)
                .typed(price, ColumnType.NUMBER);
        csv = dateFormat == null ? csv.typed(date, ColumnType.DATE) : csv.dated(date, dateFormat);
        OrderLines lines = OrderLines.of(
                CsvTables.read(around.directory().resolve(orders), csv),
                new OrderLines.Columns(customer, order, date, item, quantity, price));
        around.err()
                .println(String.format(
                        Locale.ROOT,
                        "%,d customers; %,d lines left out: without customer, date or price, or repeated",
                        lines.customers(),
                        lines.leftOut()));
        return lines;
    }
}
