package dev.sluice.app.config;

import dev.sluice.schemas.ClientVariables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The three sources laid over each other: what was given for each setting, and by whom. */
final class Layers {
    /** A value as text, and where it came from. */
    record Given(String text, String origin) {}

    private static final String KAFKA = "kafka.";
    private static final List<String> REGISTRY = List.of("schema.registry.", "registry.");

    /** Read by the launcher, the logging configuration and the tests, not by this class. */
    private static final Set<String> NO_SETTINGS = Set.of(
            "SLUICE_CONFIG",
            "SLUICE_DATA",
            "SLUICE_DEBUG",
            "SLUICE_HOME",
            "SLUICE_JAVA_HOME",
            "SLUICE_JAVA_OPTS",
            "SLUICE_KAFKA_LOG_LEVEL",
            "SLUICE_LOG_LEVEL");

    /** Client properties that promises depend on; each with the setting to use instead, or why it is not for users. */
    private static final Map<String, String> OWNED = Map.ofEntries(
            Map.entry("bootstrap.servers", "set as bootstrap.servers"),
            Map.entry("application.id", "set as application.id"),
            Map.entry("group.id", "set as application.id"),
            Map.entry("state.dir", "set as state.dir"),
            Map.entry("num.stream.threads", "set as threads"),
            Map.entry("commit.interval.ms", "set as commit.interval"),
            Map.entry("group.protocol", "set as group.protocol"),
            Map.entry("processing.guarantee", "left out: Sluice always runs exactly_once_v2"),
            Map.entry("isolation.level", "left out: Sluice always reads committed records"),
            Map.entry("enable.auto.commit", "left out: offsets are committed with the results"),
            Map.entry("transactional.id", "left out: Kafka Streams chooses it"));

    final Map<ConfigKey, Given> settings = new EnumMap<>(ConfigKey.class);
    final Map<String, Given> kafka = new TreeMap<>();
    final Map<String, Given> registry = new TreeMap<>();
    final List<String> warnings = new ArrayList<>();
    private final List<ConfigFault> faults;

    Layers(Map<String, String> flags, Map<String, String> env, @Nullable Path file, List<ConfigFault> faults) {
        this.faults = faults;
        if (file != null) {
            YamlSource.read(file, faults).forEach((key, value) -> named(key, value, "file " + file));
        }
        new TreeMap<>(env).forEach(this::environment);
        flags.forEach((key, value) -> named(key, value, flagOrigin(key)));
        refuseOwned();
    }

    private static String flagOrigin(String key) {
        return "flag " + ConfigKey.byName(key).map(ConfigKey::flagName).orElse("--set " + key);
    }

    private void named(String key, String value, String origin) {
        Given given = new Given(value.strip(), origin);
        var known = ConfigKey.byName(key);
        String registryPrefix =
                REGISTRY.stream().filter(key::startsWith).findFirst().orElse("");
        if (known.isPresent()) {
            settings.put(known.get(), given);
        } else if (key.startsWith(KAFKA) && key.length() > KAFKA.length()) {
            kafka.put(key.substring(KAFKA.length()), given);
        } else if (!registryPrefix.isEmpty() && key.length() > registryPrefix.length()) {
            registry.put(key.substring(registryPrefix.length()), given);
        } else {
            faults.add(new ConfigFault(
                    key,
                    Secrets.mask(key, value),
                    "a known setting (did you mean " + nearest(key) + "? `sluice config` lists them)",
                    origin));
        }
    }

    /** An unknown SLUICE_ variable is only worth a warning: Kubernetes injects some for a service of that name. */
    private void environment(String name, String value) {
        if (!name.startsWith("SLUICE_") || value.isBlank() || NO_SETTINGS.contains(name)) {
            return;
        }
        Given given = new Given(value.strip(), "environment " + name);
        for (ConfigKey key : ConfigKey.values()) {
            if (key.environmentName().equals(name)) {
                settings.put(key, given);
                return;
            }
        }
        Optional<String> kafkaProperty = ClientVariables.kafkaProperty(name);
        Optional<String> registryProperty = ClientVariables.registryProperty(name);
        if (kafkaProperty.isPresent()) {
            kafka.put(kafkaProperty.get(), given);
        } else if (registryProperty.isPresent()) {
            registry.put(registryProperty.get(), given);
        } else {
            String like = nearest(ClientVariables.propertyName(name, "SLUICE_"));
            warnings.add(name + " is no setting of Sluice; nearest is SLUICE_"
                    + like.replace('.', '_').toUpperCase(Locale.ROOT));
        }
    }

    private void refuseOwned() {
        kafka.forEach((key, given) -> {
            String bare = key.replaceFirst("^(main\\.consumer|restore\\.consumer|consumer|producer|admin)\\.", "");
            String instead = OWNED.get(bare);
            if (instead != null) {
                faults.add(new ConfigFault(KAFKA + key, given.text(), instead, given.origin()));
            }
        });
    }

    private static String nearest(String key) {
        String best = ConfigKey.BOOTSTRAP_SERVERS.key();
        int least = Integer.MAX_VALUE;
        for (ConfigKey candidate : ConfigKey.values()) {
            int distance = distance(key.replace('-', '.'), candidate.key());
            if (distance < least) {
                least = distance;
                best = candidate.key();
            }
        }
        return best;
    }

    /** Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
