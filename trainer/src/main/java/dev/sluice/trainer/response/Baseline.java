package dev.sluice.trainer.response;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The linear part of the outcome: intercept, trend with a bend, yearly season, controls. Columns are scaled; their prior is
 * normal, as wide as a week's worth of information, and narrower for the bend and for faster waves of the season.
 *
 * <p>A channel with lift tests has one more column, its spend: budgets follow demand, and what spend goes along with beyond
 * what experiments say it causes is demand. Without experiments the two can't be told apart. Whether a baseline has the
 * column, whether its trend bends, and how many waves its season has, is averaged over.
 */
final class Baseline {
    /** Waves of the yearly season, at most. */
    private static final int WAVES = 4;
    /** Weeks of history from which a yearly season can be told from a trend. */
    private static final int SEASON_FROM = 70;

    /** Columns: [column][week]. */
    final double[][] columns;
    /** Prior precision of each column's coefficient, in units of the noise's. */
    final double[] precision;

    private static final int BEND = 2;

    final int waves;
    /** How many of the controls are the data's; the rest are channels' spend. */
    private final int own;

    private final double[] scale;
    private final double[] centre;

    Baseline(ResponseData data) {
        int weeks = data.size();
        waves = weeks >= SEASON_FROM ? WAVES : 0;
        List<double[]> controls = new ArrayList<>(List.of(data.controlValues()));
        own = controls.size();
        for (int channel = 0; channel < data.channels().size(); channel++) {
            String name = data.channels().get(channel);
            if (data.liftTests().stream().anyMatch(test -> test.channel().equals(name))) {
                controls.add(data.spend()[channel]);
            }
        }
        int count = 3 + 2 * waves + controls.size();
        columns = new double[count][weeks];
        precision = new double[count];
        scale = new double[controls.size()];
        centre = new double[controls.size()];
        Arrays.fill(columns[0], 1);
        precision[0] = 1e-8;
        precision[1] = 1.0 / weeks;
        precision[BEND] = 16.0 / weeks;
        for (int week = 0; week < weeks; week++) {
            columns[1][week] = trend(week, weeks);
            columns[BEND][week] = (columns[1][week] * columns[1][week] - 1) * Math.sqrt(5) / 2;
            for (int wave = 0; wave < waves; wave++) {
                double angle = 2 * Math.PI * (wave + 1) * week / ResponseModel.YEAR;
                columns[3 + 2 * wave][week] = Math.sin(angle);
                columns[4 + 2 * wave][week] = Math.cos(angle);
            }
        }
        for (int wave = 0; wave < waves; wave++) {
            double narrower = (wave + 1.0) * (wave + 1.0);
            precision[3 + 2 * wave] = narrower / weeks;
            precision[4 + 2 * wave] = narrower / weeks;
        }
        for (int control = 0; control < controls.size(); control++) {
            standardise(controls.get(control), control);
            precision[3 + 2 * waves + control] = 1.0 / weeks;
        }
    }

    private static double trend(double week, int weeks) {
        return (week - (weeks - 1) / 2.0) / (weeks / Math.sqrt(12));
    }

    private void standardise(double[] values, int control) {
        double mean = Arrays.stream(values).average().orElse(0);
        double square = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
        double sd = Math.sqrt(square / values.length);
        centre[control] = mean;
        scale[control] = sd > 1e-12 * Math.abs(mean) && sd > 0 ? sd : 1;
        double[] column = columns[3 + 2 * waves + control];
        for (int week = 0; week < values.length; week++) {
            column[week] = (values[week] - mean) / scale[control];
        }
    }

    int size() {
        return columns.length;
    }

    /** Columns that a baseline may have or not: the trend's bend, and the spend of each channel with lift tests. */
    int options() {
        return 1 + tested();
    }

    private int tested() {
        return scale.length - own;
    }

    /**
     * How many of the chosen columns are options, all of them likely before any data: trends are seldom straight, and
     * experiments are made where spend is suspected to follow demand.
     */
    long likely(int[] chosen) {
        int tested = columns.length - tested();
        return Arrays.stream(chosen)
                .filter(column -> column == BEND || column >= tested)
                .count();
    }

    /**
     * The columns of a baseline.
     *
     * @param count waves in its season
     * @param chosen bits of the options that it has
     */
    int[] columns(int count, int chosen) {
        int controls = 3 + 2 * waves;
        return IntStream.range(0, columns.length)
                .filter(column -> {
                    if (column == BEND) {
                        return (chosen & 1) == 1;
                    }
                    if (column >= controls + own) {
                        return (chosen >> (column - controls - own + 1) & 1) == 1;
                    }
                    return column < 3 + 2 * count || column >= controls;
                })
                .toArray();
    }

    /** Coefficients of the data's own units, from those of the columns: the draw without its channels and its noise. */
    ResponseModel.Draw inUnits(double[] coefficients, int weeks) {
        // Column 1 is u = (week - middle) / unit, column 2 is sqrt(5) / 2 (u^2 - 1).
        double unit = weeks / Math.sqrt(12);
        double middle = (weeks - 1) / 2.0;
        double square = coefficients[BEND] * Math.sqrt(5) / 2;
        double bend = square / (unit * unit);
        double perWeek = coefficients[1] / unit - 2 * middle * bend;
        double intercept = coefficients[0] - coefficients[1] * middle / unit + middle * middle * bend - square;
        double[] season = Arrays.copyOfRange(coefficients, 3, 3 + 2 * waves);
        double[] controls = new double[own];
        for (int control = 0; control < controls.length; control++) {
            controls[control] = coefficients[3 + 2 * waves + control] / scale[control];
            intercept -= controls[control] * centre[control];
        }
        return new ResponseModel.Draw(List.of(), intercept, perWeek, bend, season, controls, 0, 0, 0, 0);
    }

    double[] controlMeans() {
        return Arrays.copyOf(centre, own);
    }
}
