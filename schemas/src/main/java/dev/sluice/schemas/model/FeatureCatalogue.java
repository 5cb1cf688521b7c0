package dev.sluice.schemas.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every feature of the rows that the app scores: its name, unit and meaning; the app computes them, the trainer's cards
 * tell them. Names are stable, since models are trained on them; a new feature
 * is added at the end, and none is ever given another meaning.
 *
 * <p>"Complete weeks" are the weeks before the open one. A channel's week without any event counts as zeros once the
 * channel has begun; weeks before its first are missing.
 */
public final class FeatureCatalogue {
    /**
     * A feature.
     *
     * @param unit such as {@code currency units}, {@code ratio}
     * @param meaning what it is, in one sentence
     */
    public record Feature(String name, String unit, String meaning) {}

    /** Complete weeks that have a feature each. */
    public static final int LAGS = 4;
    /** Complete weeks that the longer summaries look back. */
    public static final int WINDOW = 8;

    /** Figures of all channels of the account together. */
    public static final List<Figure> ACCOUNT_FIGURES =
            List.of(Figure.SPEND, Figure.REVENUE, Figure.NEW_CUSTOMERS, Figure.CAC, Figure.ROAS);
    /** Figures of the open week so far. */
    public static final List<Figure> SO_FAR_FIGURES = List.of(
            Figure.SPEND, Figure.REVENUE, Figure.ORDERS, Figure.NEW_CUSTOMERS, Figure.CLICKS, Figure.CAC, Figure.ROAS);

    private static final Set<String> CALENDAR =
            Set.of("week_sin1", "week_cos1", "week_sin2", "week_cos2", "horizon", "elapsed");

    private static final int PER_FIGURE = LAGS + 6;
    private static final List<Feature> CATEGORIES = List.of(new Feature("channel", "name", "The channel."));
    private static final List<Feature> NUMBERS = List.copyOf(new FeatureCatalogue().numbers);
    private static final Map<String, Integer> PLACES = new HashMap<>();

    static {
        for (int place = 0; place < NUMBERS.size(); place++) {
            PLACES.put(NUMBERS.get(place).name, place);
        }
    }

    private final List<Feature> numbers = new ArrayList<>();

    private FeatureCatalogue() {
        for (Figure figure : Figure.values()) {
            ofFigure(figure);
        }
        for (Figure figure : SO_FAR_FIGURES) {
            number(
                    figure.stem() + "_so_far",
                    figure.unit(),
                    "In the open week up to the moment: " + figure.meaning() + ".");
        }
        for (Figure figure : ACCOUNT_FIGURES) {
            String what = ", all channels of the account: " + figure.meaning() + ".";
            number("account_" + figure.stem() + "_lag1", figure.unit(), "Last complete week" + what);
            number("account_" + figure.stem() + "_lag2", figure.unit(), "The week before" + what);
            number("account_" + figure.stem() + "_mean8", figure.unit(), "Mean of the last 8 complete weeks" + what);
        }
        number("spend_share_lag1", "ratio", "The channel's share of the account's spend, last complete week.");
        number("spend_share_mean8", "ratio", "The same of the last 8 complete weeks together.");
        number("revenue_share_lag1", "ratio", "The channel's share of the account's revenue, last complete week.");
        number(
                "planned_spend",
                "currency units",
                "Spend to expect in the target week: the open week's so far over its elapsed share once a day of it has"
                        + " passed, else the last complete week's.");
        number("planned_spend_rel", "ratio", "planned_spend over spend_mean8.");
        number("week_sin1", "ratio", "Sine of the target week's place in the year, one turn a year.");
        number("week_cos1", "ratio", "Its cosine.");
        number("week_sin2", "ratio", "Sine, two turns a year.");
        number("week_cos2", "ratio", "Its cosine.");
        number("history_weeks", "weeks", "How many of the last 8 complete weeks the channel has behind it.");
        number("horizon", "weeks", "0 where the target is the open week, 1 where it is the next.");
        number("elapsed", "ratio", "Share of the open week that has passed, in whole hours.");
    }

    private void ofFigure(Figure figure) {
        String stem = figure.stem();
        for (int lag = 1; lag <= LAGS; lag++) {
            String week = lag == 1 ? "Last complete week" : lag + " complete weeks ago";
            number(stem + "_lag" + lag, figure.unit(), week + ": " + figure.meaning() + ".");
        }
        for (int weeks : new int[] {LAGS, WINDOW}) {
            String of = " of the last " + weeks + " complete weeks: " + figure.meaning() + ".";
            number(stem + "_mean" + weeks, figure.unit(), "Mean" + of);
            number(stem + "_sd" + weeks, figure.unit(), "Standard deviation" + of);
        }
        number(
                stem + "_trend8",
                "ratio per week",
                "Slope of the least-squares line through the last 8 complete weeks over their mean: " + figure.meaning()
                        + ".");
        number(stem + "_rel", "ratio", stem + "_lag1 over " + stem + "_mean8: free of the account's scale.");
    }

    private void number(String name, String unit, String meaning) {
        numbers.add(new Feature(name, unit, meaning));
    }

    /** The numbers, in the order in which rows hold them. */
    public static List<Feature> numbers() {
        return NUMBERS;
    }

    /** The categories. */
    public static List<Feature> categories() {
        return CATEGORIES;
    }

    /** The number or category of this name. */
    public static Optional<Feature> named(String name) {
        int place = find(name);
        return place >= 0
                ? Optional.of(NUMBERS.get(place))
                : CATEGORIES.stream()
                        .filter(category -> category.name.equals(name))
                        .findFirst();
    }

    /** Whether a feature hangs on the moment of the look alone: the time of the year, the day of the week, how far ahead. */
    public static boolean isOfTheCalendar(String name) {
        return CALENDAR.contains(name);
    }

    /** All of it as a Markdown table. */
    public static String table() {
        StringBuilder table = new StringBuilder("| feature | type | unit | meaning |\n|---|---|---|---|\n");
        CATEGORIES.forEach(f -> line(table, f, "category"));
        NUMBERS.forEach(f -> line(table, f, "number"));
        return table.toString();
    }

    private static void line(StringBuilder table, Feature f, String type) {
        table.append("| `").append(f.name).append("` | ").append(type);
        table.append(" | ").append(f.unit).append(" | ").append(f.meaning).append(" |\n");
    }

    /** How many numbers there are. */
    public static int size() {
        return NUMBERS.size();
    }

    /** Where a number stands in a row. */
    public static int place(String name) {
        Integer place = PLACES.get(name);
        if (place == null) {
            throw new IllegalArgumentException("no feature is called " + name);
        }
        return place;
    }

    /** Where it stands, or -1 if no number is called so. */
    public static int find(@Nullable Object name) {
        return PLACES.getOrDefault(name, -1);
    }

    /** Where a figure of some complete weeks ago stands in a row. */
    public static int lag(Figure figure, int lag) {
        return figure.ordinal() * PER_FIGURE + lag - 1;
    }
}
