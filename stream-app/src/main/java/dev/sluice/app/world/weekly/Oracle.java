package dev.sluice.app.world.weekly;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who knows the truth and keeps the same limits as everybody: the weekly total is fixed, and no channel's spend moves by more
 * than a share of its last week's. Its plan is the best that it finds: it heads for the best steady splits of several
 * horizons, then improves where to head for in each part of the time, pair of channels by pair of channels.
 */
public final class Oracle {
    private static final int[] HORIZONS = {1, 4, 8, 13, 26, 52};
    private static final int[] TURNS = {0, 6, 14, 26, 40};
    private static final int STARTS_TO_IMPROVE = 2;
    private static final int ROUNDS = 4;
    private static final double FIRST_STEP = 0.1;
    private static final double LAST_STEP = 0.004;

    private final WeeklyMarket market;
    private final double[] start;
    private final double total;
    private final double shift;
    private final int weeks;

    /**
     * An oracle for so many weeks from the market's plan on.
     *
     * @param shift how far a channel's spend may move in a week, a share of what it was
     */
    public Oracle(WeeklyMarket market, int weeks, double shift) {
        if (weeks < 1 || weeks > market.playableWeeks()) {
            throw new IllegalArgumentException("weeks must be 1 to " + market.playableWeeks() + ": " + weeks);
        }
        if (!(shift > 0 && shift < 1)) {
            throw new IllegalArgumentException("shift must be above 0 and below 1: " + shift);
        }
        this.market = market;
        this.start = market.plan();
        this.total = Arrays.stream(start).sum();
        this.shift = shift;
        this.weeks = weeks;
    }

    /** Spends the plan every week. */
    public Plan stayPut() {
        double[][] spends = new double[weeks][];
        Arrays.setAll(spends, week -> start.clone());
        return new Plan(spends, market.mediaRevenue(spends));
    }

    /** The best plan that the oracle finds; never worse than staying put. */
    public Plan best() {
        List<double[][]> starts = Stream.concat(
                        Stream.of(start), Arrays.stream(HORIZONS).mapToObj(this::steady))
                .map(Oracle::always)
                .sorted(Comparator.comparingDouble(
                        (double[][] aims) -> -plan(aims).revenue()))
                .toList();
        Plan best = stayPut();
        for (double[][] aims : starts.subList(0, STARTS_TO_IMPROVE)) {
            Plan improved = improved(aims);
            best = improved.revenue() > best.revenue() ? improved : best;
        }
        return best;
    }

    private static double[][] always(double[] aim) {
        double[][] aims = new double[TURNS.length][];
        Arrays.setAll(aims, part -> aim.clone());
        return aims;
    }

    /** The best split, if it could be had at once and were held for so many weeks. */
    private double[] steady(int horizon) {
        double[][] values = new double[start.length][SteadySplit.PARTS + 1];
        for (int channel = 0; channel < start.length; channel++) {
            double[] before = market.spend(channel);
            double[] path = Arrays.copyOf(before, before.length + horizon);
            for (int part = 0; part <= SteadySplit.PARTS; part++) {
                Arrays.fill(path, before.length, path.length, total * part / SteadySplit.PARTS);
                values[channel][part] = market.channels().get(channel).effects(path, before.length, path.length);
            }
        }
        return Arrays.stream(SteadySplit.best(values))
                .mapToDouble(parts -> total * parts / SteadySplit.PARTS)
                .toArray();
    }

    private Plan improved(double[][] aims) {
        Plan best = plan(aims);
        for (double step = FIRST_STEP; step >= LAST_STEP; step /= 2) {
            for (int round = 0; round < ROUNDS; round++) {
                Plan better = exchanged(aims, step * total, best);
                if (better.revenue() <= best.revenue() * (1 + 1e-9)) {
                    break;
                }
                best = better;
            }
        }
        return best;
    }

    /** Moves money between every two channels in every part of the time; aims keep what was worth it. */
    private Plan exchanged(double[][] aims, double amount, Plan before) {
        Plan best = before;
        for (double[] aim : aims) {
            for (int from = 0; from < start.length; from++) {
                for (int to = 0; to < start.length; to++) {
                    double moved = Math.min(amount, aim[from]);
                    if (from == to || moved == 0) {
                        continue;
                    }
                    aim[from] -= moved;
                    aim[to] += moved;
                    Plan tried = plan(aims);
                    if (tried.revenue() > best.revenue()) {
                        best = tried;
                    } else {
                        aim[from] += moved;
                        aim[to] -= moved;
                    }
                }
            }
        }
        return best;
    }

    private Plan plan(double[][] aims) {
        double[][] spends = new double[weeks][];
        double[] now = start;
        int part = 0;
        for (int week = 0; week < weeks; week++) {
            if (part + 1 < TURNS.length && week >= TURNS[part + 1]) {
                part++;
            }
            now = towards(now, aims[part]);
            spends[week] = now;
        }
        return new Plan(spends, market.mediaRevenue(spends));
    }

    /** As far as the limits allow; rises and falls are cut alike so that the total stays. */
    private double[] towards(double[] now, double[] aim) {
        double[] move = new double[now.length];
        double rise = 0;
        double fall = 0;
        for (int channel = 0; channel < now.length; channel++) {
            double most = shift * now[channel];
            move[channel] = Math.clamp(aim[channel] - now[channel], -most, most);
            rise += Math.max(0, move[channel]);
            fall += Math.max(0, -move[channel]);
        }
        double[] next = new double[now.length];
        double moved = Math.min(rise, fall);
        for (int channel = 0; channel < now.length; channel++) {
            double side = move[channel] > 0 ? rise : fall;
            next[channel] = side == 0 ? now[channel] : now[channel] + move[channel] * moved / side;
        }
        return next;
    }
}
