package dev.sluice.app.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A YAML file as dotted keys: nested maps and dotted names mean the same, lists are joined with commas, and maps in a
 * list are written {@code key=value;key=value} with lists in them joined by plus signs.
 */
final class YamlSource {
    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private YamlSource() {}

    static Map<String, String> read(Path file, List<ConfigFault> faults) {
        Map<String, String> values = new LinkedHashMap<>();
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            faults.add(new ConfigFault("config", file.toString(), "a readable YAML file", "the command line"));
            return values;
        }
        try {
            JsonNode root = MAPPER.readTree(file.toFile());
            if (root.isMissingNode() || root.isNull()) {
                return values;
            }
            if (!root.isObject()) {
                faults.add(new ConfigFault("config", file.toString(), "a YAML map of settings", "file " + file));
                return values;
            }
            flatten("", root, values, faults, "file " + file);
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : " line " + e.getLocation().getLineNr();
            String what = e.getOriginalMessage().lines().findFirst().orElse("");
            faults.add(new ConfigFault("config", file.toString(), "valid YAML: " + what, "file " + file + where));
        } catch (IOException e) {
            faults.add(new ConfigFault("config", file.toString(), "readable: " + e.getMessage(), "file " + file));
        }
        return values;
    }

    private static void flatten(
            String prefix, JsonNode node, Map<String, String> into, List<ConfigFault> faults, String origin) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String key = prefix + field.getKey();
            JsonNode value = field.getValue();
            if (value.isObject()) {
                flatten(key + ".", value, into, faults, origin);
                continue;
            }
            String text = value.isArray() ? joined(value) : value.isNull() ? "" : value.asText();
            if (into.putIfAbsent(key, text) != null) {
                faults.add(new ConfigFault(key, Secrets.mask(key, text), "given once", origin));
            }
        }
    }

    private static String joined(JsonNode list) {
        List<String> items = new ArrayList<>();
        list.forEach(item -> items.add(item.isObject() ? pairs(item) : item.asText()));
        return String.join(",", items);
    }

    private static String pairs(JsonNode map) {
        List<String> pairs = new ArrayList<>();
        map.properties().forEach(field -> {
            List<String> words = new ArrayList<>();
            field.getValue().forEach(word -> words.add(word.asText()));
            String value = field.getValue().isArray()
                    ? String.join("+", words)
                    : field.getValue().asText();
            pairs.add(field.getKey() + "=" + value);
        });
        return String.join(";", pairs);
    }
}
