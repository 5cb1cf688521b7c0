package dev.sluice.trainer.response;

/**
 * The linear part of the outcome: intercept, trend, yearly season, controls. Columns are scaled; their prior is normal, as
 * wide as a week's worth of information, and narrower for faster waves of the season.
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

    final int waves;
    private final double[] scale;
    private final double[] centre;

    Baseline(ResponseData data) {
        int weeks = data.size();
        waves = weeks >= SEASON_FROM ? WAVES : 0;
        int controls = data.controls().size();
        int count = 2 + 2 * waves + controls;
        columns = new double[count][weeks];
        precision = new double[count];
        scale = new double[controls];
        centre = new double[controls];
        java.util.Arrays.fill(columns[0], 1);
        precision[0] = 1e-8;
        precision[1] = 1.0 / weeks;
        for (int week = 0; week < weeks; week++) {
            columns[1][week] = trend(week, weeks);
            for (int wave = 0; wave < waves; wave++) {
                double angle = 2 * Math.PI * (wave + 1) * week / ResponseModel.YEAR;
                columns[2 + 2 * wave][week] = Math.sin(angle);
                columns[3 + 2 * wave][week] = Math.cos(angle);
            }
        }
        for (int wave = 0; wave < waves; wave++) {
            double narrower = (wave + 1.0) * (wave + 1.0);
            precision[2 + 2 * wave] = narrower / weeks;
            precision[3 + 2 * wave] = narrower / weeks;
        }
        for (int control = 0; control < controls; control++) {
            standardise(data.controlValues()[control], control);
            precision[2 + 2 * waves + control] = 1.0 / weeks;
        }
    }

    private static double trend(double week, int weeks) {
        return (week - (weeks - 1) / 2.0) / (weeks / Math.sqrt(12));
    }

    private void standardise(double[] values, int control) {
        double mean = java.util.Arrays.stream(values).average().orElse(0);
        double square = java.util.Arrays.stream(values)
                .map(x -> (x - mean) * (x - mean))
                .sum();
        double sd = Math.sqrt(square / values.length);
        centre[control] = mean;
        scale[control] = sd > 1e-12 * Math.abs(mean) && sd > 0 ? sd : 1;
        double[] column = columns[2 + 2 * waves + control];
        for (int week = 0; week < values.length; week++) {
            column[week] = (values[week] - mean) / scale[control];
        }
    }

    int size() {
        return columns.length;
    }

    /** The columns of a baseline with so many waves in its season. */
    int[] columns(int count) {
        return java.util.stream.IntStream.range(0, columns.length)
                .filter(column -> column < 2 + 2 * count || column >= 2 + 2 * waves)
                .toArray();
    }

    /** Coefficients of the data's own units, from those of the columns: the draw without its channels and its noise. */
    ResponseModel.Draw inUnits(double[] coefficients, int weeks) {
        double perWeek = coefficients[1] / (weeks / Math.sqrt(12));
        double intercept = coefficients[0] - perWeek * (weeks - 1) / 2.0;
        double[] season = java.util.Arrays.copyOfRange(coefficients, 2, 2 + 2 * waves);
        double[] controls = new double[scale.length];
        for (int control = 0; control < controls.length; control++) {
            controls[control] = coefficients[2 + 2 * waves + control] / scale[control];
            intercept -= controls[control] * centre[control];
        }
        return new ResponseModel.Draw(java.util.List.of(), intercept, perWeek, season, controls, 0, 0, 0, 0);
    }

    double[] controlMeans() {
        return centre.clone();
    }
}
