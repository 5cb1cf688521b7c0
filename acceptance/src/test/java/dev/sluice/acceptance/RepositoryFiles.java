package dev.sluice.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Files of the repository that operators use as they are. */
final class RepositoryFiles {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private RepositoryFiles() {}

    static Path path(String first, String... more) {
        return Path.of(System.getProperty("sluice.root", ".."), first)
                .resolve(String.join("/", more))
                .toAbsolutePath()
                .normalize();
    }

    static String text(String first, String... more) throws IOException {
        return Files.readString(path(first, more));
    }

    static JsonNode yaml(Path file) throws IOException {
        return YAML.readTree(Files.readString(file));
    }

    /** Every document of a file or a stream of them. */
    static List<JsonNode> documents(String yaml) throws IOException {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            List<JsonNode> read = new ArrayList<>();
            documents.forEachRemaining(each -> {
                if (each.isObject()) {
                    read.add(each);
                }
            });
            return read;
        }
    }

    static List<JsonNode> dashboards() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(path("grafana", "dashboards"))) {
            files = found.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        List<JsonNode> dashboards = new ArrayList<>();
        for (Path file : files) {
            dashboards.add(JSON.readTree(Files.readString(file)));
        }
        return dashboards;
    }

    static List<JsonNode> alerts() throws IOException {
        List<JsonNode> alerts = new ArrayList<>();
        for (JsonNode group :
                yaml(path("deploy", "prometheus", "alert-rules.yml")).get("groups")) {
            group.get("rules").forEach(alerts::add);
        }
        return alerts;
    }
}
