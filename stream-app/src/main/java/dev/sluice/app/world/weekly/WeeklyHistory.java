package dev.sluice.app.world.weekly;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * What an account knows: consecutive weeks, oldest first.
 *
 * @param firstWeek its Monday
 * @param revenue [week], currency units
 * @param spend [channel][week], currency units
 * @param controlValues [control][week]
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record WeeklyHistory(
        LocalDate firstWeek,
        double[] revenue,
        List<String> channels,
        double[][] spend,
        List<String> controls,
        double[][] controlValues) {
    public WeeklyHistory {
        channels = List.copyOf(channels);
        controls = List.copyOf(controls);
    }

    public int weeks() {
        return revenue.length;
    }

    /** The first weeks alone. */
    public WeeklyHistory first(int weeks) {
        return new WeeklyHistory(
                firstWeek,
                Arrays.copyOf(revenue, weeks),
                channels,
                cut(spend, weeks),
                controls,
                cut(controlValues, weeks));
    }

    /** With another spend in the place of what was spent, [channel][week]. */
    public WeeklyHistory spending(double[][] other) {
        return new WeeklyHistory(firstWeek, revenue, channels, other, controls, controlValues);
    }

    private static double[][] cut(double[][] rows, int weeks) {
        return Arrays.stream(rows).map(row -> Arrays.copyOf(row, weeks)).toArray(double[][]::new);
    }
}
