package dev.sluice.app.budget.allocate;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Splits a total in proportion to weights within bounds: the water level rises in vessels whose widths are the weights, and
 * those that are full, or not yet reached, stay as they are. Channels without a weight get more than their least only where
 * the others are full. Sums are exact: what rounding to steps leaves goes to the largest remainders.
 */
final class WaterFilling {
    private WaterFilling() {}

    static long[] split(double[] weights, Limits limits, long total) {
        return toSteps(shares(weights, limits, total), limits, total);
    }

    /** Rounds shares, in micros, to steps within bounds so that they add up to the total. */
    static long[] toSteps(double[] shares, Limits limits, long total) {
        long step = limits.stepMicros();
        long[] split = new long[shares.length];
        double[] remainder = new double[shares.length];
        for (int i = 0; i < split.length; i++) {
            long least = limits.least()[i];
            // A hair up: a share that is a whole number of steps must not lose one to rounding.
            double steps = (Math.clamp(shares[i], least, limits.most()[i]) - least) / step;
            long whole = (long) Math.floor(steps + 1e-9);
            split[i] = least + whole * step;
            remainder[i] = steps - whole;
        }
        settle(split, remainder, limits, (total - Limits.sum(split)) / step);
        return split;
    }

    private static void settle(long[] split, double[] remainder, Limits limits, long missing) {
        int sign = missing < 0 ? -1 : 1;
        int[] order = IntStream.range(0, split.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -sign * remainder[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        long left = Math.abs(missing);
        // One step each, in the order of remainders; again only where bounds stopped some.
        for (boolean moved = true; left > 0 && moved; ) {
            moved = false;
            for (int i = 0; i < order.length && left > 0; i++) {
                long next = split[order[i]] + sign * limits.stepMicros();
                if (next >= limits.least()[order[i]] && next <= limits.most()[order[i]]) {
                    split[order[i]] = next;
                    left--;
                    moved = true;
                }
            }
        }
    }

    private static double[] shares(double[] weights, Limits limits, long total) {
        double[] filled = fill(weights, limits, total);
        double rest = total - sum(filled);
        if (rest <= 0.5) {
            return filled;
        }
        double[] others = new double[weights.length];
        for (int i = 0; i < others.length; i++) {
            others[i] = weights[i] > 0 ? 0 : 1;
        }
        double fixed = 0;
        for (int i = 0; i < others.length; i++) {
            fixed += weights[i] > 0 ? filled[i] - limits.least()[i] : 0;
        }
        double[] second = fill(others, limits, total - fixed);
        for (int i = 0; i < second.length; i++) {
            filled[i] = weights[i] > 0 ? filled[i] : second[i];
        }
        return filled;
    }

    /** Shares at the level whose sum is the total; a vessel without width counts with its least. */
    private static double[] fill(double[] weights, Limits limits, double total) {
        double low = 0;
        double high = 1;
        while (sum(at(high, weights, limits)) < total && high < 1e300) {
            high *= 2;
        }
        for (int i = 0; i < 200; i++) {
            double middle = (low + high) / 2;
            if (sum(at(middle, weights, limits)) < total) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return at(high, weights, limits);
    }

    private static double[] at(double level, double[] weights, Limits limits) {
        double[] shares = new double[weights.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = Math.clamp(level * weights[i], limits.least()[i], limits.most()[i]);
        }
        return shares;
    }

    private static double sum(double[] amounts) {
        double sum = 0;
        for (double amount : amounts) {
            sum += amount;
        }
        return sum;
    }
}
