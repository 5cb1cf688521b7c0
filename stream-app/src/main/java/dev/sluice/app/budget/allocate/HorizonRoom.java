package dev.sluice.app.budget.allocate;

import dev.sluice.app.budget.allocate.AllocationProblem.Line;
import java.util.Arrays;
import java.util.List;

/** Where a plan can move at all: the channels whose limits leave room, and a plan strictly within all limits to start from. */
final class HorizonRoom {
    private static final double UNIT = 1e6;
    /** How much of the start is the middle of the room, away from limits. */
    private static final double INSIDE = 0.2;

    private final HorizonProblem problem;
    private final int[] order;
    private final double[] firstLeast;
    private final double[] firstMost;
    private final double total;
    private final boolean pinned;

    /**
     * Room around a flat plan.
     *
     * @param flat the problem of one split held in all weeks, whose bounds are the first week's
     */
    HorizonRoom(HorizonProblem problem, AllocationProblem flat) {
        this.problem = problem;
        List<Line> lines = flat.lines();
        int[] free = new int[lines.size()];
        firstLeast = new double[lines.size()];
        firstMost = new double[lines.size()];
        int count = 0;
        double fixed = 0;
        boolean staysFixed = true;
        for (int c = 0; c < lines.size(); c++) {
            firstLeast[c] = lines.get(c).least().micros() / UNIT;
            firstMost[c] = Math.min(lines.get(c).most().micros(), problem.weekTotalMicros()) / UNIT;
            boolean moves = firstMost[c] - firstLeast[c] > 1e-9 * firstMost[c] && problem.maxShift() > 1e-9;
            if (moves) {
                free[count++] = c;
            } else {
                fixed += firstLeast[c];
                staysFixed &= isPinned(problem.channels().get(c));
            }
        }
        order = Arrays.copyOf(free, count);
        pinned = staysFixed;
        total = problem.weekTotalMicros() / UNIT - fixed;
    }

    /** Whether a channel can't move in any week, rather than in the first one only. */
    private boolean isPinned(HorizonProblem.Channel channel) {
        return channel.least().micros() == channel.most().micros()
                || (problem.hasShift() && (channel.lastWeek() == 0 || problem.maxShift() <= 1e-9));
    }

    /** Whether channels that are not free stay so in all weeks, so that a bound over the free ones is one over all plans. */
    boolean isBoundable() {
        boolean single = order.length == 0 || (order.length == 1 && problem.each() == HorizonProblem.Total.EVERY_WEEK);
        return pinned && (single || isOpen());
    }

    /** Whether any plan but the flat one is possible. */
    boolean isOpen() {
        double share = share();
        return order.length > 0
                && (order.length > 1 || problem.each() == HorizonProblem.Total.ALL_WEEKS)
                && share > 1e-9
                && share < 1 - 1e-9;
    }

    /** How far between their least and their most the free channels are, all alike, when the total is spent. */
    private double share() {
        double least = 0;
        double width = 0;
        for (int c : order) {
            least += firstLeast[c];
            width += firstMost[c] - firstLeast[c];
        }
        return width <= 0 ? 0 : (total - least) / width;
    }

    /** Between the flat plan and the middle of the room: strictly inside, with the same totals. */
    double[][] start(long[] held) {
        double share = share();
        double[][] start = new double[order.length][problem.weeks()];
        for (int i = 0; i < order.length; i++) {
            int c = order[i];
            double middle = firstLeast[c] + share * (firstMost[c] - firstLeast[c]);
            Arrays.fill(start[i], (1 - INSIDE) * held[c] / UNIT + INSIDE * middle);
        }
        return start;
    }

    HorizonBarrier barrier(PipeResponse[] responses) {
        double[][] least = new double[order.length][problem.weeks()];
        double[][] most = new double[order.length][problem.weeks()];
        boolean weekly = problem.each() == HorizonProblem.Total.EVERY_WEEK;
        for (int i = 0; i < order.length; i++) {
            HorizonProblem.Channel channel = problem.channels().get(order[i]);
            Arrays.fill(least[i], channel.least().micros() / UNIT);
            Arrays.fill(most[i], Math.min(channel.most().micros() / UNIT, weekly ? total : total * problem.weeks()));
            least[i][0] = firstLeast[order[i]];
            most[i][0] = problem.hasShift() || weekly ? firstMost[order[i]] : most[i][0];
        }
        PipeResponse[] moving = new PipeResponse[order.length];
        for (int i = 0; i < order.length; i++) {
            moving[i] = responses[order[i]];
        }
        return new HorizonBarrier(moving, least, most, problem.maxShift(), weekly);
    }

    /** What the channels that can't move bring. */
    double fixed(PipeResponse[] responses, long[] held) {
        double sum = 0;
        for (int c = 0; c < responses.length; c++) {
            int channel = c;
            if (Arrays.stream(order).noneMatch(moving -> moving == channel)) {
                double[] spend = new double[problem.weeks()];
                Arrays.fill(spend, held[c] / UNIT);
                sum += responses[c].at(spend);
            }
        }
        return sum;
    }

    /** A plan of the free channels, with the others as they are held: [week][channel], in micros. */
    double[][] whole(double[][] plan, long[] held) {
        double[][] whole = new double[problem.weeks()][held.length];
        for (int w = 0; w < whole.length; w++) {
            for (int c = 0; c < held.length; c++) {
                whole[w][c] = held[c];
            }
            for (int i = 0; i < order.length; i++) {
                whole[w][order[i]] = plan[i][w] * UNIT;
            }
        }
        return whole;
    }
}
