package dev.sluice.trainer.response;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * Consecutive weeks of one account, region or shop, oldest first, without gaps.
 *
 * @param weeks first day of each week, 7 days apart
 * @param outcome [week], currency units or customers
 * @param spend [channel][week], 0 or more
 * @param controlValues [control][week]
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ResponseData(
        List<LocalDate> weeks,
        double[] outcome,
        List<String> channels,
        double[][] spend,
        List<String> controls,
        double[][] controlValues,
        List<LiftTest> liftTests) {
    public ResponseData {
        weeks = List.copyOf(weeks);
        channels = List.copyOf(channels);
        controls = List.copyOf(controls);
        liftTests = List.copyOf(liftTests);
    }

    public int size() {
        return weeks.size();
    }

    /** The same without the channels and their tests. */
    public ResponseData withoutMedia() {
        return new ResponseData(weeks, outcome, List.of(), new double[0][], controls, controlValues, List.of());
    }

    /** A channel's share of all spend. */
    double share(int channel) {
        double all = 0;
        for (double[] each : spend) {
            all += Arrays.stream(each).sum();
        }
        return Arrays.stream(spend[channel]).sum() / all;
    }

    /** The first weeks alone; the lift tests stay. */
    public ResponseData first(int size) {
        return new ResponseData(
                weeks.subList(0, size),
                Arrays.copyOf(outcome, size),
                channels,
                cut(spend, size),
                controls,
                cut(controlValues, size),
                liftTests);
    }

    private static double[][] cut(double[][] rows, int size) {
        double[][] cut = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            cut[i] = Arrays.copyOf(rows[i], size);
        }
        return cut;
    }
}
