package dev.sluice.trainer.command;

import dev.sluice.schemas.model.ModelCard;
import dev.sluice.trainer.data.Dataset;
import dev.sluice.trainer.data.DatasetHash;
import dev.sluice.trainer.data.Split;
import dev.sluice.trainer.evaluate.Judged;
import dev.sluice.trainer.evaluate.Training;
import dev.sluice.trainer.learn.CannotLearnException;
import dev.sluice.trainer.learn.Learner;
import dev.sluice.trainer.learn.Learners;
import dev.sluice.trainer.onnx.OnnxFileException;
import dev.sluice.trainer.onnx.ParityException;
import dev.sluice.trainer.report.TrainingReport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One training from rows to files, the same for every source of rows. */
final class TrainingJob {
    private final Surroundings around;
    private final TrainingOptions options;
    private final DataDescription data;
    private final Dataset dataset;
    private final Split split;
    private final Levels levels;

    TrainingJob(
            Surroundings around,
            TrainingOptions options,
            DataDescription data,
            Dataset dataset,
            Split split,
            Levels levels) {
        this.around = around;
        this.options = options;
        this.data = data;
        this.dataset = dataset;
        this.split = split;
        this.levels = levels;
    }

    /** Trains, judges, writes; the exit code. */
    int run() {
        try {
            Training.Result result = train();
            CardWriter cards = new CardWriter(options.kind, data, training(), options.createdAt);
            List<ModelOutput> outputs = new ArrayList<>();
            for (Judged judged : result.learners()) {
                outputs.add(ModelOutput.of(judged, result, cards, options.seed));
            }
            ModelOutput best = outputs.get(result.learners().indexOf(result.best()));
            write(result, outputs, best);
            tell(result, outputs, best);
            return ExitCode.OK.code();
        } catch (CannotLearnException | ParityException | OnnxFileException e) {
            throw new CommandFailure(ExitCode.DATA_PROBLEMS, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.UNEXPECTED, "Writing failed: " + e.getMessage(), e);
        }
    }

    private Training.Result train() throws CannotLearnException {
        Training.Plan plan =
                new Training.Plan(levels.on(learners()), options.folds, options.seed, split.how(), options.threads);
        try (ProgressLine progress = new ProgressLine(around.err())) {
            return Training.run(
                    dataset.rows(split.training()),
                    dataset.rows(split.test()),
                    plan,
                    TrainingJob::processCpuNanos,
                    progress);
        }
    }

    private List<Learner> learners() {
        if (options.learners.isEmpty()) {
            return Learners.all();
        }
        try {
            return options.learners.stream()
                    .map(name -> Learners.named(name.strip()))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private ModelCard.Training training() {
        return new ModelCard.Training(
                data.source(), DatasetHash.sha256(dataset), dataset.size(), day(true), day(false), options.seed);
    }

    private @Nullable String day(boolean first) {
        if (!dataset.isDated()) {
            return null;
        }
        var days = Arrays.stream(dataset.days());
        return LocalDate.ofEpochDay(
                        first ? days.min().orElseThrow() : days.max().orElseThrow())
                .toString();
    }

    private void write(Training.Result result, List<ModelOutput> outputs, ModelOutput best) throws IOException {
        FileWriting.write(path(options.out), best.file());
        if (options.metrics != null) {
            FileWriting.write(path(options.metrics), MetricsJson.of(result, outputs, best));
        }
        if (options.report != null) {
            String html = TrainingReport.of(result, best.card(), data.target().name());
            FileWriting.write(path(options.report), html.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void tell(Training.Result result, List<ModelOutput> outputs, ModelOutput best) {
        TrainingText.print(around.out(), result, outputs, best);
        around.out()
                .println(String.format(
                        Locale.ROOT,
                        "Wrote %s, %,d bytes, version %s; publish it with `sluice model publish %s`",
                        options.out,
                        best.file().length,
                        best.card().version(),
                        options.out));
    }

    private Path path(Path file) {
        return around.directory().resolve(file);
    }

    private static long processCpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
