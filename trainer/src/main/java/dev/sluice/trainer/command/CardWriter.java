package dev.sluice.trainer.command;

import ai.onnxruntime.OrtEnvironment;
import dev.sluice.schemas.model.FeatureCatalogue.Feature;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.trainer.data.Dataset;
import dev.sluice.trainer.evaluate.Judged;
import dev.sluice.trainer.evaluate.Training;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the cards of one training's models. */
final class CardWriter {
    private final String kind;
    private final DataDescription data;
    private final ModelCard.Training training;
    private final @Nullable String createdAt;

    CardWriter(String kind, DataDescription data, ModelCard.Training training, @Nullable String createdAt) {
        this.kind = kind;
        this.data = data;
        this.training = training;
        this.createdAt = createdAt;
    }

    /** The card of a learner's model. */
    ModelCard of(Judged judged, Training.Result result, ModelCard.Golden golden) {
        return new ModelCard(
                ModelCard.CURRENT,
                kind,
                version(judged),
                createdAt,
                data.target(),
                training,
                new ModelCard.Learner(
                        judged.name(), judged.candidate().settings().values()),
                inputs(result.train()),
                ModelCard.QUANTILE_OUTPUTS,
                judged.judgement().interval(),
                judged.judgement().evaluation(),
                judged.judgement().verdict(),
                result.warnings(),
                result.drift(),
                golden,
                libraries());
    }

    /** The same data, settings and seed have the same version. */
    private String version(Judged judged) {
        return version(
                kind,
                data.target().name(),
                training.dataSha256(),
                judged.name(),
                judged.candidate().settings().toString(),
                Long.toString(training.seed()),
                libraries().toString());
    }

    /** A hash of what a model was made from. */
    static String version(String... madeFrom) {
        String all = String.join("\n", madeFrom);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private List<ModelCard.Input> inputs(Dataset train) {
        List<ModelCard.Input> inputs = new ArrayList<>();
        for (int c = 0; c < train.numberNames().size(); c++) {
            double[] known = Arrays.stream(train.numbers()[c])
                    .filter(value -> !Double.isNaN(value))
                    .toArray();
            inputs.add(input(
                    train.numberNames().get(c),
                    ModelCard.InputType.NUMBER,
                    List.of(),
                    Arrays.stream(known).min().orElse(0),
                    Arrays.stream(known).max().orElse(0)));
        }
        for (int c = 0; c < train.categoryNames().size(); c++) {
            List<String> levels = Arrays.stream(train.categories()[c])
                    .filter(Objects::nonNull)
                    .distinct()
                    .sorted()
                    .toList();
            inputs.add(input(train.categoryNames().get(c), ModelCard.InputType.CATEGORY, levels, null, null));
        }
        return inputs;
    }

    /** With unit and meaning where they are known. */
    private ModelCard.Input input(
            String name, ModelCard.InputType type, List<String> allowed, @Nullable Double min, @Nullable Double max) {
        Optional<Feature> known = data.inputs().apply(name);
        return new ModelCard.Input(
                name,
                type,
                known.map(Feature::unit).orElse(""),
                known.map(Feature::meaning).orElse(""),
                allowed,
                min,
                max);
    }

    static Map<String, String> libraries() {
        Map<String, String> libraries = new TreeMap<>();
        libraries.put("onnxruntime", OrtEnvironment.getEnvironment().getVersion());
        libraries.put("java", Integer.toString(Runtime.version().feature()));
        return libraries;
    }
}
