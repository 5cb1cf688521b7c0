package dev.sluice.trainer.response;

/**
 * What is believed of a channel before its data: normal in the decay's logit and in the logarithms of half saturation (in
 * usual spends), of slope, and of the effect's mean as a share of the mean outcome.
 *
 * @param size mean of the logarithm of the effect's mean
 * @param sizeSd its standard deviation
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
    /** Share of the outcome that a channel with all of the spend is expected to bring. */
    private static final double USUAL_SHARE = 0.2;

    /** More spend is expected to bring more, but not in proportion: small channels are kept small for a reason. */
    private static final double SIZE_BY_SHARE = 0.5;

    /** Five times more or less than expected is nothing odd. */
    private static final double SIZE_SD = 1;

    /**
     * Of a channel that nothing is known of: decays of .1 to .8, half saturation at .2 to 5 times the usual spend.
     *
     * @param share its share of all spend, 0 to 1
     */
    static ChannelPrior unknown(double share) {
        double size = USUAL_SHARE * Math.pow(share, SIZE_BY_SHARE);
        return new ChannelPrior(-0.7, 1.2, 0.2, 0.9, 0.25, 0.3, Math.log(size), SIZE_SD);
    }

    /** Log-density of the effect's mean, in terms of its logarithm. */
    double sizeDensity(double mean) {
        double from = (Math.log(mean) - size) / sizeSd;
        return -from * from / 2;
    }

    /** Its derivative by the logarithm. */
    double sizeSlope(double mean) {
        return -(Math.log(mean) - size) / (sizeSd * sizeSd);
    }

    /** A usual size. */
    double usualSize() {
        return Math.exp(size) / 2;
    }
}
