package dev.sluice.app.scoring;

import dev.sluice.app.state.StateReader;
import dev.sluice.app.state.StateWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * How a model does on one channel of one account: its forecasts meet what came true as weeks settle. Knows no clock; the
 * same weeks in the same order give the same state.
 *
 * <p>The interval is re-calibrated online by adaptive conformal inference (Gibbs and Candès, 2021): the miss rate aimed
 * at moves by {@code alpha += gamma * (0.2 - missed)}. Their interval is the model's quantile at level alpha; a model file
 * states two quantiles only, so here the published interval is theirs scaled about the median by a width that falls as
 * alpha rises. Any such rule keeps the guarantee that the long-run coverage is the nominal one, whatever the data do, as
 * long as the width is not at its bounds.
 */
final class LiveQuality {
    /** Judged weeks that are looked back on. */
    static final int WINDOW = 26;
    /** Lost weeks in a row that make a model degraded, and the weeks until it is no longer new. */
    static final int PATIENCE = 4;

    enum Status {
        NEW,
        OK,
        DEGRADED
    }

    private static final double MISS_RATE = 0.2;
    private static final double GAMMA = 0.03;
    private static final double STEEPNESS = 3;
    private static final double WIDEST = 8;
    private static final double REACH = Math.log(WIDEST) / STEEPNESS;

    private record Judged(int week, double error, double naiveError, boolean held) {}

    private final Deque<Judged> window = new ArrayDeque<>();
    private double alpha = MISS_RATE;
    private int lost;

    /**
     * Judges a week.
     *
     * @param published what was forecast, as it was published
     * @param naive last week's value as it was known when the forecast was made; NaN if there was none
     */
    void judge(int week, Forecast published, double outcome, double naive) {
        boolean held = published.holds(outcome);
        window.addLast(new Judged(week, Math.abs(published.p50() - outcome), Math.abs(naive - outcome), held));
        if (window.size() > WINDOW) {
            window.removeFirst();
        }
        alpha = Math.clamp(alpha + GAMMA * (MISS_RATE - (held ? 0 : 1)), MISS_RATE - REACH, MISS_RATE + REACH);
        if (!Double.isNaN(naive)) {
            lost = errorSum(false) > errorSum(true) ? lost + 1 : 0;
        }
    }

    Status status() {
        if (lost >= PATIENCE) {
            return Status.DEGRADED;
        }
        return window.size() < PATIENCE ? Status.NEW : Status.OK;
    }

    /** Judged weeks in the window. */
    int weeks() {
        return window.size();
    }

    /** The last judged week; the least int if there is none. */
    int lastWeek() {
        return window.isEmpty() ? Integer.MIN_VALUE : window.getLast().week;
    }

    /** Mean absolute error of the median over the window; NaN without any week. */
    double mae() {
        return window.stream().mapToDouble(Judged::error).average().orElse(Double.NaN);
    }

    /** The error over that of the naive forecast, on the weeks that have one; NaN where that is undefined. */
    double mase() {
        double naive = errorSum(true);
        return naive == 0 ? Double.NaN : errorSum(false) / naive;
    }

    /** Share of the window's weeks that the published interval held; NaN without any week. */
    double coverage() {
        return window.stream().mapToDouble(j -> j.held ? 1 : 0).average().orElse(Double.NaN);
    }

    /** What a model's interval is scaled with before it is published. */
    double width() {
        return Math.exp(STEEPNESS * (MISS_RATE - alpha));
    }

    /** Over the weeks that a naive forecast exists for. */
    private double errorSum(boolean naive) {
        double sum = 0;
        for (Judged j : window) {
            if (!Double.isNaN(j.naiveError)) {
                sum += naive ? j.naiveError : j.error;
            }
        }
        return sum;
    }

    void write(StateWriter out) {
        out.writeLong(Double.doubleToLongBits(alpha));
        out.writeInt(lost);
        out.writeInt(window.size());
        for (Iterator<Judged> all = window.iterator(); all.hasNext(); ) {
            Judged j = all.next();
            out.writeInt(j.week);
            out.writeLong(Double.doubleToLongBits(j.error));
            out.writeLong(Double.doubleToLongBits(j.naiveError));
            out.writeBoolean(j.held);
        }
    }

    static LiveQuality read(StateReader in) {
        LiveQuality q = new LiveQuality();
        q.alpha = Double.longBitsToDouble(in.readLong());
        q.lost = in.readInt();
        for (int n = in.readInt(); n > 0; n--) {
            q.window.addLast(new Judged(
                    in.readInt(),
                    Double.longBitsToDouble(in.readLong()),
                    Double.longBitsToDouble(in.readLong()),
                    in.readBoolean()));
        }
        return q;
    }
}
