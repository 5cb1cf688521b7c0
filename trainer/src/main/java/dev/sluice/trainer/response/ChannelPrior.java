package dev.sluice.trainer.response;

/**
 * What is believed of a channel before its data: normal in the decay's logit and in the logarithms of half saturation (in
 * usual spends) and slope. The effect's mean, as a share of the mean outcome, is half-normal around 0 where nothing is
 * known of the channel, and log-normal where other accounts tell of it.
 *
 * @param size spread of the half-normal, or mean of the logarithm
 * @param sizeSd standard deviation of the logarithm; NaN: half-normal
 */
record ChannelPrior(
        double decay,
        double decaySd,
        double half,
        double halfSd,
        double slope,
        double slopeSd,
        double size,
        double sizeSd) {
    /** Spread of the effect's share of the outcome for a channel with all of the spend. */
    private static final double SIZE_SPREAD = 0.55;

    /** More spend is expected to bring more, but not in proportion: small channels are kept small for a reason. */
    private static final double SIZE_BY_SHARE = 0.75;

    /**
     * Of a channel that nothing is known of: decays of .1 to .8, half saturation at .2 to 5 times the usual spend.
     *
     * @param share its share of all spend, 0 to 1
     */
    static ChannelPrior unknown(double share) {
        return new ChannelPrior(
                -0.7, 1.2, 0.2, 0.9, 0.25, 0.3, SIZE_SPREAD * Math.pow(share, SIZE_BY_SHARE), Double.NaN);
    }

    /** Log-density of the effect's mean, in terms of its logarithm. */
    double sizeDensity(double mean) {
        if (Double.isNaN(sizeSd)) {
            double share = mean / size;
            return Math.log(share) - share * share / 2;
        }
        double from = (Math.log(mean) - size) / sizeSd;
        return -from * from / 2;
    }

    /** Its derivative by the logarithm. */
    double sizeSlope(double mean) {
        if (Double.isNaN(sizeSd)) {
            double share = mean / size;
            return 1 - share * share;
        }
        return -(Math.log(mean) - size) / (sizeSd * sizeSd);
    }

    /** A usual size. */
    double usualSize() {
        return Double.isNaN(sizeSd) ? size / 4 : Math.exp(size) / 2;
    }
}
