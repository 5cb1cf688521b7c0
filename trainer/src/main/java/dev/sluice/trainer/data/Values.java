package dev.sluice.trainer.data;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Set;
import java.util.regex.Pattern;

/** What a piece of text means in a column of some type. */
final class Values {
    /** How tools write "no number"; in a category column these may be names, so there only the empty text is missing. */
    private static final Set<String> NO_NUMBER =
            Set.of("NA", "N/A", "na", "n/a", "NaN", "nan", "NULL", "null", "None", "-");

    private static final Pattern ISO = Pattern.compile(
            "\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}(:\\d{2}([.,]\\d{1,9})?)?(Z|[+-]\\d{2}(:?\\d{2})?)?)?");

    private Values() {}

    static boolean isMissing(String text) {
        return text.isEmpty() || NO_NUMBER.contains(text);
    }

    /** The decimal number, or NaN where the text is none; never infinite. */
    static double number(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return Double.NaN; // keeps out what Java reads, too: 1d, 0x1p3, Infinity
            }
        }
        try {
            double value = Double.parseDouble(text);
            return Double.isInfinite(value) ? Double.NaN : value;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** The day of an ISO date, or of an ISO date with a time, as it is written; {@link Column.Dates#MISSING} for other text. */
    static long isoDay(String text) {
        if (text.length() < 10 || text.charAt(4) != '-' || !ISO.matcher(text).matches()) {
            return Column.Dates.MISSING;
        }
        try {
            return LocalDate.parse(text.substring(0, 10)).toEpochDay();
        } catch (DateTimeException e) {
            return Column.Dates.MISSING;
        }
    }

    /** The day of a date, or the first of a month, in this format; {@link Column.Dates#MISSING} for other text. */
    static long day(String text, DateTimeFormatter format) {
        try {
            TemporalAccessor found = format.parseBest(text, LocalDate::from, YearMonth::from);
            return found instanceof YearMonth month
                    ? month.atDay(1).toEpochDay()
                    : LocalDate.from(found).toEpochDay();
        } catch (DateTimeException e) {
            return Column.Dates.MISSING;
        }
    }
}
