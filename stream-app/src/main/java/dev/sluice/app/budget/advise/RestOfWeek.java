package dev.sluice.app.budget.advise;

import java.util.ArrayList;
import java.util.List;

/**
 * What is left to spend on a channel in the running week; what is spent is sunk.
 *
 * @param spentMicros spent in the running week so far
 * @param leftMicros to be spent in its remaining days
 */
public record RestOfWeek(String channel, long spentMicros, long leftMicros) {
    private static final int WEEK = 7;

    /**
     * The running week's plan is the spend of now for the days gone and the recommended one for those left. A channel that
     * is past its plan gets no more, and the others give up as much in proportion: the week's total stands.
     */
    static List<RestOfWeek> of(List<ChannelState> states, List<Long> recommended, int daysLeft) {
        long[] open = new long[states.size()];
        long total = 0;
        long positive = 0;
        for (int i = 0; i < open.length; i++) {
            ChannelState state = states.get(i);
            long plan = ofWeek(state.currentMicros(), WEEK - daysLeft) + ofWeek(recommended.get(i), daysLeft);
            total += plan - state.spentThisWeekMicros();
            open[i] = daysLeft == 0 ? 0 : Math.max(0, plan - state.spentThisWeekMicros());
            positive += open[i];
        }
        long left = Math.min(positive, Math.max(0, total));
        List<RestOfWeek> rest = new ArrayList<>();
        double unshared = positive;
        for (int i = 0; i < open.length; i++) {
            // Each takes its share of what those before it left: the shares add up to the micro.
            long share = unshared <= 0 ? 0 : Math.min(left, Math.round(left * (open[i] / unshared)));
            left -= share;
            unshared -= open[i];
            rest.add(new RestOfWeek(states.get(i).channel(), states.get(i).spentThisWeekMicros(), share));
        }
        return rest;
    }

    private static long ofWeek(long micros, int days) {
        return micros / WEEK * days + micros % WEEK * days / WEEK;
    }
}
