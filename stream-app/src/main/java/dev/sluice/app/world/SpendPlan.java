package dev.sluice.app.world;

import dev.sluice.app.world.Chance.Purpose;
import java.time.LocalDate;

/** What an account really spends: its plan, with weekly swings, flights, shocks and a bow to the season. */
final class SpendPlan {
    private static final int FLIGHT_WEEKS = 6;

    private final long seed;
    private final int index;
    private final Market market;

    SpendPlan(long seed, int index, Market market) {
        this.seed = seed;
        this.index = index;
        this.market = market;
    }

    /** Currency units spent on a day, by channel in the market's order; never 0 for a paid channel. */
    double[] spend(LocalDate day, Chance chance) {
        double[] levels = weekLevels(Math.floorDiv(day.toEpochDay() + 3, 7));
        double season = Math.sqrt(market.season(day));
        double[] spend = new double[levels.length];
        for (int i = 0; i < spend.length; i++) {
            ChannelTruth channel = market.channels().get(i);
            spend[i] = channel.plannedDailySpend() * levels[i] * season * chance.noise(0.08);
        }
        return spend;
    }

    /** The same for every day of a week, whichever day asks. */
    private double[] weekLevels(long week) {
        Chance chance = Chance.of(seed, index, week, Purpose.PLAN);
        double[] levels = new double[market.channels().size()];
        for (int i = 0; i < levels.length; i++) {
            double swing = chance.noise(0.25);
            double shock = chance.happens(0.05) ? (chance.happens(0.5) ? 2 : 0.25) : 1;
            boolean down = (week + index + i) % FLIGHT_WEEKS >= 4;
            double flight = !market.channels().get(i).flighted() ? 1 : down ? 0.4 : 1.25;
            levels[i] = swing * shock * flight;
        }
        return levels;
    }
}
