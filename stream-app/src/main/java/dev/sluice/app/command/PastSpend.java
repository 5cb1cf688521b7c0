package dev.sluice.app.command;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Spend of the last weeks, from a CSV file with the column {@code date} and one of each channel, oldest first. */
final class PastSpend {
    private static final int WEEK = 7;

    private PastSpend() {}

    /** Spend by channel, the last week's first, in micros. */
    static Map<String, List<Long>> read(Path file, List<String> channels) {
        CsvTable table = CsvTable.read(file);
        int date = table.column("date");
        Map<String, Integer> columns = new LinkedHashMap<>();
        channels.forEach(channel -> columns.put(channel, table.column(channel)));
        Map<String, List<Long>> spends = new LinkedHashMap<>();
        LocalDate before = null;
        for (CsvTable.Row row : table.rows()) {
            before = week(table, row, date, before);
            columns.forEach((channel, column) -> {
                double amount = table.amount(row, column);
                spends.computeIfAbsent(channel, name -> new ArrayList<>())
                        .addFirst(micros(table, row, channel, amount));
            });
        }
        table.done();
        return spends;
    }

    private static long micros(CsvTable table, CsvTable.Row row, String channel, double amount) {
        if (Double.isNaN(amount)) {
            return 0; // a fault already
        }
        try {
            return CurrentSpend.micros(Double.toString(amount));
        } catch (ArithmeticException | NumberFormatException e) {
            table.fault(row.line(), channel + " " + amount + " is too large for a week's spend");
            return 0;
        }
    }

    private static @Nullable LocalDate week(CsvTable table, CsvTable.Row row, int column, @Nullable LocalDate before) {
        String text = table.text(row, column);
        try {
            LocalDate date = LocalDate.parse(text);
            if (before != null && !date.equals(before.plusDays(WEEK))) {
                table.fault(row.line(), "the week of " + before.plusDays(WEEK) + " is expected here, not " + date);
            }
            return date;
        } catch (DateTimeParseException e) {
            if (!text.isEmpty()) {
                table.fault(row.line(), "'" + text + "' is no date such as 2026-03-02");
            }
            return before == null ? null : before.plusDays(WEEK);
        }
    }
}
