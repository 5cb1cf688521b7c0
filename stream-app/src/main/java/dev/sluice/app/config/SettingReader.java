package dev.sluice.app.config;

import dev.sluice.app.config.Layers.Given;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns the text of each setting into its type; a bad text becomes a fault and reads as the default. */
final class SettingReader {
    private static final Pattern HOST_PORT = Pattern.compile("(?:\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+):(\\d{1,5})");

    private final Layers layers;
    private final List<ConfigFault> faults;
    private final List<Setting> described = new ArrayList<>();

    SettingReader(Layers layers, List<ConfigFault> faults) {
        this.layers = layers;
        this.faults = faults;
    }

    String text(ConfigKey key, Pattern legal) {
        return read(
                key,
                key.defaultText(),
                text -> legal.matcher(text).matches() ? Optional.of(text) : Optional.empty(),
                text -> text);
    }

    int integer(ConfigKey key, int fallback, int least, int most) {
        return read(
                key,
                fallback,
                text -> text.matches("[+-]?\\d{1,9}")
                        ? Optional.of(Integer.parseInt(text)).filter(n -> n >= least && n <= most)
                        : Optional.empty(),
                String::valueOf);
    }

    /** -1, or 1 to {@code most}. */
    int integerOrBrokerDefault(ConfigKey key, int most) {
        int value = integer(key, -1, -1, most);
        if (value == 0) {
            fault(key);
        }
        return value;
    }

    boolean flag(ConfigKey key) {
        return read(
                key,
                Boolean.valueOf(key.defaultText()),
                text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> Optional.of(true);
                    case "false" -> Optional.of(false);
                    default -> Optional.empty();
                },
                String::valueOf);
    }

    Duration duration(ConfigKey key, Duration least, Duration most) {
        Duration fallback = DurationFormat.parse(key.defaultText()).orElseThrow();
        return read(
                key,
                fallback,
                text -> DurationFormat.parse(text).filter(d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0),
                SettingReader::show);
    }

    ZoneId zone(ConfigKey key) {
        return read(
                key,
                ZoneId.of(key.defaultText()),
                text -> {
                    try {
                        return Optional.of(ZoneId.of(text));
                    } catch (DateTimeException e) {
                        return Optional.empty();
                    }
                },
                ZoneId::getId);
    }

    <E extends Enum<E>> E choice(ConfigKey key, Class<E> type) {
        Function<String, Optional<E>> parse = text -> Arrays.stream(type.getEnumConstants())
                .filter(e -> e.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
        return read(key, parse.apply(key.defaultText()).orElseThrow(), parse, e -> e.name()
                .toLowerCase(Locale.ROOT));
    }

    Path folder(ConfigKey key, Path fallback) {
        return read(key, fallback, SettingReader::path, Path::toString);
    }

    /** Null where none is given. */
    @Nullable
    Path optionalPath(ConfigKey key) {
        return read(key, Optional.<Path>empty(), text -> path(text).map(Optional::of), path -> path.map(Path::toString)
                        .orElse(key.defaultText()))
                .orElse(null);
    }

    private static Optional<Path> path(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    String servers(ConfigKey key) {
        return read(key, key.defaultText(), text -> every(text, SettingReader::isHostAndPort), text -> text);
    }

    String urls(ConfigKey key) {
        return read(key, key.defaultText(), text -> every(text, SettingReader::isHttpUrl), text -> text);
    }

    /** Says that the value given for the key is not legal beside the others. */
    void fault(ConfigKey key) {
        Given given = layers.settings.get(key);
        String value = given == null ? key.defaultText() : Secrets.mask(key.key(), given.text());
        faults.add(new ConfigFault(key.key(), value, key.allowed(), given == null ? "default" : given.origin()));
    }

    List<Setting> described() {
        List<Setting> all = new ArrayList<>(described);
        layers.kafka.forEach((key, given) -> all.add(setting("kafka." + key, given)));
        layers.registry.forEach((key, given) -> all.add(setting("schema.registry." + key, given)));
        return List.copyOf(all);
    }

    private static Setting setting(String key, Given given) {
        return new Setting(key, Secrets.mask(key, given.text()), given.origin());
    }

    /** What was given, as {@code parse} takes it, or the fallback; {@code show} is for people. */
    <T> T read(ConfigKey key, T fallback, Function<String, Optional<T>> parse, Function<T, String> show) {
        Given given = layers.settings.get(key);
        Optional<T> parsed = given == null ? Optional.of(fallback) : parse.apply(given.text());
        if (parsed.isEmpty()) {
            fault(key);
        }
        T value = parsed.orElse(fallback);
        String origin = given == null ? "default" : given.origin();
        described.add(new Setting(key.key(), Secrets.mask(key.key(), show.apply(value)), origin));
        return value;
    }

    private static String show(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 86_400_000 == 0) {
            return millis / 86_400_000 + "d";
        }
        if (millis % 3_600_000 == 0) {
            return millis / 3_600_000 + "h";
        }
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }

    private static Optional<String> every(String list, Function<String, Boolean> legal) {
        List<String> items =
                Arrays.stream(list.split(",", -1)).map(String::strip).toList();
        return items.stream().allMatch(legal::apply) ? Optional.of(String.join(",", items)) : Optional.empty();
    }

    private static boolean isHostAndPort(String text) {
        Matcher matcher = HOST_PORT.matcher(text.replaceFirst("^[A-Z_]+://", ""));
        return matcher.matches() && inRange(Integer.parseInt(matcher.group(1)));
    }

    private static boolean inRange(int port) {
        return port >= 1 && port <= 65_535;
    }

    private static boolean isHttpUrl(String text) {
        try {
            URI uri = URI.create(text);
            String scheme = uri.getScheme();
            return ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme)) && uri.getAuthority() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
