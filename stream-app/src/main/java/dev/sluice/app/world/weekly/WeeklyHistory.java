package dev.sluice.app.world.weekly;

import java.time.LocalDate;
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
}
