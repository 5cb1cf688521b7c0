package dev.sluice.trainer.response;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is left of the outcome once channels are taken off, with baseline and noise level integrated out. The residual is
 * white noise plus a level that wanders and returns, an autoregression of the first order: covariance s2 (I + strength R),
 * R(i, j) = persistence^|i - j|. Persistence, strength and the number of waves in the
 * yearly season are on a grid; a point of it costs O(weeks^3) when it is visited first.
 *
 * <p>With the baseline's coefficients normal and s2's prior 1 / s2, the residual r has the log-density -log|O| / 2 -
 * log|B'O^-1 B + L| / 2 - weeks / 2 log(r'P r), P = O^-1 - O^-1 B (B'O^-1 B + L)^-1 B'O^-1.
 */
final class Noise {
    private static final double[] PERSISTENCES = {0.5, 0.8, 0.9, 0.96, 0.99};
    private static final double[] STRENGTHS = {0, 0.1, 0.3, 1, 3, 10, 30};
    /** Log odds of a baseline's options before any data. */
    private static final double LIKELY = Math.log(3);

    private static final int COVARIANCES = PERSISTENCES.length * STRENGTHS.length;

    private final Baseline baseline;
    private final int weeks;
    private final @Nullable Covariance[] covariances = new Covariance[COVARIANCES];
    private final Map<Integer, Point> points = new HashMap<>();

    /** What a persistence and a strength make. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Covariance(double persistence, double strength, double[][] precision, double logDeterminant) {}

    /** One point of the grid. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Point(
            double persistence,
            double strength,
            int[] columns,
            double[][] precision,
            Cholesky coefficients,
            double[][] weighted,
            double[][] projection,
            double logDensity) {
        /**
         * Of a residual, with the baseline and the noise's variance integrated out, up to a constant.
         *
         * @param square the residual's square by the projection
         */
        double logLikelihood(double square) {
            return logDensity - precision.length / 2.0 * Math.log(square);
        }
    }

    Noise(Baseline baseline) {
        this.baseline = baseline;
        this.weeks = baseline.columns[0].length;
    }

    /** Points of the grid, and of choices of the baseline's columns. */
    int size() {
        return COVARIANCES * (baseline.waves + 1) << baseline.options();
    }

    /** Ways to step on the grid. */
    int sides() {
        return 6 + baseline.options();
    }

    /** A neighbour on the grid; the same point where there is none on that side. */
    int neighbour(int point, int side) {
        int waves = point / COVARIANCES % (baseline.waves + 1);
        int options = point / COVARIANCES / (baseline.waves + 1);
        int strength = point % COVARIANCES / PERSISTENCES.length;
        int persistence = point % PERSISTENCES.length;
        switch (side) {
            case 0 -> strength = Math.max(0, strength - 1);
            case 1 -> strength = Math.min(STRENGTHS.length - 1, strength + 1);
            case 2 -> persistence = Math.max(0, persistence - 1);
            case 3 -> persistence = Math.min(PERSISTENCES.length - 1, persistence + 1);
            case 4 -> waves = Math.max(0, waves - 1);
            case 5 -> waves = Math.min(baseline.waves, waves + 1);
            default -> options ^= 1 << (side - 6);
        }
        return (options * (baseline.waves + 1) + waves) * COVARIANCES + strength * PERSISTENCES.length + persistence;
    }

    Point point(int index) {
        return points.computeIfAbsent(
                index,
                at -> compute(
                        covariance(at % COVARIANCES),
                        baseline.columns(
                                at / COVARIANCES % (baseline.waves + 1), at / COVARIANCES / (baseline.waves + 1))));
    }

    private Covariance covariance(int index) {
        double strength = STRENGTHS[index / PERSISTENCES.length];
        // Without a level its persistence says nothing.
        int same = strength == 0 ? 0 : index;
        Covariance known = covariances[same];
        if (known == null) {
            known = covariance(PERSISTENCES[same % PERSISTENCES.length], strength);
            covariances[same] = known;
        }
        return known;
    }

    private Covariance covariance(double persistence, double strength) {
        double[][] matrix = new double[weeks][weeks];
        for (int i = 0; i < weeks; i++) {
            for (int j = 0; j < weeks; j++) {
                matrix[i][j] = (i == j ? 1 : 0) + strength * Math.pow(persistence, Math.abs(i - j));
            }
        }
        Cholesky factor = new Cholesky(matrix);
        return new Covariance(persistence, strength, factor.inverse(), factor.logDeterminant());
    }

    private Point compute(Covariance covariance, int[] columns) {
        int size = columns.length;
        double total = 1 + covariance.strength;
        double[][] weighted = new double[size][weeks];
        for (int i = 0; i < size; i++) {
            multiply(covariance.precision, baseline.columns[columns[i]], weighted[i]);
        }
        double[][] normal = new double[size][size];
        double logPrior = 0;
        for (int i = 0; i < size; i++) {
            // Priors are as wide as all of the noise, however it divides into level and white noise.
            double prior = baseline.precision[columns[i]] / total;
            logPrior += Math.log(prior);
            for (int j = 0; j < size; j++) {
                normal[i][j] = dot(baseline.columns[columns[i]], weighted[j]) + (i == j ? prior : 0);
            }
        }
        Cholesky coefficients = new Cholesky(normal);
        double logDensity = (logPrior - covariance.logDeterminant - coefficients.logDeterminant()) / 2
                + LIKELY * baseline.likely(columns);
        double[][] projection = project(covariance.precision, weighted, coefficients);
        return new Point(
                covariance.persistence,
                covariance.strength,
                columns,
                covariance.precision,
                coefficients,
                weighted,
                projection,
                logDensity);
    }

    private double[][] project(double[][] precision, double[][] weighted, Cholesky coefficients) {
        double[][] projection = new double[weeks][];
        double[] solved = new double[weighted.length];
        for (int week = 0; week < weeks; week++) {
            double[] row = precision[week].clone();
            for (int i = 0; i < solved.length; i++) {
                solved[i] = weighted[i][week];
            }
            coefficients.solve(solved);
            for (int i = 0; i < solved.length; i++) {
                double factor = solved[i];
                double[] other = weighted[i];
                for (int j = 0; j < weeks; j++) {
                    row[j] -= factor * other[j];
                }
            }
            projection[week] = row;
        }
        return projection;
    }

    /** y = symmetric matrix x. */
    static void multiply(double[][] matrix, double[] x, double[] y) {
        java.util.Arrays.fill(y, 0);
        for (int i = 0; i < x.length; i++) {
            double factor = x[i];
            double[] row = matrix[i];
            for (int j = 0; j < y.length; j++) {
                y[j] += factor * row[j];
            }
        }
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
