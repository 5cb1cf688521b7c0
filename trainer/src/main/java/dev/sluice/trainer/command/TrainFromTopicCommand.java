package dev.sluice.trainer.command;

import dev.sluice.schemas.RegistryRejectedException;
import dev.sluice.schemas.RegistryUnavailableException;
import dev.sluice.schemas.SchemaRegistry;
import dev.sluice.schemas.Topic;
import dev.sluice.trainer.data.Dataset;
import dev.sluice.trainer.data.FeatureTopic;
import dev.sluice.trainer.data.Split;
import dev.sluice.trainer.data.TableException;
import dev.sluice.trainer.data.TopicReader;
import java.util.List;
import java.util.Locale;
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
            return new TrainingJob(
                            around,
                            options,
                            Topic.FEATURES.fullName(connection.topicPrefix(around.env())),
                            options.kind,
                            options.kind + " of a channel in a week",
                            dataset,
                            split,
                            Levels.ofFeatures(options, dataset))
                    .run();
        } catch (RegistryUnavailableException | RegistryRejectedException e) {
            throw new CommandFailure(ExitCode.REGISTRY_UNREACHABLE, String.valueOf(e.getMessage()), e);
        } catch (TableException e) {
            throw new CommandFailure(ExitCode.DATA_PROBLEMS, String.valueOf(e.getMessage()), e);
        }
    }

    private Dataset dataset() throws TableException {
        String topic = Topic.FEATURES.fullName(connection.topicPrefix(around.env()));
        try (TopicReader reader = TopicReader.open(connection.kafka(around.env()));
                SchemaRegistry registry = SchemaRegistry.connect(connection.registry(around.env()));
                ProgressLine progress = new ProgressLine(around.err())) {
            FeatureTopic.Read read = FeatureTopic.read(
                    reader,
                    topic,
                    registry,
                    options.kind,
                    (done, all) -> progress.step(done, all, "records of " + topic));
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
}
