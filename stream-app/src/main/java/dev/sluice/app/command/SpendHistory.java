package dev.sluice.app.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What channels cost and brought so far: rows of spend and new customers (or revenue), from any CSV file. */
final class SpendHistory {
    /** How rows become a channel's CAC. */
    enum Mean {
        /** All spend by all customers: what a customer really cost. */
        POOLED,
        /** The mean of the rows' own CAC; a row without customers has none. */
        ROWS
    }

    private record Entry(double spend, double brought) {}

    private final Map<String, List<Entry>> entries = new LinkedHashMap<>();

    private SpendHistory() {}

    static SpendHistory read(Path file, String channelColumn, String spendColumn, String broughtColumn) {
        CsvTable table = CsvTable.read(file);
        int channel = table.column(channelColumn);
        int spend = table.column(spendColumn);
        int brought = table.column(broughtColumn);
        SpendHistory history = new SpendHistory();
        for (CsvTable.Row row : table.rows()) {
            history.entries
                    .computeIfAbsent(table.text(row, channel), name -> new ArrayList<>())
                    .add(new Entry(table.amount(row, spend), table.amount(row, brought)));
        }
        table.done();
        return history;
    }

    List<String> channels() {
        return entries.keySet().stream().sorted().toList();
    }

    /** Spend per customer; null where there were none, or the channel is not known. */
    @Nullable
    Double cac(String channel, Mean mean) {
        List<Entry> own = entries.getOrDefault(channel, List.of());
        double cac =
                switch (mean) {
                    case POOLED ->
                        own.stream().mapToDouble(Entry::spend).sum()
                                / own.stream().mapToDouble(Entry::brought).sum();
                    case ROWS ->
                        own.stream()
                                .filter(entry -> entry.brought > 0)
                                .mapToDouble(entry -> entry.spend / entry.brought)
                                .average()
                                .orElse(Double.NaN);
                };
        return Double.isFinite(cac) && cac > 0 ? cac : null;
    }

    /** What came in per unit of spend; null where nothing was spent. */
    @Nullable
    Double returnOnSpend(String channel) {
        List<Entry> own = entries.getOrDefault(channel, List.of());
        double ratio = own.stream().mapToDouble(Entry::brought).sum()
                / own.stream().mapToDouble(Entry::spend).sum();
        return Double.isFinite(ratio) ? ratio : null;
    }
}
