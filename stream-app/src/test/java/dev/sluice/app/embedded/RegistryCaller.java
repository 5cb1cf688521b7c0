package dev.sluice.app.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Raw HTTP against a registry: what a client of any language would send. */
final class RegistryCaller implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    RegistryCaller(String url) {
        this.url = url;
    }

    record Answer(int status, JsonNode body) {
        int code() {
            return body.path("error_code").asInt();
        }

        int id() {
            return body.path("id").asInt();
        }

        String text() {
            return body.toString();
        }
    }

    Answer call(String method, String path, String body) throws IOException, InterruptedException {
        return send(request(method, path, body));
    }

    /**
     * Sends the body only once the server wants it: one that refuses it at its announced length closes the connection,
     * and whoever is still sending then may lose the answer.
     */
    Answer askedFirst(String method, String path, String body) throws IOException, InterruptedException {
        return send(request(method, path, body).expectContinue(true));
    }

    private HttpRequest.Builder request(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .header("Accept", "text/strange");
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        try {
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (JsonProcessingException e) {
            return new Answer(response.statusCode(), JSON.getNodeFactory().textNode(response.body()));
        }
    }

    Answer get(String path) throws IOException, InterruptedException {
        return call("GET", path, "");
    }

    Answer post(String path, String schema) throws IOException, InterruptedException {
        return call("POST", path, body(schema).toString());
    }

    Answer register(String subject, String schema) throws IOException, InterruptedException {
        return post("/subjects/" + subject + "/versions", schema);
    }

    static ObjectNode body(String schema) {
        return JSON.createObjectNode().put("schema", schema);
    }

    @Override
    public void close() {
        http.close();
    }
}
