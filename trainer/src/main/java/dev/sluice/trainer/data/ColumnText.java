package dev.sluice.trainer.data;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The texts of one column, blanks around them removed, on their way to a type. */
final class ColumnText {
    /** A value that is not of the type its column is declared to have. */
    static final class BadValueException extends Exception {
        private static final long serialVersionUID = 1L;
        private final int row;
        private final String value;
        private final String expected;

        BadValueException(int row, String value, String expected) {
            super(null, null, false, false);
            this.row = row;
            this.value = value;
            this.expected = expected;
        }

        int row() {
            return row;
        }

        String value() {
            return value;
        }

        String expected() {
            return expected;
        }
    }

    private final List<String> texts;

    ColumnText(List<String> texts) {
        this.texts = texts;
    }

    /** In the narrowest type that all values have; categories where there is no value at all. */
    Column inferred() {
        boolean numbers = false;
        boolean dates = false;
        boolean numbersOnly = true;
        boolean datesOnly = true;
        for (String text : texts) {
            if (!Values.isMissing(text)) {
                boolean number = numbersOnly && !Double.isNaN(Values.number(text));
                boolean date = datesOnly && !number && Values.isoDay(text) != Column.Dates.MISSING;
                numbers |= number;
                dates |= date;
                numbersOnly &= number;
                datesOnly &= date;
            }
            if (!numbersOnly && !datesOnly) {
                return categories();
            }
        }
        try {
            return numbers && numbersOnly ? numbers() : dates && datesOnly ? dates() : categories();
        } catch (BadValueException e) {
            throw new IllegalStateException("every value was seen to have the type", e);
        }
    }

    Column as(ColumnType type) throws BadValueException {
        return switch (type) {
            case NUMBER -> numbers();
            case CATEGORY -> categories();
            case DATE -> dates();
        };
    }

    private Column.Numbers numbers() throws BadValueException {
        double[] values = new double[texts.size()];
        for (int row = 0; row < values.length; row++) {
            String text = texts.get(row);
            values[row] = Values.isMissing(text) ? Double.NaN : Values.number(text);
            if (Double.isNaN(values[row]) && !Values.isMissing(text)) {
                throw new BadValueException(row, text, "number");
            }
        }
        return new Column.Numbers(values);
    }

    private Column.Categories categories() {
        @Nullable String[] values = new String[texts.size()];
        for (int row = 0; row < values.length; row++) {
            String text = texts.get(row);
            values[row] = text.isEmpty() ? null : text;
        }
        return new Column.Categories(values);
    }

    private Column.Dates dates() throws BadValueException {
        return dates("date in ISO 8601 (2026-01-31); state its pattern", Values::isoDay);
    }

    /**
     * As dates written in this pattern.
     *
     * @throws IllegalArgumentException where the pattern is none
     */
    Column.Dates dates(String pattern) throws BadValueException {
        DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
        return dates("date of the pattern " + pattern, text -> Values.day(text, format));
    }

    private Column.Dates dates(String expected, ToLongFunction<String> parse) throws BadValueException {
        long[] days = new long[texts.size()];
        for (int row = 0; row < days.length; row++) {
            String text = texts.get(row);
            days[row] = Values.isMissing(text) ? Column.Dates.MISSING : parse.applyAsLong(text);
            if (days[row] == Column.Dates.MISSING && !Values.isMissing(text)) {
                throw new BadValueException(row, text, expected);
            }
        }
        return new Column.Dates(days);
    }
}
