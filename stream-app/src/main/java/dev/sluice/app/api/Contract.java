package dev.sluice.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The contract, {@code openapi.yaml}: as it is, and as a page for people. */
final class Contract implements Routes {
    private static final String FILE = "openapi.yaml";

    private final byte[] yaml = resource(FILE);
    private final byte[] style = resource("docs/docs.css");
    private final String page;

    Contract() {
        try {
            JsonNode document = new YAMLMapper().readTree(yaml);
            this.page = DocsPage.of(document);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " is no YAML", e);
        }
    }

    private static byte[] resource(String name) {
        try (InputStream in = Contract.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " can't be read from the class path", e);
        }
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.open("/openapi.yaml", call -> Reply.of(200, "application/yaml", yaml)),
                Route.open("/docs.css", call -> Reply.of(200, "text/css; charset=utf-8", style)),
                Route.open("/docs", call -> Reply.text("text/html; charset=utf-8", page)));
    }
}
