package dev.sluice.trainer.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Options of a command line out of a YAML file: {@code learners: [linear, forest]} is {@code --learners linear,forest}. */
final class YamlDefaults {
    static final String OPTION = "--config";

    private YamlDefaults() {}

    /**
     * The arguments with those of the file {@code --config} names before them, less what the command line says itself.
     *
     * @param known names of the command's options, with their dashes
     */
    static List<String> expand(List<String> arguments, Set<String> known, Path directory) {
        String file = valueOf(arguments, OPTION);
        if (file == null) {
            return arguments;
        }
        List<String> expanded = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry :
                read(directory.resolve(file), file).properties()) {
            String option = "--" + entry.getKey();
            if (!known.contains(option) || option.equals(OPTION)) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        file + ": there is no option \"" + entry.getKey() + "\"; there are " + names(known));
            }
            if (valueOf(arguments, option) == null) {
                texts(entry.getValue()).forEach(text -> expanded.add(option + "=" + text));
            }
        }
        expanded.addAll(arguments);
        return expanded;
    }

    private static String names(Set<String> known) {
        return new TreeSet<>(known)
                .stream()
                        .filter(name -> name.startsWith("--"))
                        .map(name -> name.substring(2))
                        .collect(Collectors.joining(", "));
    }

    private static JsonNode read(Path path, String name) {
        try {
            JsonNode root = new YAMLMapper().readTree(Files.readAllBytes(path));
            if (root == null || !root.isObject()) {
                throw new CommandFailure(ExitCode.USAGE, name + ": not a YAML map of options");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    name + ":" + (e.getLocation() == null ? "" : e.getLocation().getLineNr() + ": ")
                            + e.getOriginalMessage(),
                    e);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, name + " can't be read: " + e.getMessage(), e);
        }
    }

    /** One text for a scalar, several for a list. */
    private static List<String> texts(JsonNode value) {
        if (value.isArray()) {
            List<String> texts = new ArrayList<>();
            value.forEach(item -> texts.add(item.asText()));
            return texts;
        }
        return List.of(value.asText());
    }

    private static @Nullable String valueOf(List<String> arguments, String option) {
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).startsWith(option + "=")) {
                return arguments.get(i).substring(option.length() + 1);
            }
            if (arguments.get(i).equals(option)) {
                return i + 1 < arguments.size() ? arguments.get(i + 1) : "";
            }
        }
        return null;
    }
}
