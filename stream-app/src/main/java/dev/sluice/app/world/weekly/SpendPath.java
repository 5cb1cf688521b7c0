package dev.sluice.app.world.weekly;

import dev.sluice.app.world.Chance;
import java.util.function.IntToDoubleFunction;

/** What an account spends on a channel, week by week, as multiples of what it means to spend. */
final class SpendPath {
    private static final double MEMORY = 0.6;

    private SpendPath() {}

    /** Swings that all channels share a little of: the account's better and worse months. */
    static double[] mood(Chance chance, int weeks) {
        double[] mood = new double[weeks];
        double now = 0;
        for (int week = 0; week < weeks; week++) {
            now = 0.85 * now + 0.527 * chance.normal();
            mood[week] = now;
        }
        return mood;
    }

    /**
     * Swings, flights, shocks, a slow drift, a bow to the season and to the account's mood.
     *
     * @param season [week] around 1
     */
    static double[] varied(Chance chance, int weeks, IntToDoubleFunction season, double[] mood) {
        double swing = chance.between(0.2, 0.45);
        double following = chance.between(0, 1);
        double moody = chance.between(0, 0.2);
        double drift = chance.between(-0.4, 0.4);
        double shocks = chance.between(0, 0.06);
        Flights flights = Flights.drawn(chance);
        double[] path = new double[weeks];
        double log = 0;
        for (int week = 0; week < weeks; week++) {
            log = MEMORY * log + Math.sqrt(1 - MEMORY * MEMORY) * swing * chance.normal();
            double shock = chance.happens(shocks) ? chance.between(1.5, 2.5) : 1;
            double pause = chance.happens(shocks) ? chance.between(0, 0.4) : 1;
            double slow = drift * ((double) week / weeks - 0.5) + moody * mood[week];
            path[week] = StrictMath.exp(log + slow + following * StrictMath.log(season.applyAsDouble(week)))
                    * shock
                    * pause
                    * flights.at(week);
        }
        return path;
    }

    /** The same with hardly a difference. */
    static double[] hardlyMoved(Chance chance, double[] path, double sigma) {
        double[] moved = new double[path.length];
        for (int week = 0; week < path.length; week++) {
            moved[week] = path[week] * chance.noise(sigma);
        }
        return moved;
    }

    /** Weeks up and weeks down; four in ten channels run so. */
    private record Flights(int up, int down, int start, double low) {
        static Flights drawn(Chance chance) {
            boolean flighted = chance.happens(0.4);
            int up = 3 + chance.below(6);
            int down = flighted ? 2 + chance.below(4) : 0;
            return new Flights(up, down, chance.below(12), chance.between(0, 0.5));
        }

        double at(int week) {
            return (week + start) % (up + down) < up ? 1 : low;
        }
    }
}
