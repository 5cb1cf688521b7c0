package dev.sluice.app.files;

import java.nio.file.Path;

/**
 * A row that could not be used.
 *
 * @param file the file as it was named
 * @param line physical line on which the row starts, from 1
 * @param column the column at fault; empty where the whole row is
 * @param value what the cell holds, cut to {@value #LONGEST_VALUE} characters
 * @param reason what is wrong, and what would be right
 */
public record RowProblem(Path file, long line, String column, String value, String reason) {
    static final int LONGEST_VALUE = 80;

    public RowProblem {
        value = shorten(value);
    }

    static String shorten(String text) {
        String flat = text.replaceAll("[\\p{Cntrl}]", " ");
        return flat.length() <= LONGEST_VALUE ? flat : flat.substring(0, LONGEST_VALUE) + "…";
    }

    /** One line for people: {@code file:line: column "x", value "y": reason}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append(file).append(':').append(line);
        if (!column.isEmpty()) {
            text.append(": column \"").append(column).append('"');
        }
        if (!value.isEmpty()) {
            text.append(column.isEmpty() ? ": \"" : ", value \"").append(value).append('"');
        }
        return text.append(": ").append(reason).toString();
    }
}
