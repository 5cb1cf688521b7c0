package dev.sluice.trainer.evaluate;

import dev.sluice.trainer.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleBiFunction;

/**
 * What needs no model: forecasts that a model must beat. Each is one step ahead: it knows the outcomes of all rows
 * dated before the row's own date, test rows too, and nothing else. Where a series has no such row, the mean of the
 * training rows stands in.
 *
 * @param name {@code mean}, {@code last-value}, {@code four-week-mean}, {@code seasonal-naive}
 * @param predictions [test row]
 */
@SuppressWarnings("ArrayRecordComponent") // a column of numbers, not a value to compare
public record NaiveForecast(String name, double[] predictions) {
    /** The mean of the training rows. */
    public static final String MEAN = "mean";
    /** The series' outcome on the last date before. */
    public static final String LAST_VALUE = "last-value";
    /** The mean of the series' outcomes in the 28 days before. */
    public static final String FOUR_WEEK_MEAN = "four-week-mean";
    /** The series' outcome 52 weeks before. */
    public static final String SEASONAL = "seasonal-naive";

    private static final int SEASON = 364;

    /**
     * All that can be made for these rows: the mean, and for dated rows the others; the seasonal one only where half of
     * the test rows have an outcome a season ago.
     */
    public static List<NaiveForecast> of(Dataset training, Dataset test) {
        double mean = Arrays.stream(training.target()).average().orElse(0);
        double[] means = new double[test.size()];
        Arrays.fill(means, mean);
        List<NaiveForecast> forecasts = new ArrayList<>(List.of(new NaiveForecast(MEAN, means)));
        if (training.isDated() && test.isDated()) {
            SeriesHistory history = SeriesHistory.of(training, test);
            ToDoubleBiFunction<String, Long> last =
                    (series, day) -> history.lastBefore(series, day).orElse(mean);
            forecasts.add(new NaiveForecast(LAST_VALUE, predict(test, last)));
            forecasts.add(new NaiveForecast(
                    FOUR_WEEK_MEAN, predict(test, (series, day) -> history.mean(series, day - 28, day - 1)
                            .orElse(last.applyAsDouble(series, day)))));
            seasonal(test, history, last).ifPresent(forecasts::add);
        }
        return forecasts;
    }

    private static Optional<NaiveForecast> seasonal(
            Dataset test, SeriesHistory history, ToDoubleBiFunction<String, Long> otherwise) {
        int known = 0;
        double[] predictions = new double[test.size()];
        for (int row = 0; row < predictions.length; row++) {
            String series = SeriesHistory.series(test, row);
            long day = test.days()[row];
            OptionalDouble then = history.mean(series, day - SEASON, day - SEASON);
            known += then.isPresent() ? 1 : 0;
            predictions[row] = then.orElse(otherwise.applyAsDouble(series, day));
        }
        return 2 * known >= predictions.length
                ? Optional.of(new NaiveForecast(SEASONAL, predictions))
                : Optional.empty();
    }

    private static double[] predict(Dataset test, ToDoubleBiFunction<String, Long> forecast) {
        double[] predictions = new double[test.size()];
        for (int row = 0; row < predictions.length; row++) {
            predictions[row] = forecast.applyAsDouble(SeriesHistory.series(test, row), test.days()[row]);
        }
        return predictions;
    }
}
