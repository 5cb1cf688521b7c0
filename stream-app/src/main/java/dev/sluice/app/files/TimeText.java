package dev.sluice.app.files;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads days and times of one declared format; never guesses. Remembers the last text, since neighbouring rows
 * often share it. Not thread-safe.
 */
final class TimeText {
    static final String ISO = "iso";

    private static final DateTimeFormatter ISO_FORMAT = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("[['T'][ ]")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[ ][XXX][XX][X][VV]]")
            .toFormatter(Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-12-31T00:00:00Z");

    private final String format;
    private final ZoneId zone;
    private final @Nullable DateTimeFormatter formatter;
    private final long unitsPerSecond;

    private @Nullable String lastText;
    private Instant lastTime = Instant.EPOCH;

    /** @throws IllegalArgumentException for a pattern that java.time does not know */
    TimeText(String format, ZoneId zone) {
        this.format = format;
        this.zone = zone;
        this.unitsPerSecond = switch (format) {
            case "epoch_seconds" -> 1;
            case "epoch_millis" -> 1_000;
            case "epoch_micros" -> 1_000_000;
            default -> 0;
        };
        this.formatter = unitsPerSecond > 0 ? null : formatter(format);
    }

    private static DateTimeFormatter formatter(String format) {
        if (format.equals(ISO)) {
            return ISO_FORMAT;
        }
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(strictYears(format))
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /** Strict parsing (no 31 February) wants {@code u} for years where everyone writes {@code y}. */
    private static String strictYears(String pattern) {
        StringBuilder strict = new StringBuilder(pattern.length());
        boolean quoted = false;
        for (char c : pattern.toCharArray()) {
            quoted ^= c == '\'';
            strict.append(c == 'y' && !quoted ? 'u' : c);
        }
        return strict.toString();
    }

    /** Milliseconds since the epoch; a text without a time is the start of its day. */
    long millis(String text) throws BadText {
        return time(text).toEpochMilli();
    }

    /** The day in the zone. */
    LocalDate day(String text) throws BadText {
        return LocalDate.ofInstant(time(text), zone);
    }

    private Instant time(String text) throws BadText {
        if (text.equals(lastText)) {
            return lastTime;
        }
        Instant time = formatter == null ? fromEpoch(text) : parse(text, formatter);
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new BadText("outside the years 1900 to 2200; is the format '" + format + "' right?");
        }
        lastTime = time;
        lastText = text;
        return lastTime;
    }

    private Instant parse(String text, DateTimeFormatter parser) throws BadText {
        TemporalAccessor parsed;
        try {
            parsed = parser.parse(text);
        } catch (DateTimeException e) {
            throw new BadText(
                    format.equals(ISO)
                            ? "not an ISO date or time such as 2024-01-31 or 2024-01-31T09:30:00Z; declare another"
                                    + " 'format'"
                            : "does not match the declared date pattern '" + format + "'");
        }
        LocalDate date = parsed.query(TemporalQueries.localDate());
        if (date == null) {
            throw new BadText("the declared date pattern '" + format + "' gives no whole date");
        }
        LocalTime time = parsed.query(TemporalQueries.localTime());
        ZoneId stated = parsed.query(TemporalQueries.zone());
        return date.atTime(time == null ? LocalTime.MIDNIGHT : time)
                .atZone(stated == null ? zone : stated)
                .toInstant();
    }

    private Instant fromEpoch(String text) throws BadText {
        long units;
        try {
            units = Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new BadText("not a whole number of " + format.replace('_', ' '));
        }
        try {
            return Instant.ofEpochSecond(Math.floorDiv(units, unitsPerSecond))
                    .plus(Math.floorMod(units, unitsPerSecond) * (1_000_000_000L / unitsPerSecond), ChronoUnit.NANOS);
        } catch (DateTimeException | ArithmeticException e) {
            throw new BadText("out of the range of times");
        }
    }
}
