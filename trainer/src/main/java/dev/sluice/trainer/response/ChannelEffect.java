package dev.sluice.trainer.response;

import java.util.List;

/**
 * The effect of one channel on the outcome, by week, and its derivatives. Coordinates are {@link #DECAY}, {@link #SHAPE},
 * {@link #HALF}, {@link #SLOPE}, {@link #BEFORE} and {@link #SIZE}. The size is the logarithm of the effect's spread over the
 * history, as a share of the mean outcome: data know how far an effect moves much better than how high it stands, so that
 * changes of form and curvature leave the size where it is. Where spend hardly varies, the mean takes the spread's place.
 * What was spent before the history is not known, but works on in its first weeks: BEFORE is its logarithm, in usual spends.
 */
final class ChannelEffect {
    static final int DECAY = 0;
    static final int SHAPE = 1;
    static final int HALF = 2;
    static final int SLOPE = 3;
    static final int BEFORE = 4;
    static final int SIZE = 5;
    /** How many there are. */
    static final int COORDINATES = 6;

    private static final double MEAN_COUNTS = 0.02;

    private final ChannelSeries series;
    private final double outcome;
    private final ChannelPrior prior;
    private final List<LiftTest> tests;

    final double[] effect;
    private final double[] weights;
    private final double[] byDecay;
    private final double[] byShape;
    private final double[] adstock;
    private final double[] share;
    private final double[] byAdstock;
    private final double[] byHalf;
    private final double[] bySlope;
    private final double[] pull;
    private double ceiling;
    private double before;
    private double meanShare;
    /** Square of what the size is the size of, for a ceiling of 1. */
    private double norm;

    private double half;
    private double slope;
    private LevelOff levelOff = LevelOff.TANH;

    /**
     * Prepares a channel.
     *
     * @param outcome mean outcome of a week
     * @param tests the channel's own
     */
    ChannelEffect(ChannelSeries series, double outcome, ChannelPrior prior, List<LiftTest> tests) {
        this.series = series;
        this.outcome = outcome;
        this.prior = prior;
        this.tests = tests;
        int weeks = series.weeks;
        effect = new double[weeks];
        weights = new double[series.lags + 1];
        byDecay = new double[series.lags + 1];
        byShape = new double[series.lags + 1];
        adstock = new double[weeks];
        share = new double[weeks];
        byAdstock = new double[weeks];
        byHalf = new double[weeks];
        bySlope = new double[weeks];
        pull = new double[weeks];
    }

    /** Computes the effect at these coordinates, from z[at]. */
    void compute(double[] z, int at, CarryOver carryOver, LevelOff form) {
        levelOff = form;
        half = z[at + HALF];
        slope = z[at + SLOPE];
        carryOver.weights(z[at + DECAY], z[at + SHAPE], weights, byDecay, byShape);
        before = Math.exp(z[at + BEFORE]);
        series.adstock(weights, before, adstock);
        form.shares(adstock, half, slope, share, byAdstock, byHalf, bySlope);
        double sum = 0;
        for (double each : share) {
            sum += each;
        }
        meanShare = sum / share.length;
        double square = 0;
        for (double each : share) {
            square += (each - meanShare) * (each - meanShare);
        }
        norm = square / share.length + MEAN_COUNTS * meanShare * meanShare;
        ceiling = outcome * Math.exp(z[at + SIZE]) / Math.sqrt(norm);
        for (int week = 0; week < effect.length; week++) {
            effect[week] = ceiling * share[week];
        }
    }

    /** The effect's mean, as a share of the mean outcome. */
    private double mean() {
        return ceiling * meanShare / outcome;
    }

    /** Log-prior of the effect's mean and log-likelihood of the channel's lift tests, up to a constant. */
    double density() {
        double sum = prior.sizeDensity(mean());
        for (LiftTest test : tests) {
            double miss = miss(test);
            sum -= miss * miss / 2;
        }
        return sum;
    }

    private double miss(LiftTest test) {
        double[] gain = gain(test);
        return (gain[0] - test.deltaOutcome()) / test.standardError();
    }

    /** What a test should have found, and its derivatives by half and slope at a fixed ceiling. */
    private double[] gain(LiftTest test) {
        double from = test.base() / series.usual;
        double to = Math.max(0, from + test.deltaSpend() / series.usual);
        double[] ends = {from, to};
        double[] s = new double[2];
        double[] ignored = new double[2];
        double[] h = new double[2];
        double[] k = new double[2];
        levelOff.shares(ends, half, slope, s, ignored, h, k);
        return new double[] {ceiling * (s[1] - s[0]), ceiling * (h[1] - h[0]), ceiling * (k[1] - k[0])};
    }

    /**
     * Adds the derivatives of the log-posterior by the coordinates.
     *
     * @param byEffect its derivative by each week's effect
     * @param gradient gets them, from gradient[at]
     */
    void addGradient(double[] byEffect, double[] gradient, int at) {
        int weeks = effect.length;
        double byCeiling = 0;
        for (int week = 0; week < weeks; week++) {
            byCeiling += byEffect[week] * effect[week];
        }
        double testByHalf = 0;
        double testBySlope = 0;
        for (LiftTest test : tests) {
            double[] gain = gain(test);
            double weight = -(gain[0] - test.deltaOutcome()) / (test.standardError() * test.standardError());
            byCeiling += weight * gain[0];
            testByHalf += weight * gain[1];
            testBySlope += weight * gain[2];
        }
        double byMean = prior.sizeSlope(mean());
        byCeiling += byMean;
        gradient[at + SIZE] += byCeiling;
        // The ceiling follows the shares' norm, so that the size stays.
        double normPull = byCeiling / (norm * weeks);
        double meanPull = byMean / (meanShare * weeks) + normPull * (1 - MEAN_COUNTS) * meanShare;
        double sumHalf = 0;
        double sumSlope = 0;
        for (int week = 0; week < weeks; week++) {
            double p = ceiling * byEffect[week] + meanPull - normPull * share[week];
            sumHalf += p * byHalf[week];
            sumSlope += p * bySlope[week];
            pull[week] = p * byAdstock[week];
        }
        gradient[at + HALF] += sumHalf + testByHalf;
        gradient[at + SLOPE] += sumSlope + testBySlope;
        double sumDecay = 0;
        double sumShape = 0;
        for (int lag = 0; lag < weights.length; lag++) {
            double early = 0;
            for (int week = 0; week < Math.min(lag, weeks); week++) {
                early += pull[week];
            }
            double lagged = series.lagged(pull, lag) + before * early;
            sumDecay += byDecay[lag] * lagged;
            sumShape += byShape[lag] * lagged;
            gradient[at + BEFORE] += before * weights[lag] * early;
        }
        gradient[at + DECAY] += sumDecay;
        gradient[at + SHAPE] += sumShape;
    }

    /** What was computed last, in the data's units. */
    ResponseModel.ChannelDraw draw() {
        return new ResponseModel.ChannelDraw(
                weights.clone(), levelOff.form(), ceiling, levelOff.scale(half) * series.usual, levelOff.slope(slope));
    }
}
