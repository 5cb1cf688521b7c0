package dev.sluice.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.sluice.trainer.data.CsvOptions;
import dev.sluice.trainer.data.CsvTables;
import dev.sluice.trainer.data.Dataset;
import dev.sluice.trainer.data.DatasetRecipe;
import dev.sluice.trainer.data.Split;
import dev.sluice.trainer.data.TableException;
import dev.sluice.trainer.learn.CannotLearnException;
import dev.sluice.trainer.learn.Fitted;
import dev.sluice.trainer.learn.Learner;
import dev.sluice.trainer.learn.Learners;
import dev.sluice.trainer.learn.Settings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** CPU time of training beside scikit-learn's and xgboost's, on the same rows with the same settings, round by round in turn. */
@Command(
        name = "training",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "CPU seconds of one fit by learner, here and by scikit-learn and xgboost on the same rows with the same"
                    + " settings, A B A B, and the mean absolute error on rows that neither saw.",
            "",
            "CPU time is the whole process's: for the JVM with its compiler and collector. The first round, in a JVM that"
                    + " has just started, is shown as `first`; the others as their median. Peers are one process a round,"
                    + " of which only the fits count. Needs a python3 with scikit-learn (Debian: python3-sklearn, python3-xgboost)."
        })
public final class TrainingBenchmark implements Callable<Integer> {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final int FEW_ROWS = 4_000;
    /** Our boosting splits exactly up to so many cells, and so shall the peer. */
    private static final int EXACT_CELLS = 40_000;

    private static final List<String> LEARNERS = List.of("linear", "forest", "xgboost", "mlp");

    @Option(names = "--rows", split = ",", description = "Made-up rows to learn from (default: ${DEFAULT-VALUE})")
    private List<Integer> sizes = List.of(800, 4_000, 16_000);

    @Option(names = "--columns", description = "Numbers that a made-up row has (default: ${DEFAULT-VALUE})")
    private int columns = 12;

    @Option(names = "--data", description = "A CSV file instead of made-up rows; its columns of numbers count")
    private @Nullable Path data;

    @Option(names = "--target", description = "The column of --data to predict")
    private String target = "target";

    @Option(names = "--rounds", description = "Rounds of each (default: ${DEFAULT-VALUE})")
    private int rounds = 4;

    @Option(names = "--python", description = "The peers' interpreter (default: ${DEFAULT-VALUE})")
    private String python = "python3";

    private final Path peers = Path.of(System.getProperty("sluice.home", ""), "benchmarks/peers/training_peers.py");

    public static void main(String[] args) {
        System.exit(new CommandLine(new TrainingBenchmark()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, TableException, CannotLearnException {
        System.out.printf("Rounds: %d; the peers' interpreter: %s%n", rounds, python);
        if (data != null) {
            Dataset read = numbersOnly(DatasetRecipe.predicting(target)
                    .prepare(CsvTables.read(data, CsvOptions.DEFAULT))
                    .dataset());
            Split split = Split.shuffled(read, .2, 1);
            compare(read.rows(split.training()), read.rows(split.test()));
        } else {
            for (int size : sizes) {
                compare(MadeUpRows.of(size, columns, 1), MadeUpRows.of(2_000, columns, 2));
            }
        }
        return 0;
    }

    private static Dataset numbersOnly(Dataset read) {
        return new Dataset(
                read.numberNames(),
                read.numbers(),
                List.of(),
                new String[0][],
                read.target(),
                read.days(),
                read.series());
    }

    private void compare(Dataset train, Dataset test) throws IOException, InterruptedException, CannotLearnException {
        Settings settings = Settings.NONE
                .with("rounds", 300)
                .with("max_depth", 4)
                .with("learning_rate", .05)
                .with("subsample", .8)
                .with("trees", 100)
                .with("min_leaf", train.size() <= FEW_ROWS ? 1 : 5)
                .with("hidden", 64);
        TrainingTable table =
                new TrainingTable(train.size(), train.numberNames().size());
        Path folder = Files.createTempDirectory("sluice-training");
        Path trainFile = CsvRows.write(train, folder.resolve("train.csv"));
        Path testFile = CsvRows.write(test, folder.resolve("test.csv"));
        for (int round = 0; round < rounds; round++) {
            for (String name : LEARNERS) {
                fit(
                        Learners.named(name),
                        name.equals("forest") ? settings.with("max_depth", 30) : settings,
                        train,
                        test,
                        table);
            }
            Peers.run(
                    List.of(
                            python,
                            peers.toString(),
                            trainFile.toString(),
                            testFile.toString(),
                            numbers(settings, train)),
                    table);
        }
        Files.delete(trainFile);
        Files.delete(testFile);
        Files.delete(folder);
        System.out.println(table.text());
    }

    private static String numbers(Settings settings, Dataset train) {
        Map<String, Object> values = settings.values();
        return String.format(
                Locale.ROOT,
                "%s,%s,%s,%s,%s,%s,%d,%s",
                values.get("rounds"),
                values.get("max_depth"),
                values.get("learning_rate"),
                values.get("subsample"),
                values.get("trees"),
                values.get("min_leaf"),
                train.size() * train.numberNames().size() <= EXACT_CELLS ? 1 : 0,
                values.get("hidden"));
    }

    private static void fit(Learner learner, Settings settings, Dataset train, Dataset test, TrainingTable table)
            throws CannotLearnException {
        System.gc(); // what the fit before left is not this one's to collect
        long begun = SYSTEM.getProcessCpuTime();
        Fitted fitted = learner.fit(train, settings, 1);
        double seconds = (SYSTEM.getProcessCpuTime() - begun) / 1e9;
        double[] predicted = fitted.predict(test);
        double error = 0;
        for (int row = 0; row < predicted.length; row++) {
            error += Math.abs(predicted[row] - test.target()[row]) / predicted.length;
        }
        table.add(learner.name(), false, seconds, error);
    }
}
