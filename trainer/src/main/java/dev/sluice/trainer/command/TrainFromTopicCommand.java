package dev.sluice.trainer.command;

import dev.sluice.schemas.Topic;
import dev.sluice.schemas.model.FeatureCatalogue;
import dev.sluice.schemas.model.Figure;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.trainer.data.Dataset;
import dev.sluice.trainer.data.FeatureTopic;
import dev.sluice.trainer.data.Split;
import dev.sluice.trainer.data.TableException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice train --from-topic}: from the rows that the app itself wrote. */
@Command(
        name = "from-topic",
        aliases = "--from-topic",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Trains from the `features` topic: the very rows that the app scores, with what came true. So a model never"
                    + " meets an input that was computed in another way than those it learned from.",
            "",
            "A cost or a revenue is learned relative to the channel's own level of the last weeks, so that accounts of all"
                    + " sizes and currencies have one model in common; --relative-to chooses another level or none.",
            "",
            "Rows are dated by their week: the latest weeks are kept for the judgement, and folds only look ahead."
        },
        footer = {
            "",
            "Examples:",
            "  sluice train --from-topic --kind roas --out roas.onnx --report roas.html",
            "  sluice train --from-topic --kind cac --learners ridge,xgboost --bootstrap-servers kafka:9092 \\",
            "      --schema-registry-url http://registry:8081 --out cac.onnx"
        })
final class TrainFromTopicCommand implements Callable<Integer> {
    /** What is worth its time on the app's rows. */
    private static final List<String> USUAL = List.of("mean", "ridge", "elastic-net", "xgboost");

    private final Surroundings around;

    @Mixin
    private Connection connection = new Connection();

    @Mixin
    private TrainingOptions options = new TrainingOptions();

    TrainFromTopicCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        try {
            Dataset dataset = dataset();
            if (options.learners.isEmpty()) {
                options.learners = USUAL;
            }
            Split split = Split.last(dataset, options.testShare);
            Levels levels = Levels.ofFeatures(options, dataset);
            return new TrainingJob(around, options, description(), dataset, split, levels).run();
        } catch (TableException e) {
            throw new CommandFailure(ExitCode.DATA_PROBLEMS, String.valueOf(e.getMessage()), e);
        }
    }

    private DataDescription description() {
        Optional<Figure> predicted = Figure.predictedBy(options.kind);
        ModelCard.Target target = new ModelCard.Target(
                options.kind,
                options.unit.isEmpty() ? predicted.map(Figure::unit).orElse("") : options.unit,
                predicted
                        .map(figure -> figure.meaning() + ", of a channel in a week")
                        .orElse(options.kind + " of a channel in a week"));
        return new DataDescription(topic(), target, FeatureCatalogue::named);
    }

    private String topic() {
        return Topic.FEATURES.fullName(connection.topicPrefix(around.env()));
    }

    private Dataset dataset() throws TableException {
        String topic = topic();
        FeatureTopic.Read read = Topics.read(connection, around.env(), (reader, registry) -> {
            try (ProgressLine progress = new ProgressLine(around.err())) {
                return FeatureTopic.read(
                        reader,
                        topic,
                        registry,
                        options.kind,
                        (done, all) -> progress.step(done, all, "records of " + topic));
            }
        });
        around.err()
                .println(String.format(
                        Locale.ROOT,
                        "%s: %,d records, %,d rows with an outcome, %,d without yet, %,d unreadable",
                        topic,
                        read.outcome().records(),
                        read.features().dataset().size(),
                        read.features().withoutOutcome(),
                        read.outcome().unreadable()));
        return read.features().dataset();
    }
}
