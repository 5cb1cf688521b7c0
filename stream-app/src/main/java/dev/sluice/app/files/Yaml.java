package dev.sluice.app.files;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A YAML document that remembers where each part stands, for messages that point at a line. */
sealed interface Yaml {
    /** {@code file:line}. */
    String place();

    /** Text as written; empty for null. */
    record Scalar(String place, String text) implements Yaml {}

    record Sequence(String place, List<Yaml> items) implements Yaml {}

    record Table(String place, Map<String, Yaml> entries) implements Yaml {}

    /** Reads one document; an unreadable one gives an empty table and a fault. */
    static Table read(String text, String origin, List<String> faults) {
        Table nothing = new Table(origin + ":1", Map.of());
        try (YAMLParser parser = new YAMLFactory().createParser(text)) {
            if (parser.nextToken() == null) {
                faults.add(origin + ":1: the file is empty");
                return nothing;
            }
            if (new Reader(parser, origin, faults).value() instanceof Table table) {
                return table;
            }
            faults.add(origin + ":1: names and values are expected, such as 'name: value'");
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            faults.add(origin + ":" + line + ": not valid YAML: "
                    + e.getOriginalMessage().lines().findFirst().orElse("unreadable"));
        } catch (IOException e) {
            faults.add(origin + ":1: not valid YAML: " + e.getMessage());
        }
        return nothing;
    }

    /** Builds the tree from the parser's tokens. */
    final class Reader {
        private final YAMLParser parser;
        private final String origin;
        private final List<String> faults;

        private Reader(YAMLParser parser, String origin, List<String> faults) {
            this.parser = parser;
            this.origin = origin;
            this.faults = faults;
        }

        private String place() {
            return origin + ":" + parser.currentTokenLocation().getLineNr();
        }

        private Yaml value() throws IOException {
            String place = place();
            if (parser.isCurrentAlias()) {
                faults.add(place + ": anchors and aliases are not supported here");
                return new Scalar(place, "");
            }
            return switch (parser.currentToken()) {
                case START_OBJECT -> table(place);
                case START_ARRAY -> {
                    List<Yaml> items = new ArrayList<>();
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        items.add(value());
                    }
                    yield new Sequence(place, items);
                }
                case VALUE_NULL -> new Scalar(place, "");
                default -> new Scalar(place, text(parser));
            };
        }

        private Table table(String place) throws IOException {
            Map<String, Yaml> entries = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                String keyPlace = place();
                parser.nextToken();
                if (entries.put(key, value()) != null) {
                    faults.add(keyPlace + ": '" + key + "' stands here twice");
                }
            }
            return new Table(place, entries);
        }

        private static String text(JsonParser parser) throws IOException {
            return parser.getText();
        }
    }
}
