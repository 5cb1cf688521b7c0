package dev.sluice.app.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How durations are written, in the configuration and on the command line. */
public final class DurationFormat {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

    private DurationFormat() {}

    /** {@code 200ms}, {@code 30s}, {@code 5m}, {@code 12h}, {@code 400d}, or ISO 8601 such as {@code PT30S}. */
    public static Optional<Duration> parse(String text) {
        Matcher simple = DURATION.matcher(text);
        if (simple.matches()) {
            long n = Long.parseLong(simple.group(1));
            return Optional.of(
                    switch (simple.group(2)) {
                        case "ms" -> Duration.ofMillis(n);
                        case "s" -> Duration.ofSeconds(n);
                        case "m" -> Duration.ofMinutes(n);
                        case "h" -> Duration.ofHours(n);
                        default -> Duration.ofDays(n);
                    });
        }
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
