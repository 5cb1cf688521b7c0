package dev.sluice.trainer.report;

/** Pearson's correlations. */
final class Correlations {
    private Correlations() {}

    /** Of columns [column][row], over the rows where both are known; NaN where one does not vary. */
    static double[][] of(double[][] columns) {
        double[][] all = new double[columns.length][columns.length];
        for (int i = 0; i < columns.length; i++) {
            for (int j = 0; j <= i; j++) {
                all[i][j] = of(columns[i], columns[j]);
                all[j][i] = all[i][j];
            }
        }
        return all;
    }

    private static double of(double[] x, double[] y) {
        double sumX = 0;
        double sumY = 0;
        int n = 0;
        for (int i = 0; i < x.length; i++) {
            if (Double.isFinite(x[i]) && Double.isFinite(y[i])) {
                sumX += x[i];
                sumY += y[i];
                n++;
            }
        }
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < x.length; i++) {
            if (Double.isFinite(x[i]) && Double.isFinite(y[i])) {
                double dx = x[i] - sumX / n;
                double dy = y[i] - sumY / n;
                xx += dx * dx;
                yy += dy * dy;
                xy += dx * dy;
            }
        }
        return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : Double.NaN;
    }
}
