package dev.sluice.trainer.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.trainer.evaluate.Training;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Everything that was measured in a training, for machines. */
final class MetricsJson {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private MetricsJson() {}

    static byte[] of(Training.Result result, List<ModelOutput> outputs, ModelOutput best) throws IOException {
        ModelCard card = best.card();
        ObjectNode root = JSON.createObjectNode();
        root.put("kind", card.kind());
        root.set("target", JSON.valueToTree(card.target()));
        root.set("training", JSON.valueToTree(card.training()));
        root.put("split", result.plan().split());
        root.put("train_rows", result.train().size());
        root.put("test_rows", result.test().size());
        root.put("best", best.judged().name());
        root.put("version", card.version());
        root.put("sha256", sha256(best.file()));
        root.set("verdict", JSON.valueToTree(card.verdict()));
        root.set("warnings", JSON.valueToTree(card.warnings()));
        ArrayNode learners = root.putArray("learners");
        outputs.forEach(output -> learners.add(learner(output)));
        ArrayNode naive = root.putArray("baselines");
        for (ModelCard.Comparison baseline : card.evaluation().baselines()) {
            ObjectNode node = naive.addObject();
            node.put("name", baseline.name());
            node.set("test", JSON.valueToTree(baseline.metrics()));
        }
        return JSON.writeValueAsBytes(root);
    }

    private static ObjectNode learner(ModelOutput output) {
        ObjectNode node = JSON.createObjectNode();
        node.put("name", output.judged().name());
        node.set(
                "settings",
                JSON.valueToTree(output.judged().candidate().settings().values()));
        node.set("validation", JSON.valueToTree(output.judged().candidate().metrics()));
        node.set("test", JSON.valueToTree(output.judged().metrics()));
        node.put("interval", output.card().interval().method());
        node.put("cpu_seconds", output.judged().cpuSeconds());
        node.put("onnx_bytes", output.file().length);
        node.put("onnx_max_relative_difference", output.parity().worst());
        node.set("verdict", JSON.valueToTree(output.card().verdict()));
        node.set("compared", JSON.valueToTree(output.card().evaluation().baselines()));
        return node;
    }

    private static String sha256(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
