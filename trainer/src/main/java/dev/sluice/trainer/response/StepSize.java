package dev.sluice.trainer.response;

/** Dual averaging of a sampler's step towards a share of accepted paths; Hoffman and Gelman 2014, section 3.2. */
final class StepSize {
    private static final double TARGET = 0.75;
    private static final double GAMMA = 0.05;
    private static final double DELAY = 10;
    private static final double FORGET = 0.75;

    private double centre;
    private double size;
    private double logMean;
    private double error;
    private int seen;

    StepSize(double first) {
        restart(first);
    }

    void restart(double first) {
        size = first;
        centre = Math.log(5 * first);
        logMean = Math.log(first);
        error = 0;
        seen = 0;
    }

    void learn(double accepted) {
        seen++;
        error += (TARGET - accepted - error) / (seen + DELAY);
        double log = centre - Math.sqrt(seen) / GAMMA * error;
        double weight = Math.pow(seen, -FORGET);
        logMean = weight * log + (1 - weight) * logMean;
        size = Math.exp(log);
    }

    /** Keeps the mean of what was learned. */
    void settle() {
        size = Math.exp(logMean);
    }

    double size() {
        return size;
    }
}
