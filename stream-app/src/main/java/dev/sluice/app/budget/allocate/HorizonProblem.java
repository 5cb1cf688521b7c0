package dev.sluice.app.budget.allocate;

import java.util.List;

/**
 * What is to be split over channels and weeks, with the carry-over that is already in the pipe.
 *
 * @param weeks 1 to 52
 * @param maxShift largest change of a channel's spend from week to week, as a share of the week before's, the week before
 *     the first included; infinite for none
 * @param totalMicros money to spend; of all weeks together, as much of it as the same steps in every week add up to
 * @param each whether that is the total of every week, or of all weeks together
 * @param stepMicros every spend is a multiple of this, except where a channel's bounds lock it
 */
public record HorizonProblem(
        List<Channel> channels, int weeks, double maxShift, long totalMicros, Total each, long stepMicros) {
    /** What a total is of. */
    public enum Total {
        EVERY_WEEK,
        ALL_WEEKS
    }

    /**
     * One way in which a channel may respond: a posterior draw. The response of a week is the effect of the spend that works
     * in it, carryOver[0] x this week's + carryOver[1] x last week's and so on. At steady spend that is the spend itself
     * where the weights add up to 1, so that the effect is the steady response curve.
     *
     * @param carryOver share of a unit of spend that works so many weeks later; 0 or more
     */
    public record Draw(double[] carryOver, ResponseCurve effect) {
        /** Copies. */
        public Draw {
            carryOver = carryOver.clone();
        }

        @Override
        public double[] carryOver() {
            return carryOver.clone();
        }
    }

    /**
     * A channel; its response is the mean over the draws. A few dozen draws that represent the posterior do.
     *
     * @param past spend of the weeks before, in currency units, last week's first; what is missing counts as 0
     * @param least of every week
     * @param most of every week
     */
    public record Channel(String channel, List<Draw> draws, double[] past, Bound least, Bound most) {
        /** Copies. */
        public Channel {
            draws = List.copyOf(draws);
            past = past.clone();
        }

        @Override
        public double[] past() {
            return past.clone();
        }

        double lastWeek() {
            return past.length == 0 ? 0 : past[0];
        }
    }

    /** Copies. */
    public HorizonProblem {
        channels = List.copyOf(channels);
        if (weeks < 1 || weeks > 52) {
            throw new IllegalArgumentException("a horizon has 1 to 52 weeks, not " + weeks);
        }
    }

    boolean hasShift() {
        return Double.isFinite(maxShift);
    }

    long weekTotalMicros() {
        return each == Total.EVERY_WEEK ? totalMicros : totalMicros / weeks / stepMicros * stepMicros;
    }
}
