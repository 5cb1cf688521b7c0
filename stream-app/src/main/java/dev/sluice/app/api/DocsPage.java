package dev.sluice.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/** The contract as one page of HTML: no script, no request elsewhere. */
final class DocsPage {
    private final JsonNode contract;
    private final StringBuilder out = new StringBuilder(64 * 1024);

    private DocsPage(JsonNode contract) {
        this.contract = contract;
    }

    static String of(JsonNode contract) {
        return new DocsPage(contract).write();
    }

    private String write() {
        String title = text(contract.at("/info/title"));
        out.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .append("<meta name=\"color-scheme\" content=\"light dark\"><title>")
                .append(title)
                .append("</title><link rel=\"stylesheet\" href=\"/docs.css\"></head><body><header><h1>")
                .append(title)
                .append("</h1>");
        paragraphs(contract.at("/info/description"));
        out.append("<p><a href=\"/openapi.yaml\">openapi.yaml</a> is the same for programs;")
                .append(" <a href=\"/\">the page</a> is for people.</p></header><nav aria-label=\"Paths\"><ul>");
        each("paths", (path, item) -> operations(path, item, this::link));
        out.append("</ul></nav><main>");
        each("paths", (path, item) -> operations(path, item, this::operation));
        problems();
        schemas();
        return out.append("</main></body></html>\n").toString();
    }

    @FunctionalInterface
    private interface Operation {
        void write(String method, String path, JsonNode operation);
    }

    private void each(String field, BiConsumer<String, JsonNode> write) {
        contract.path(field).properties().forEach(e -> write.accept(e.getKey(), e.getValue()));
    }

    private static void operations(String path, JsonNode item, Operation write) {
        for (Map.Entry<String, JsonNode> each : item.properties()) {
            if (each.getValue().has("responses")) {
                write.write(each.getKey().toUpperCase(Locale.ROOT), path, each.getValue());
            }
        }
    }

    private void link(String method, String path, JsonNode operation) {
        out.append("<li><a href=\"#")
                .append(escaped(operation.path("operationId").asText()))
                .append("\"><code>")
                .append(method)
                .append(' ')
                .append(escaped(path))
                .append("</code></a> ")
                .append(text(operation.path("summary")))
                .append("</li>");
    }

    private void operation(String method, String path, JsonNode operation) {
        out.append("<section id=\"")
                .append(escaped(operation.path("operationId").asText()))
                .append("\"><h2><code>")
                .append(method)
                .append(' ')
                .append(escaped(path))
                .append("</code></h2><p>")
                .append(text(operation.path("summary")))
                .append("</p>");
        paragraphs(operation.path("description"));
        JsonNode scope = operation.path("x-scope");
        out.append("<p>Scope: ")
                .append(scope.isMissingNode() ? "none" : text(scope))
                .append(".</p>");
        parameters(operation.path("parameters"));
        body(operation.path("requestBody"));
        responses(operation.path("responses"));
        out.append("</section>");
    }

    private void parameters(JsonNode parameters) {
        if (parameters.isEmpty()) {
            return;
        }
        out.append("<table><caption>Parameters</caption><tr><th>name</th><th>in</th><th>what</th></tr>");
        for (JsonNode each : parameters) {
            JsonNode parameter = resolved(each);
            row(
                    "<code>" + text(parameter.path("name")) + "</code>"
                            + (parameter.path("required").asBoolean() ? " (required)" : ""),
                    text(parameter.path("in")),
                    text(parameter.path("description")));
        }
        out.append("</table>");
    }

    private void body(JsonNode body) {
        resolved(body).path("content").properties().forEach(e -> out.append("<p>Body: <code>")
                .append(escaped(e.getKey()))
                .append("</code>, ")
                .append(schemaName(e.getValue().path("schema")))
                .append("</p>"));
    }

    private void responses(JsonNode responses) {
        out.append("<table><caption>Answers</caption><tr><th>status</th><th>type</th><th>what</th></tr>");
        responses.properties().forEach(e -> {
            JsonNode response = resolved(e.getValue());
            StringBuilder types = new StringBuilder();
            response.path("content").properties().forEach(c -> types.append(types.isEmpty() ? "" : "<br>")
                    .append("<code>")
                    .append(escaped(c.getKey()))
                    .append("</code> ")
                    .append(schemaName(c.getValue().path("schema"))));
            row(escaped(e.getKey()), types.toString(), text(response.path("description")));
        });
        out.append("</table>");
    }

    private void problems() {
        out.append("<section id=\"problems\"><h2>Problems</h2><table><tr><th>status</th><th>title</th><th>what to"
                + " do</th></tr>");
        for (ProblemKind kind : ProblemKind.values()) {
            out.append("<tr id=\"").append(kind.anchor()).append("\"><td>");
            out.append(kind.status())
                    .append("</td><td>")
                    .append(escaped(kind.title()))
                    .append("</td><td>");
            out.append(escaped(kind.meaning())).append("</td></tr>");
        }
        out.append("</table></section>");
    }

    private void schemas() {
        contract.at("/components/schemas").properties().forEach(e -> {
            out.append("<section id=\"schema-").append(escaped(e.getKey())).append("\"><h2>");
            out.append(escaped(e.getKey())).append("</h2>");
            paragraphs(e.getValue().path("description"));
            if (e.getValue().has("properties")) {
                out.append("<table><tr><th>field</th><th>type</th><th>what</th></tr>");
                e.getValue()
                        .path("properties")
                        .properties()
                        .forEach(p -> row(
                                "<code>" + escaped(p.getKey()) + "</code>",
                                schemaName(p.getValue()),
                                text(p.getValue().path("description"))));
                out.append("</table>");
            }
            out.append("</section>");
        });
    }

    private void row(String... cells) {
        out.append("<tr>");
        for (String cell : cells) {
            out.append("<td>").append(cell).append("</td>");
        }
        out.append("</tr>");
    }

    private String schemaName(JsonNode schema) {
        if (schema.has("$ref")) {
            String reference = schema.path("$ref").asText();
            String name = escaped(reference.substring(reference.lastIndexOf('/') + 1));
            return "<a href=\"#schema-" + name + "\">" + name + "</a>";
        }
        if (schema.has("allOf")) {
            return schemaName(schema.path("allOf").path(0)) + nullable(schema);
        }
        if (schema.path("type").asText().equals("array")) {
            return "list of " + schemaName(schema.path("items"));
        }
        String format = schema.has("format") ? " (" + text(schema.path("format")) + ")" : "";
        return text(schema.path("type")) + format + nullable(schema);
    }

    private static String nullable(JsonNode schema) {
        return schema.path("nullable").asBoolean() ? " or null" : "";
    }

    /** What a reference stands for. */
    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? contract.at(node.path("$ref").asText().substring(1)) : node;
    }

    private void paragraphs(JsonNode text) {
        for (String each : text.asText("").split("\n\\s*\n", -1)) {
            if (!each.isBlank()) {
                out.append("<p>").append(escaped(each.strip())).append("</p>");
            }
        }
    }

    private static String text(JsonNode node) {
        return escaped(node.asText("").strip());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
