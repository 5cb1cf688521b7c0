package dev.sluice.trainer.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schemas.model.ModelCard;
import java.io.IOException;

/** Everything that was measured of a response model, for machines. */
final class ResponseMetricsJson {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private ResponseMetricsJson() {}

    static byte[] of(ResponseOutput output, double cpuSeconds) throws IOException {
        ModelCard card = output.card();
        ObjectNode root = JSON.createObjectNode();
        root.put("kind", card.kind());
        root.put("account", output.of().name());
        root.put("version", card.version());
        root.set("target", JSON.valueToTree(card.target()));
        root.set("training", JSON.valueToTree(card.training()));
        root.set("settings", JSON.valueToTree(card.learner().settings()));
        root.put("cpu_seconds", cpuSeconds);
        root.put("onnx_bytes", output.file().length);
        root.put("onnx_max_relative_difference", output.parity().worst());
        root.set("evaluation", JSON.valueToTree(card.evaluation()));
        root.set("verdict", JSON.valueToTree(card.verdict()));
        root.set("warnings", JSON.valueToTree(card.warnings()));
        root.set("channels", JSON.valueToTree(output.fit().diagnostics().channels()));
        return JSON.writeValueAsBytes(root);
    }
}
