package dev.sluice.app.budget.allocate;

import dev.sluice.app.budget.allocate.AllocationProblem.Line;
import java.util.List;

/**
 * Rounds a split to steps so that bounds and total are kept to the micro: all down to a step, then step by step where the
 * next one brings the most, then exchanges of one step between two channels while they gain.
 */
final class Rounding {
    private static final int MOST_EXCHANGES = 1_000;

    private final List<Line> lines;
    private final Limits limits;
    private final Aim aim;

    Rounding(List<Line> lines, Limits limits, Aim aim) {
        this.lines = lines;
        this.limits = limits;
        this.aim = aim;
    }

    long[] round(double[] spend) {
        long step = limits.stepMicros();
        long[] rounded = new long[spend.length];
        double wanted = 0;
        for (int i = 0; i < spend.length; i++) {
            wanted += spend[i];
            // Just below a step is meant to be on it.
            long steps = (long) Math.floor((spend[i] * 1e6 - limits.least()[i]) / step + 1e-6);
            rounded[i] = Math.clamp(limits.least()[i] + steps * step, limits.least()[i], limits.most()[i]);
        }
        long base = limits.leastTotal();
        long goal = base + Math.round((wanted * 1e6 - base) / step) * step;
        meet(rounded, Math.clamp(goal, base, limits.mostTotal()));
        if (step > 1) {
            exchange(rounded);
        }
        keepRatio(rounded);
        return rounded;
    }

    private void meet(long[] spend, long goal) {
        long missing = (goal - Limits.sum(spend)) / limits.stepMicros();
        while (missing != 0) {
            int sign = missing > 0 ? 1 : -1;
            int channel = bestMove(spend, sign, -1);
            if (channel < 0) {
                return;
            }
            spend[channel] += sign * limits.stepMicros();
            missing -= sign;
        }
    }

    /** The channel that gains the most, or loses the least, from a step up or down; -1 where none has room. */
    private int bestMove(long[] spend, int sign, int except) {
        int best = -1;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < spend.length; i++) {
            double gain = i == except ? Double.NEGATIVE_INFINITY : gain(spend, i, sign);
            if (gain > most) {
                most = gain;
                best = i;
            }
        }
        return best;
    }

    private double gain(long[] spend, int i, int sign) {
        long next = spend[i] + sign * limits.stepMicros();
        if (next < limits.least()[i] || next > limits.most()[i]) {
            return Double.NEGATIVE_INFINITY;
        }
        return at(i, next) - at(i, spend[i]);
    }

    private double at(int i, long micros) {
        return lines.get(i).curve().at(micros / 1e6);
    }

    private void exchange(long[] spend) {
        for (int round = 0; round < MOST_EXCHANGES; round++) {
            if (!exchangeOnce(spend) && !changeTotal(spend)) {
                return;
            }
        }
    }

    private boolean exchangeOnce(long[] spend) {
        int down = bestMove(spend, -1, -1);
        int up = bestMove(spend, 1, -1);
        if (down >= 0 && down == up) {
            // The same channel both ways: one of the two must be another.
            int otherUp = bestMove(spend, 1, down);
            int otherDown = bestMove(spend, -1, up);
            double first = otherUp < 0 ? Double.NEGATIVE_INFINITY : gain(spend, down, -1) + gain(spend, otherUp, 1);
            double second = otherDown < 0 ? Double.NEGATIVE_INFINITY : gain(spend, otherDown, -1) + gain(spend, up, 1);
            up = first >= second ? otherUp : up;
            down = first >= second ? down : otherDown;
        }
        if (down < 0 || up < 0 || !gains(gain(spend, down, -1) + gain(spend, up, 1), spend, up)) {
            return false;
        }
        spend[down] -= limits.stepMicros();
        spend[up] += limits.stepMicros();
        return true;
    }

    private boolean gains(double gain, long[] spend, int channel) {
        return gain > 1e-12 * (1 + Math.abs(at(channel, spend[channel])));
    }

    /** One step more or less in all, where the goal leaves the total free. */
    private boolean changeTotal(long[] spend) {
        if (limits.leastTotal() == limits.mostTotal() || aim.ratio() > 0) {
            return false;
        }
        long total = Limits.sum(spend);
        for (int sign = -1; sign <= 1; sign += 2) {
            long next = total + sign * limits.stepMicros();
            int channel = bestMove(spend, sign, -1);
            if (channel >= 0
                    && next >= limits.leastTotal()
                    && next <= limits.mostTotal()
                    && gains(
                            aim.gain() * gain(spend, channel, sign) - aim.cost() * sign * limits.stepMicros() / 1e6,
                            spend,
                            channel)) {
                spend[channel] += sign * limits.stepMicros();
                return true;
            }
        }
        return false;
    }

    /** Takes single steps away while rounding, rather than the split, misses the ratio. */
    private void keepRatio(long[] spend) {
        for (int step = 0; step < MOST_EXCHANGES && aim.ratio() > 0; step++) {
            long total = Limits.sum(spend);
            double response = 0;
            for (int i = 0; i < spend.length; i++) {
                response += at(i, spend[i]);
            }
            int channel = bestMove(spend, -1, -1);
            if (aim.reachesRatio(response, total / 1e6) || channel < 0 || total <= limits.leastTotal()) {
                return;
            }
            spend[channel] -= limits.stepMicros();
        }
    }
}
