package dev.sluice.app.scoring;

import static dev.sluice.schemas.model.FeatureCatalogue.LAGS;
import static dev.sluice.schemas.model.FeatureCatalogue.WINDOW;

import dev.sluice.app.board.AccountHistory;
import dev.sluice.app.domain.AccountWeeks;
import dev.sluice.app.domain.ChannelTotals;
import dev.sluice.schemas.model.FeatureCatalogue;
import dev.sluice.schemas.model.Figure;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The feature rows of an account at a moment. Only weeks up to the open one go in, and of the open one what was summed by
 * then: a target week's outcome can't leak into its own row.
 */
final class Features {
    private static final double HOURS = 168;
    private static final long HOUR_MILLIS = 3_600_000L;
    /** Share of a week: below it a run rate says little. */
    private static final double A_DAY = 1.0 / 7;

    private final AccountHistory history;
    private final boolean fromPlatform;
    private final int open;
    private final double elapsed;
    private final TreeMap<String, Integer> firstWeeks = new TreeMap<>();
    private final WeekSeries account;

    private Features(AccountHistory history, AccountWeeks calendar, boolean fromPlatform, long moment) {
        this.history = history;
        this.fromPlatform = fromPlatform;
        this.open = calendar.weekOf(moment);
        this.elapsed = Math.min(HOURS, Math.floorDiv(moment - calendar.startMillis(open), HOUR_MILLIS)) / HOURS;
        history.weeks().headMap(open, true).forEach((week, entry) -> entry.channels()
                .keySet()
                .forEach(channel -> firstWeeks.putIfAbsent(channel, week)));
        this.account = accountSeries();
    }

    /**
     * The rows of the account's channels that had any event in the open week or the {@value FeatureCatalogue#WINDOW}
     * before it: for each the open week's and the next week's, by channel.
     *
     * @param fromPlatform whether the account counts the platforms' conversions
     * @param moment milliseconds since the epoch; what lies in later weeks is not looked at
     */
    static List<FeatureVector> at(AccountHistory history, AccountWeeks calendar, boolean fromPlatform, long moment) {
        return new Features(history, calendar, fromPlatform, moment).rows();
    }

    private List<FeatureVector> rows() {
        List<FeatureVector> rows = new ArrayList<>();
        TreeSet<String> active = new TreeSet<>();
        history.weeks()
                .subMap(open - 7 * WINDOW, true, open, true)
                .values()
                .forEach(week -> active.addAll(week.channels().keySet()));
        for (String channel : active) {
            float[] numbers = numbers(channel);
            boolean paid = isPaid(channel);
            rows.add(row(channel, paid, 0, numbers));
            rows.add(row(channel, paid, 1, numbers.clone()));
        }
        return rows;
    }

    private boolean isPaid(String channel) {
        for (int week = open; week >= open - 7 * WINDOW; week -= 7) {
            if (history.totals(week, channel).spendMicros != 0) {
                return true;
            }
        }
        return false;
    }

    private FeatureVector row(String channel, boolean paid, int horizon, float[] numbers) {
        int target = open + 7 * horizon;
        // An ISO week belongs to the year of its Thursday.
        double turn = 2 * Math.PI * LocalDate.ofEpochDay(target + 3).getDayOfYear() / 365.25;
        put(numbers, "week_sin1", StrictMath.sin(turn));
        put(numbers, "week_cos1", StrictMath.cos(turn));
        put(numbers, "week_sin2", StrictMath.sin(2 * turn));
        put(numbers, "week_cos2", StrictMath.cos(2 * turn));
        put(numbers, "horizon", horizon);
        return new FeatureVector(channel, target, horizon, paid, numbers);
    }

    private float[] numbers(String channel) {
        float[] to = new float[FeatureCatalogue.size()];
        WeekSeries series = channelSeries(channel);
        for (Figure figure : Figure.values()) {
            series(to, figure, series);
        }
        for (Figure figure : FeatureCatalogue.SO_FAR_FIGURES) {
            put(to, figure.stem() + "_so_far", series.soFar(figure));
        }
        for (Figure figure : FeatureCatalogue.ACCOUNT_FIGURES) {
            String stem = "account_" + figure.stem();
            put(to, stem + "_lag1", account.lag(figure, 1));
            put(to, stem + "_lag2", account.lag(figure, 2));
            put(to, stem + "_mean8", account.mean(figure, WINDOW));
        }
        put(to, "spend_share_lag1", ratio(series.lag(Figure.SPEND, 1), account.lag(Figure.SPEND, 1)));
        put(to, "spend_share_mean8", ratio(series.sum(Figure.SPEND), account.sum(Figure.SPEND)));
        put(to, "revenue_share_lag1", ratio(series.lag(Figure.REVENUE, 1), account.lag(Figure.REVENUE, 1)));
        double planned = elapsed >= A_DAY ? series.soFar(Figure.SPEND) / elapsed : series.lag(Figure.SPEND, 1);
        put(to, "planned_spend", planned);
        put(to, "planned_spend_rel", ratio(planned, series.mean(Figure.SPEND, WINDOW)));
        put(to, "history_weeks", series.length());
        put(to, "elapsed", elapsed);
        return to;
    }

    private static void series(float[] to, Figure figure, WeekSeries series) {
        int at = FeatureCatalogue.lag(figure, 1);
        for (int lag = 1; lag <= LAGS; lag++) {
            to[at++] = (float) series.lag(figure, lag);
        }
        to[at++] = (float) series.mean(figure, LAGS);
        to[at++] = (float) series.deviation(figure, LAGS);
        to[at++] = (float) series.mean(figure, WINDOW);
        to[at++] = (float) series.deviation(figure, WINDOW);
        to[at++] = (float) series.trend(figure);
        to[at] = (float) ratio(series.lag(figure, 1), series.mean(figure, WINDOW));
    }

    private WeekSeries channelSeries(String channel) {
        int first = firstWeeks.getOrDefault(channel, open);
        double[][] weeks = new double[Math.clamp((open - first) / 7, 0, WINDOW)][];
        for (int lag = 1; lag <= weeks.length; lag++) {
            weeks[lag - 1] = Figures.of(history.totals(open - 7 * lag, channel), fromPlatform);
        }
        return new WeekSeries(weeks, Figures.of(history.totals(open, channel), fromPlatform));
    }

    private WeekSeries accountSeries() {
        int first = firstWeeks.values().stream().min(Integer::compare).orElse(open);
        double[][] weeks = new double[Math.clamp((open - first) / 7, 0, WINDOW)][];
        for (int lag = 1; lag <= weeks.length; lag++) {
            weeks[lag - 1] = Figures.of(allChannels(open - 7 * lag), fromPlatform);
        }
        return new WeekSeries(weeks, Figures.of(allChannels(open), fromPlatform));
    }

    private ChannelTotals allChannels(int week) {
        ChannelTotals sum = new ChannelTotals();
        AccountHistory.Week entry = history.weeks().get(week);
        if (entry != null) {
            for (Map.Entry<String, ChannelTotals> channel : entry.channels().entrySet()) {
                sum.add(channel.getValue(), 1);
            }
        }
        return sum;
    }

    private static double ratio(double numerator, double denominator) {
        return denominator == 0 ? Double.NaN : numerator / denominator;
    }

    private static void put(float[] to, String name, double value) {
        to[FeatureCatalogue.place(name)] = (float) value;
    }
}
