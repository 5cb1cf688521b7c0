package dev.sluice.app.scoring;

import dev.sluice.schemas.model.Figure;

/** Figures of successive complete weeks, the newest first, and of the open week so far. NaN is missing throughout. */
final class WeekSeries {
    private final double[][] weeks;
    private final double[] open;

    /**
     * Takes the figures.
     *
     * @param weeks [weeks back, less one][figure]
     */
    WeekSeries(double[][] weeks, double[] open) {
        this.weeks = weeks;
        this.open = open;
    }

    int length() {
        return weeks.length;
    }

    double soFar(Figure figure) {
        return open[figure.ordinal()];
    }

    /** The value so many complete weeks ago; 1 is the last complete week. */
    double lag(Figure figure, int back) {
        return back > weeks.length ? Double.NaN : weeks[back - 1][figure.ordinal()];
    }

    /** The mean of the values that are there in the last weeks; of none it is missing. */
    double mean(Figure figure, int last) {
        double sum = 0;
        int n = 0;
        for (int back = 1; back <= last; back++) {
            double value = lag(figure, back);
            if (!Double.isNaN(value)) {
                sum += value;
                n++;
            }
        }
        return n == 0 ? Double.NaN : sum / n;
    }

    /** The sum of the values that are there. */
    double sum(Figure figure) {
        double sum = 0;
        for (int back = 1; back <= weeks.length; back++) {
            double value = lag(figure, back);
            sum += Double.isNaN(value) ? 0 : value;
        }
        return sum;
    }

    /** The sample standard deviation of the values that are there; missing of fewer than two. */
    double deviation(Figure figure, int last) {
        double mean = mean(figure, last);
        double squares = 0;
        int n = 0;
        for (int back = 1; back <= last; back++) {
            double value = lag(figure, back);
            if (!Double.isNaN(value)) {
                squares += (value - mean) * (value - mean);
                n++;
            }
        }
        return n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1));
    }

    /** The slope a week of the least-squares line over the mean's size; missing of fewer than three values. */
    double trend(Figure figure) {
        double mean = mean(figure, weeks.length);
        int n = 0;
        double meanTime = 0;
        for (int back = 1; back <= weeks.length; back++) {
            if (!Double.isNaN(lag(figure, back))) {
                meanTime -= back;
                n++;
            }
        }
        if (n < 3 || mean == 0) {
            return Double.NaN;
        }
        meanTime /= n;
        double together = 0;
        double squares = 0;
        for (int back = 1; back <= weeks.length; back++) {
            double value = lag(figure, back);
            if (!Double.isNaN(value)) {
                together += (-back - meanTime) * (value - mean);
                squares += (-back - meanTime) * (-back - meanTime);
            }
        }
        return together / squares / Math.abs(mean);
    }
}
