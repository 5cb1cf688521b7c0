package dev.sluice.trainer.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a table make the rows to learn from.
 *
 * @param target the column to predict, of numbers
 * @param features the inputs; empty for every column that may be one: neither the target, a date, nor like an identifier
 * @param date the column that dates the rows, or null
 * @param series the columns that tell apart the series that dated rows belong to
 */
public record DatasetRecipe(
        String target, List<String> features, @Nullable String date, List<String> series) {

    /** A column that is no input, though nobody said so, and why. */
    public record LeftOut(String column, String reason) {}

    /**
     * What the recipe makes of a table.
     *
     * @param tableRows [row], the row of the table it was
     * @param withoutTarget rows left out as their target is missing
     * @param withoutDate rows left out as their date is missing
     */
    @SuppressWarnings("ArrayRecordComponent") // an index, not a value to compare
    public record Prepared(
            Dataset dataset,
            String target,
            int[] tableRows,
            int withoutTarget,
            int withoutDate,
            List<LeftOut> leftOut) {
        public Prepared {
            leftOut = List.copyOf(leftOut);
        }
    }

    public DatasetRecipe {
        features = List.copyOf(features);
        series = List.copyOf(series);
    }

    /** Every usable column predicts the target; rows have no date. */
    public static DatasetRecipe predicting(String target) {
        return new DatasetRecipe(target, List.of(), null, List.of());
    }

    /** This with the inputs named. */
    public DatasetRecipe from(String... inputs) {
        return new DatasetRecipe(target, List.of(inputs), date, series);
    }

    /** This with rows dated by a column, and told apart by others. */
    public DatasetRecipe datedBy(String column, String... told) {
        return new DatasetRecipe(target, features, column, List.of(told));
    }

    /**
     * The rows to learn from, in the table's order.
     *
     * @throws TableException where a column is missing or of the wrong type, or no row or no input is left
     */
    public Prepared prepare(Table table) throws TableException {
        double[] targets = table.numbers(target).values();
        Optional<long[]> days =
                date == null ? Optional.empty() : Optional.of(table.dates(date).days());
        List<LeftOut> leftOut = new ArrayList<>();
        SequencedMap<String, Column> inputs = features.isEmpty() ? usual(table, leftOut) : named(table);
        if (inputs.isEmpty()) {
            throw new TableException(table.source() + ": no column is left to predict \"" + target + "\" from");
        }
        int[] rows = new int[table.size()];
        int kept = 0;
        int withoutTarget = 0;
        for (int row = 0; row < rows.length; row++) {
            if (Double.isNaN(targets[row])) {
                withoutTarget++;
            } else if (days.isEmpty() || days.get()[row] != Column.Dates.MISSING) {
                rows[kept++] = row;
            }
        }
        if (kept == 0) {
            throw new TableException("%s: no row has a \"%s\"%s"
                    .formatted(table.source(), target, date == null ? "" : " and a \"" + date + "\""));
        }
        int[] chosen = Arrays.copyOf(rows, kept);
        Dataset all = assemble(inputs, targets, days.orElse(new long[0]), series(table));
        return new Prepared(
                all.rows(chosen), target, chosen, withoutTarget, table.size() - kept - withoutTarget, leftOut);
    }

    private SequencedMap<String, Column> usual(Table table, List<LeftOut> leftOut) throws TableException {
        String targetName = table.resolve(target);
        SequencedMap<String, Column> inputs = new LinkedHashMap<>();
        for (Map.Entry<String, Column> entry : table.columns().entrySet()) {
            Optional<String> reason = Identifiers.reasonToLeaveOut(entry.getKey(), entry.getValue());
            if (reason.isPresent() && !entry.getKey().equals(targetName)) {
                leftOut.add(new LeftOut(entry.getKey(), reason.get()));
            } else if (!entry.getKey().equals(targetName)) {
                inputs.put(entry.getKey(), entry.getValue());
            }
        }
        return inputs;
    }

    private SequencedMap<String, Column> named(Table table) throws TableException {
        String targetName = table.resolve(target);
        SequencedMap<String, Column> inputs = new LinkedHashMap<>();
        for (String feature : features) {
            String name = table.resolve(feature);
            Column column = table.column(name);
            if (name.equals(targetName)) {
                throw new TableException("\"" + name + "\" is the target: it can't be a feature, too");
            }
            if (column instanceof Column.Dates) {
                throw new TableException("%s: \"%s\" holds dates; a feature holds numbers or categories"
                        .formatted(table.source(), name));
            }
            if (inputs.put(name, column) != null) {
                throw new TableException("the feature \"" + name + "\" is named twice");
            }
        }
        return inputs;
    }

    private String[] series(Table table) throws TableException {
        if (series.isEmpty() || date == null) {
            return new String[0];
        }
        String[] names = new String[table.size()];
        Set<String> seen = new HashSet<>();
        for (String part : series) {
            if (!seen.add(table.resolve(part))) {
                throw new TableException("the series column \"" + part + "\" is named twice");
            }
            if (!(table.column(part) instanceof Column.Categories categories)) {
                throw new TableException(table.source() + ": the series column \"" + part + "\" must hold categories");
            }
            for (int row = 0; row < names.length; row++) {
                String value = String.valueOf(categories.values()[row]);
                names[row] = names[row] == null ? value : names[row] + "/" + value;
            }
        }
        return names;
    }

    private static Dataset assemble(
            SequencedMap<String, Column> inputs, double[] targets, long[] days, String[] series) {
        List<String> numberNames = new ArrayList<>();
        List<double[]> numbers = new ArrayList<>();
        List<String> categoryNames = new ArrayList<>();
        List<@Nullable String[]> categories = new ArrayList<>();
        inputs.forEach((name, column) -> {
            switch (column) {
                case Column.Numbers some -> {
                    numberNames.add(name);
                    numbers.add(some.values());
                }
                case Column.Categories some -> {
                    categoryNames.add(name);
                    categories.add(some.values());
                }
                case Column.Dates some -> throw new IllegalStateException("dates are no inputs");
            }
        });
        return new Dataset(
                numberNames,
                numbers.toArray(double[][]::new),
                categoryNames,
                categories.toArray(String[][]::new),
                targets,
                days,
                series);
    }
}
