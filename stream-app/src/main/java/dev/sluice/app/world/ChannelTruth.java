package dev.sluice.app.world;

/**
 * How one channel of one account really works: orders of new customers answer spend through geometric adstock and
 * Hill saturation (Jin et al., Bayesian Methods for Media Mix Modeling with Carryover and Shape Effects, 2017).
 *
 * <p>Spend is in currency units a day, not micros; orders are those caused on a day, most of them placed the same day.
 *
 * @param channel the channel
 * @param paid whether money buys its orders; an unpaid channel brings {@code maxDailyOrders} whatever is spent
 * @param decay share of a day's adstock that is left on the next day, 0 to below 1
 * @param halfSaturation adstocked spend that brings half of {@code maxDailyOrders}
 * @param slope Hill exponent; above 1 the curve is S-shaped
 * @param maxDailyOrders orders a day without end of spend, on a day of season 1
 * @param plannedDailySpend what the account means to spend on a day of season 1
 * @param orderValue mean total of an order
 * @param repeatsPerDay orders a day that a customer won here places later
 * @param costPerClick price of a click at the planned spend; 0 for an unpaid channel
 * @param flighted whether the spend runs in flights: four weeks up, two weeks down
 */
public record ChannelTruth(
        String channel,
        boolean paid,
        double decay,
        double halfSaturation,
        double slope,
        double maxDailyOrders,
        double plannedDailySpend,
        double orderValue,
        double repeatsPerDay,
        double costPerClick,
        boolean flighted) {

    /** The adstock after a day of this spend. Normalised: steady spend of s gives an adstock of s. */
    public double adstock(double before, double daySpend) {
        return decay * before + (1 - decay) * daySpend;
    }

    /** Orders expected at this adstock on a day of season 1. */
    public double saturated(double adstock) {
        return paid ? maxDailyOrders * hill(adstock, halfSaturation, slope) : maxDailyOrders;
    }

    /**
     * Orders expected on each day of a spend history, on days of season 1.
     *
     * @param adstockBefore adstock carried in; the world starts at {@code plannedDailySpend}
     * @param dailySpend currency units, one entry a day
     */
    public double[] expectedOrders(double adstockBefore, double[] dailySpend) {
        double[] orders = new double[dailySpend.length];
        double adstock = adstockBefore;
        for (int day = 0; day < dailySpend.length; day++) {
            adstock = adstock(adstock, dailySpend[day]);
            orders[day] = saturated(adstock);
        }
        return orders;
    }

    static double hill(double x, double half, double slope) {
        if (x <= 0) {
            return 0;
        }
        return 1 / (1 + StrictMath.pow(half / x, slope));
    }
}
