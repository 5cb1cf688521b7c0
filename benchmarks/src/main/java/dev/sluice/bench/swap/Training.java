package dev.sluice.bench.swap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.config.SluiceConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Both command lines, on one cluster: models are learned from {@code features} and published. */
final class Training {
    /**
     * A trained model and how it did on the latest weeks, which it had not seen.
     *
     * @param seconds wall-clock time of the whole command
     */
    record Trained(
            String kind,
            Path file,
            String version,
            String learner,
            int trainRows,
            int testRows,
            double seconds,
            double mae,
            double lastValueMae,
            double fourWeekMeanMae,
            double coverage,
            String trust) {}

    private final Map<String, String> env;
    private final Path directory;

    Training(SluiceConfig config, Path directory) {
        this.env = Map.of(
                "SLUICE_BOOTSTRAP_SERVERS", config.cluster().bootstrapServers(),
                "SLUICE_SCHEMA_REGISTRY_URL", config.cluster().schemaRegistryUrl());
        this.directory = directory;
    }

    /** {@code sluice train --from-topic}. */
    Trained train(String kind, List<String> learners, String name) throws IOException {
        Path file = directory.resolve(name + ".onnx");
        Path metrics = directory.resolve(name + ".json");
        long start = System.nanoTime();
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        String[] args = {
            "train",
            "--from-topic",
            "--kind",
            kind,
            "--learners",
            String.join(",", learners),
            "--out",
            file.toString(),
            "--metrics",
            metrics.toString()
        };
        check(dev.sluice.trainer.Main.run(args, out, out, env, directory), said);
        return read(kind, file, (System.nanoTime() - start) / 1e9, new ObjectMapper().readTree(metrics.toFile()));
    }

    private static Trained read(String kind, Path file, double seconds, JsonNode json) {
        String best = json.path("best").asText();
        JsonNode own = named(json.path("learners"), best).path("test");
        return new Trained(
                kind,
                file,
                json.path("version").asText(),
                best,
                json.path("train_rows").asInt(),
                json.path("test_rows").asInt(),
                seconds,
                own.path("mae").asDouble(Double.NaN),
                mae(json, "last-value"),
                mae(json, "four-week-mean"),
                own.path("coverage").asDouble(Double.NaN),
                json.path("verdict").path("trust").asText());
    }

    private static double mae(JsonNode json, String baseline) {
        return named(json.path("baselines"), baseline).path("test").path("mae").asDouble(Double.NaN);
    }

    private static JsonNode named(JsonNode list, String name) {
        for (JsonNode node : list) {
            if (node.path("name").asText().equals(name)) {
                return node;
            }
        }
        throw new IllegalStateException("the trainer's metrics name no " + name);
    }

    /** {@code sluice model publish}. */
    void publish(Path file) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        check(dev.sluice.app.Main.run(new String[] {"model", "publish", file.toString()}, out, out, env), said);
    }

    private static void check(int code, StringWriter said) {
        if (code != 0) {
            throw new IllegalStateException("exit code " + code + ": " + said);
        }
    }
}
