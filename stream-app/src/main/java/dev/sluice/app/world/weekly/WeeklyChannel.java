package dev.sluice.app.world.weekly;

/**
 * What one channel really does: effect = height x curve(adstock / unit).
 *
 * @param unit the channel's mean weekly spend over the history, currency units
 * @param height expected revenue where the curve is 1, currency units a week; 0: the channel does nothing
 */
public record WeeklyChannel(String name, CarryOver carryOver, TrueCurve curve, double unit, double height) {
    /** Revenue of a week that spend up to it brings. */
    public double effect(double[] spend, int week) {
        return effectOf(carryOver.adstock(spend, week));
    }

    /** Revenue of a week with this adstock; steady spend of s gives an adstock of s. */
    public double effectOf(double adstock) {
        return height * curve.at(adstock / unit);
    }

    /** Revenue that spend brings in the weeks from one (inclusive) to another (exclusive). */
    public double effects(double[] spend, int from, int to) {
        double sum = 0;
        for (int week = from; week < to; week++) {
            sum += effect(spend, week);
        }
        return sum;
    }
}
