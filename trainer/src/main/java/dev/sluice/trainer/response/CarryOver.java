package dev.sluice.trainer.response;

/**
 * How a week's spend goes on working in later weeks: weights by lag that sum to 1, so that steady spend of s gives an
 * adstock of s. Two coordinates mean nearly the same in every form, so that a sampler can change the form and stay where
 * the posterior is: the decay, a logit, and the shape, in standard normal units.
 *
 * <p>Sources: Jin et al., Bayesian Methods for Media Mix Modeling with Carryover and Shape Effects, 2017 (geometric,
 * delayed); the Weibull density as Robyn uses it. A Weibull shape of 1 is geometric with the same decay.
 */
enum CarryOver {
    /** w(l) ~ decay^l. */
    GEOMETRIC {
        @Override
        void logWeights(double decay, double shape, double[] log, double[] byDecay, double[] byShape) {
            double alpha = alpha(decay);
            double logAlpha = Math.log(alpha);
            for (int lag = 0; lag < log.length; lag++) {
                log[lag] = lag * logAlpha;
                byDecay[lag] = lag * (1 - alpha);
                byShape[lag] = 0;
            }
        }
    },
    /** w(l) ~ decay^((l - delay)^2): the effect peaks after the delay. */
    DELAYED {
        @Override
        void logWeights(double decay, double shape, double[] log, double[] byDecay, double[] byShape) {
            double alpha = alpha(decay);
            double logAlpha = Math.log(alpha);
            double most = Math.min(LONGEST_DELAY, (log.length - 1) / 2.0);
            double share = 1 / (1 + Math.exp(1 - shape));
            double delay = most * share;
            double delayByShape = delay * (1 - share);
            for (int lag = 0; lag < log.length; lag++) {
                double from = lag - delay;
                log[lag] = from * from * logAlpha;
                byDecay[lag] = from * from * (1 - alpha);
                byShape[lag] = -2 * from * logAlpha * delayByShape;
            }
        }
    },
    /** w(l) ~ u^(k - 1) exp(-u^k), u = (l + 1) / scale; above k = 1 the effect peaks later. */
    WEIBULL {
        @Override
        void logWeights(double decay, double shape, double[] log, double[] byDecay, double[] byShape) {
            double alpha = alpha(decay);
            double rate = -Math.log(alpha);
            double scaleByDecay = (1 - alpha) / rate;
            double k = Math.exp(WEIBULL_SPREAD * shape);
            for (int lag = 0; lag < log.length; lag++) {
                double logU = Math.log((lag + 1) * rate);
                double power = Math.exp(k * logU);
                log[lag] = (k - 1) * logU - power;
                byDecay[lag] = (k * power - (k - 1)) * scaleByDecay;
                byShape[lag] = k * logU * (1 - power) * WEIBULL_SPREAD;
            }
        }
    };

    /** Weeks to the peak of a delayed effect, at most. */
    private static final double LONGEST_DELAY = 4;

    private static final double WEIBULL_SPREAD = 0.3;
    /** Keeps logarithms finite; no data can tell such decays from 0 or 1. */
    private static final double EXTREME = 30;

    abstract void logWeights(double decay, double shape, double[] log, double[] byDecay, double[] byShape);

    private static double alpha(double logit) {
        return 1 / (1 + Math.exp(-Math.max(-EXTREME, Math.min(EXTREME, logit))));
    }

    /**
     * The weights and how they change with either coordinate; all arrays are [lag].
     *
     * @param weights gets the weights
     * @param byDecay gets their derivatives by the decay
     * @param byShape gets their derivatives by the shape
     */
    void weights(double decay, double shape, double[] weights, double[] byDecay, double[] byShape) {
        logWeights(decay, shape, weights, byDecay, byShape);
        double most = Double.NEGATIVE_INFINITY;
        for (double log : weights) {
            most = Math.max(most, log);
        }
        double sum = 0;
        for (int lag = 0; lag < weights.length; lag++) {
            weights[lag] = Math.exp(weights[lag] - most);
            sum += weights[lag];
        }
        double meanByDecay = 0;
        double meanByShape = 0;
        for (int lag = 0; lag < weights.length; lag++) {
            weights[lag] /= sum;
            meanByDecay += weights[lag] * byDecay[lag];
            meanByShape += weights[lag] * byShape[lag];
        }
        for (int lag = 0; lag < weights.length; lag++) {
            byDecay[lag] = weights[lag] * (byDecay[lag] - meanByDecay);
            byShape[lag] = weights[lag] * (byShape[lag] - meanByShape);
        }
    }
}
