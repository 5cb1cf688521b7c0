package dev.sluice.trainer.data;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Lines of orders by customer. Returns are lines of negative quantity, or of an order whose id starts with C; they lessen
 * the revenue of the day they are dated. Lines without a customer or without a price, and exact repetitions of a line,
 * are left out and counted.
 */
public final class OrderLines {
    /**
     * Names of the columns.
     *
     * @param quantity negative for returns
     * @param price of one, in currency units
     */
    public record Columns(String customer, String order, String date, String item, String quantity, String price) {}

    /** One line; money in currency units. */
    private record Line(String order, String item, long day, double quantity, double amount) {}

    private final Map<String, List<Line>> byCustomer;
    private final int leftOut;
    private final long lastDay;

    private OrderLines(Map<String, List<Line>> byCustomer, int leftOut, long lastDay) {
        this.byCustomer = byCustomer;
        this.leftOut = leftOut;
        this.lastDay = lastDay;
    }

    /** Reads the lines of a table. */
    public static OrderLines of(Table table, Columns columns) throws TableException {
        Column.Categories customers = table.categories(columns.customer());
        Column.Categories orders = table.categories(columns.order());
        Column.Categories items = table.categories(columns.item());
        long[] days = table.dates(columns.date()).days();
        double[] quantities = table.numbers(columns.quantity()).values();
        double[] prices = table.numbers(columns.price()).values();
        Map<String, List<Line>> byCustomer = new TreeMap<>();
        Set<List<Object>> seen = new HashSet<>();
        long last = Long.MIN_VALUE;
        int leftOut = 0;
        for (int row = 0; row < table.size(); row++) {
            String customer = customers.values()[row];
            String order = orders.values()[row];
            String item = String.valueOf(items.values()[row]);
            boolean usable = customer != null
                    && order != null
                    && days[row] != Column.Dates.MISSING
                    && prices[row] > 0
                    && !Double.isNaN(quantities[row])
                    && seen.add(List.of(order, item, days[row], quantities[row], prices[row]));
            if (!usable) {
                leftOut++;
                continue;
            }
            last = Math.max(last, days[row]);
            byCustomer
                    .computeIfAbsent(customer, c -> new ArrayList<>())
                    .add(new Line(order, item, days[row], quantities[row], quantities[row] * prices[row]));
        }
        if (byCustomer.isEmpty()) {
            throw new TableException(table.source() + ": no line has a customer, an order, a date and a price");
        }
        return new OrderLines(byCustomer, leftOut, last);
    }

    /** How many lines could not be used. */
    public int leftOut() {
        return leftOut;
    }

    /** How many customers there are. */
    public int customers() {
        return byCustomer.size();
    }

    /** The date of the latest line. */
    public LocalDate lastDay() {
        return LocalDate.ofEpochDay(lastDay);
    }

    /**
     * One row a customer who had ordered by the end of a day: inputs from what was known then, and as target the revenue,
     * net of returns, of the days after it.
     *
     * @param cut the last day that inputs may know of
     * @param horizonDays how many days after it the target covers
     */
    public Dataset customersAt(LocalDate cut, int horizonDays) throws TableException {
        long day = cut.toEpochDay();
        List<double[]> rows = new ArrayList<>();
        List<Double> targets = new ArrayList<>();
        for (List<Line> lines : byCustomer.values()) {
            List<Line> before = lines.stream().filter(line -> line.day() <= day).toList();
            if (before.stream().anyMatch(OrderLines::isSale)) {
                rows.add(inputs(before, day));
                targets.add(amount(lines, day, day + horizonDays));
            }
        }
        if (rows.isEmpty()) {
            throw new TableException("No customer had ordered by " + cut + "; choose a later cut or a shorter horizon");
        }
        double[][] columns = new double[INPUTS.size()][rows.size()];
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < columns.length; column++) {
                columns[column][row] = rows.get(row)[column];
            }
        }
        double[] target = targets.stream().mapToDouble(Double::doubleValue).toArray();
        return new Dataset(INPUTS, columns, List.of(), new String[0][], target, new long[0], new String[0]);
    }

    /** Names of the inputs, in their order. */
    public static final List<String> INPUTS = List.of(
            "days_since_last_order",
            "days_since_first_order",
            "orders",
            "revenue",
            "average_order",
            "items",
            "distinct_items",
            "lines",
            "returned",
            "revenue_last_30_days",
            "revenue_last_90_days",
            "revenue_last_180_days",
            "days_between_orders",
            "revenue_per_day",
            "largest_line");

    private static boolean isSale(Line line) {
        return line.quantity() > 0 && !line.order().startsWith("C");
    }

    private static double[] inputs(List<Line> before, long cut) {
        List<Line> sales = before.stream().filter(OrderLines::isSale).toList();
        long first = sales.stream().mapToLong(Line::day).min().orElse(cut);
        long last = sales.stream().mapToLong(Line::day).max().orElse(cut);
        Map<String, Double> orders = new HashMap<>();
        sales.forEach(line -> orders.merge(line.order(), line.amount(), Double::sum));
        double revenue = amount(before, Long.MIN_VALUE, cut);
        double sold = sales.stream().mapToDouble(Line::amount).sum();
        return new double[] {
            cut - last,
            cut - first,
            orders.size(),
            revenue,
            sold / orders.size(),
            sales.stream().mapToDouble(Line::quantity).sum(),
            sales.stream().map(Line::item).distinct().count(),
            sales.size(),
            sold - revenue,
            amount(before, cut - 30, cut),
            amount(before, cut - 90, cut),
            amount(before, cut - 180, cut),
            orders.size() > 1 ? (last - first) / (orders.size() - 1.0) : Double.NaN,
            revenue / Math.max(30, cut - first),
            sales.stream().mapToDouble(Line::amount).max().orElse(0)
        };
    }

    /** Revenue net of returns, from the day after {@code after} to {@code to}. */
    private static double amount(List<Line> lines, long after, long to) {
        return lines.stream()
                .filter(line -> line.day() > after && line.day() <= to)
                .mapToDouble(Line::amount)
                .sum();
    }
}
