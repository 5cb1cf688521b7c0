package dev.sluice.trainer.learn;

/**
 * Elastic net by cyclic coordinate descent on the covariances (Friedman, Hastie, Tibshirani 2010, §2.2): the rows are
 * read once, a sweep then costs columns².
 */
final class CoordinateDescent {
    private static final int MOST_SWEEPS = 5_000;
    private static final double PRECISION = 1e-7;

    private final double[][] covariances; // [column][column, last the target]
    private final int width;
    private final double targetDeviation;

    CoordinateDescent(LinearProblem problem) {
        width = problem.width;
        covariances = Covariances.of(problem);
        targetDeviation = Math.sqrt(covariances[width][width]);
    }

    double[] solve(double strength, double ratio) {
        double greatest = 0;
        for (int c = 0; c < width; c++) {
            greatest = Math.max(greatest, Math.abs(covariances[c][width]));
        }
        double penalty = strength * greatest / ratio;
        double[] coefficients = new double[width];
        double change = Double.POSITIVE_INFINITY;
        for (int sweep = 0; sweep < MOST_SWEEPS && change > PRECISION * targetDeviation; sweep++) {
            change = sweep(coefficients, penalty * ratio, penalty * (1 - ratio));
        }
        return coefficients;
    }

    private double sweep(double[] coefficients, double absolute, double squared) {
        double greatest = 0;
        for (int c = 0; c < width; c++) {
            double[] line = covariances[c];
            double old = coefficients[c];
            double pull = line[width] + line[c] * old;
            for (int other = 0; other < width; other++) {
                pull -= line[other] * coefficients[other];
            }
            double shrunk = Math.signum(pull) * Math.max(0, Math.abs(pull) - absolute);
            coefficients[c] = line[c] > 0 ? shrunk / (line[c] + squared) : 0;
            greatest = Math.max(greatest, Math.abs(coefficients[c] - old) * Math.sqrt(line[c]));
        }
        return greatest;
    }
}
