package dev.sluice.app.scoring;

/** A prediction's median and the bounds of its 80 % interval, in order and finite. */
record Forecast(double p10, double p50, double p90) {

    /** Puts quantiles that crossed in order; the median stays what it is. */
    static Forecast ordered(double p10, double p50, double p90) {
        return new Forecast(Math.min(p10, p50), p50, Math.max(p90, p50));
    }

    /** Its interval scaled about the median; a lower bound that was not negative doesn't become so. */
    Forecast scaled(double width) {
        double low = p50 - width * (p50 - p10);
        return new Forecast(p10 >= 0 ? Math.max(0, low) : low, p50, p50 + width * (p90 - p50));
    }

    boolean holds(double outcome) {
        return p10 <= outcome && outcome <= p90;
    }
}
