package dev.sluice.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request.Method;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sluice.app.api.RawHttp.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Holds answers against the contract, with somebody else's reading of OpenAPI. */
final class ContractCheck {
    /** An answer that the contract documents. */
    record Documented(String method, String path, int status) {}

    final JsonNode contract;
    private final OpenApiInteractionValidator validator;

    ContractCheck() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(ContractCheck.class.getClassLoader().getResourceAsStream("openapi.yaml"))) {
            String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            this.contract = new YAMLMapper().readTree(yaml);
            this.validator = OpenApiInteractionValidator.createForInlineApiSpecification(yaml)
                    .withLevelResolver(LevelResolver.create()
                            // Every object says for itself whether it may have more.
                            .withLevel(
                                    "validation.response.body.schema.additionalProperties",
                                    ValidationReport.Level.ERROR)
                            .build())
                    .build();
        }
    }

    /** All that is documented for reads. */
    List<Documented> documentedReads() {
        List<Documented> all = new ArrayList<>();
        contract.path("paths").properties().forEach(path -> path.getValue()
                .path("get")
                .path("responses")
                .properties()
                .forEach(response ->
                        all.add(new Documented("get", path.getKey(), Integer.parseInt(response.getKey())))));
        return all;
    }

    boolean documents(String method, String path, int status) {
        return contract.path("paths")
                .path(path)
                .path(method.toLowerCase(Locale.ROOT))
                .path("responses")
                .has(Integer.toString(status));
    }

    /** Fails where the answer is not as the contract says. */
    void holds(String method, String path, Answer answer) {
        SimpleResponse.Builder response = SimpleResponse.Builder.status(answer.status());
        answer.headers().forEach(response::withHeader);
        if (answer.body().length > 0) {
            response.withBody(answer.text());
        }
        ValidationReport report = validator.validateResponse(
                path.replace("{account}", "a").replace("{kind}", "k"),
                Method.valueOf(method.toUpperCase(Locale.ROOT)),
                response.build());
        assertThat(report.getMessages().stream()
                        .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
                        .map(ValidationReport.Message::getMessage))
                .as("%s %s answered %d: %s", method, path, answer.status(), answer.text())
                .isEmpty();
        if (answer.status() >= 400 && !path.equals("/api/v1/health")) {
            assertThat(answer.type()).isEqualTo(Problem.MEDIA_TYPE);
        }
    }
}
